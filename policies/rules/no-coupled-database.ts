import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { isAlways, readNamespace, readOption, unprovenSettings } from "../read/options";
import type { Rule } from "../rule";

const namespace = "aws:rds:dbinstance";

export const noCoupledDatabase: Rule = {
    name: "no-coupled-database",
    displayName: "No database inside the environment",
    description: "The database is a resource of its own: one that the environment makes ends with it by default.",
    levels: everywhere,
    severity: "high",
    remediationSteps: `Take every option of ${namespace} out, and make the database a resource of its own.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.db.html",
    tags: ["database", "options"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const found = readNamespace(environment, namespace);
        // How a database that is there is taken out: the other options then say what becomes of it.
        const decouples = isAlways(readOption(environment, namespace, "HasCoupledDatabase"), "false");
        if (found.length === 0 || decouples) {
            return unprovenSettings(environment, `nothing of ${namespace} is set`);
        }
        const names = [...new Set(found.flatMap(({ name }) => name ?? []))];
        const which = names.length === 0 ? `An option of ${namespace}` : `${namespace}/${names.join(", ")}`;
        return [
            `${which} is set, so Elastic Beanstalk makes a database inside the environment, which ends with it unless ` +
                `DBDeletionPolicy says otherwise; wanted: nothing of ${namespace}, or HasCoupledDatabase "false" to take out one ` +
                "that is there. In this project: database: {kind: postgres}. In any other program: a database resource of its " +
                "own, its address among the environment properties and its password a secret.",
        ];
    },
};
