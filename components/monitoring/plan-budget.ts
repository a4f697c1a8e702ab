import type { Settings } from "../settings";
import { stackTags } from "../tags";
import { alarmSettings } from "./alarm";

export interface BudgetPlan {
    /** It says what the budget is of; a budget has no description. */
    readonly name: string;
    readonly limitAmount: string;
    readonly costFilters: readonly { readonly name: string; readonly values: readonly string[] }[];
    readonly notifications: readonly BudgetNotice[];
}

export interface BudgetNotice {
    readonly comparisonOperator: "GREATER_THAN";
    readonly notificationType: "ACTUAL" | "FORECASTED";
    readonly threshold: number;
    readonly thresholdType: "PERCENTAGE";
}

const notice = (notificationType: BudgetNotice["notificationType"], threshold: number): BudgetNotice => ({
    comparisonOperator: "GREATER_THAN",
    notificationType,
    threshold,
    thresholdType: "PERCENTAGE",
});

/**
 * What the stack is expected to cost in a month. Only a tag that is activated for cost allocation tells its cost from that of the rest of the account.
 *
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create-filters.html
 */
export function planBudget(settings: Settings): BudgetPlan | undefined {
    const budget = alarmSettings(settings)?.budget;
    if (budget === undefined) {
        return undefined;
    }
    const { monthlyUsd, costAllocationTag: tag } = budget;
    return {
        name: `${settings.applicationName}-${tag === undefined ? "whole-account" : `tag-${tag}`}`.slice(0, 100),
        limitAmount: String(monthlyUsd),
        costFilters:
            tag === undefined
                ? []
                : [{ name: "TagKeyValue", values: [`user:${tag}$${stackTags(settings)[tag] ?? ""}`] }],
        notifications: [notice("ACTUAL", 80), notice("FORECASTED", 100)],
    };
}
