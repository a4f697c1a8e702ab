import { text } from "../../components/parsed-values";
import type { Planned } from "./charge";
import { dollars } from "./dollars";

/**
 * A sentence for each monthly budget in dollars that the estimate is above. One of the whole account has the rest of it to hold, too, so that it is too small
 * in any case.
 */
export const budgetNotes = (graph: readonly Planned[], total: number): string[] =>
    graph
        .filter(
            ({ type, inputs }) =>
                type === "aws:budgets:Budget" && inputs["limitUnit"] === "USD" && inputs["timeUnit"] === "MONTHLY",
        )
        .map(({ name, inputs }) => ({
            name: text(inputs["name"]) ?? name,
            limit: Number(text(inputs["limitAmount"]) ?? Number.NaN),
        }))
        .filter(({ limit }) => limit < Number(dollars(total)))
        .map(
            ({ name, limit }) =>
                `The budget ${name} is ${dollars(limit)} a month, less than the total of ${dollars(total)}: people will be told that it is exceeded. ` +
                `Set monitoring.budget.monthlyUsd to ${Math.ceil(Number(dollars(total)))} or more.`,
        );
