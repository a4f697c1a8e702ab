import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { readSettings, Setting, unprovenSettings } from "../read/options";
import type { Rule } from "../rule";

export const consistentOptions: Rule = {
    name: "consistent-options",
    displayName: "Each option once",
    description: "An option is set once: of two settings of one option Elastic Beanstalk keeps one only.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: "Remove all settings of the option but one.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html",
    tags: ["options"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const groups = new Map<string, Setting[]>();
        for (const setting of readSettings(environment).entries) {
            const key = identityOf(setting);
            if (key !== undefined) {
                groups.set(key, [...(groups.get(key) ?? []), setting]);
            }
        }
        return [
            ...unprovenSettings(environment, "no option is set twice"),
            ...[...groups.values()].filter((group) => group.length > 1).map(problemOf),
        ];
    },
};

/** What makes an option one: scheduled actions have the same options each. Undefined when that is not known yet. */
function identityOf({ namespace, name, resource }: Setting): string | undefined {
    const parts = [namespace, name, resource()];
    return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

/** Whatever the values are: two that are alike today are two places to change tomorrow. */
function problemOf(group: readonly Setting[]): string {
    const { namespace, name } = group[0]!;
    const values = group.map(({ value }) => value());
    const differ = new Set(values.filter((value) => value !== undefined)).size > 1;
    const how = differ
        ? "with different values. Elastic Beanstalk keeps one of them, and each preview shows the other as a change"
        : values.includes(undefined)
          ? "and whether the values agree is not known in this preview"
          : "with the same value";
    return (
        `${namespace}/${name} is set ${group.length} times, ${how}; wanted: once. In this project: leave it out of options ` +
        "where a setting sets it. In any other program: remove all but one of its entries from the environment's settings."
    );
}
