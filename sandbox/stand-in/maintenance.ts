import { ProblemError } from "../../components/problem";
import type { Account } from "./account";
import { maintainedTypes } from "./types";

/** Of the sandbox's environment: the pretended account has no clock, so who wants a maintenance window to have passed says so. */
export const maintenanceVariable = "DJANGO_BEANSTALK_MAINTENANCE";

/** @throws ProblemError for another value than `passed` */
export function parseMaintenance(text: string | undefined): boolean {
    if (text === undefined || text === "") {
        return false;
    }
    if (text !== "passed") {
        throw new ProblemError(maintenanceVariable, [
            {
                where: "the value",
                got: text,
                allowed: "passed",
                remedy: `Write ${maintenanceVariable}=passed, or nothing.`,
            },
        ]);
    }
    return true;
}

/** Makes the changes that wait for a maintenance window. */
export function passWindow(account: Account): void {
    for (const { token, maintained } of maintainedTypes) {
        for (const [id, facts] of account.all(token)) {
            account.put(token, id, { ...facts, ...maintained(facts) });
        }
    }
}
