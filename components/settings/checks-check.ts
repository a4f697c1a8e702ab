import { ruleNames } from "../../ebextensions/lint/catalogue";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { nearestName } from "./nearest";

/** An exception from a rule that does not exist lets the finding through that it was meant for. */
export const checksCheck = ({ app }: Settings): Problem[] =>
    Object.keys(app.checks.allow)
        .filter((name) => !ruleNames.includes(name))
        .map((name) => {
            const near = nearestName(name, ruleNames);
            return {
                where: `app.checks.allow.${name}`,
                got: "no rule of that name",
                allowed: "the names of rules, see docs/checks.md",
                remedy: near === undefined ? "Remove it." : `Write ${near} instead of ${name}.`,
            };
        });
