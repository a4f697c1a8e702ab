import { securityHub } from "../frameworks";
import { adviceNotInDev } from "../levels";
import { databaseClusterType, databaseType } from "../read/database";
import { peekText } from "../read/peek";
import { readList } from "../read/properties";
import type { Resource, Rule } from "../rule";

const name = "enabledCloudwatchLogsExports";

/** The logs of an engine that are worth keeping; of another engine, any. */
const logsOf: Readonly<Record<string, readonly string[]>> = {
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html
    postgres: ["postgresql", "upgrade"],
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.CloudWatch.html
    "aurora-postgresql": ["postgresql"],
};

export const databaseLogs: Rule = {
    name: "database-logs",
    displayName: "Database logs",
    description: "The logs of a database are kept in CloudWatch Logs, also after the database is gone.",
    levels: adviceNotInDev,
    severity: "medium",
    framework: securityHub("RDS.9", "RDS DB instances should publish logs to CloudWatch Logs"),
    standards: ["RDS.36"],
    remediationSteps: `Set ${name} to the logs of the engine: ["postgresql", "upgrade"] for PostgreSQL.`,
    url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html",
    tags: ["database", "logs"],
    sees: "resource",
    types: [databaseType, databaseClusterType],
    judge({ props }) {
        const wanted = logsOf[peekText(props, "engine") ?? ""] ?? [];
        const state = stateOfLogs(props, wanted);
        const list = JSON.stringify(wanted);
        const what = wanted.length > 0 ? list : "the logs of the engine";
        return state === undefined
            ? []
            : [
                  `${name} ${state}; wanted: ${what}. In this project: nothing, it is always set. ` +
                      `In any other program: ${wanted.length > 0 ? `${name}: ${list}` : `${name} with ${what}`}.`,
              ];
    },
};

function stateOfLogs(props: Resource["props"], wanted: readonly string[]): string | undefined {
    const found = readList(props, name);
    if (found === "unknown") {
        return "is not known in this preview, so that it has them cannot be proven";
    }
    if (found.length === 0) {
        return "is not set";
    }
    const missing = wanted.filter((log) => !found.includes(log));
    return missing.length > 0 ? `has no ${missing.join(" and no ")}` : undefined;
}
