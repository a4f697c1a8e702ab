import type { Facts } from "../account";
import { isRecord, pick, Properties, textOf } from "../values";

/**
 * What of a server of RDS waits for the maintenance window, unless it is asked for with ApplyImmediately.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 */
export const waitingProperties = [
    "allocatedStorage",
    "backupRetentionPeriod",
    "dbSubnetGroupName",
    "engineVersion",
    "instanceClass",
    "iops",
    "multiAz",
    "storageThroughput",
    "storageType",
] as const;

/** Optional and computed in the provider: who leaves them out asks for nothing. The class is required. */
export const keptWhenLeftOut = waitingProperties.filter((property) => property !== "instanceClass");

/** Between two numbers of days the change is made at once; to none and from none it restarts the server. */
const waits = (property: string, was: unknown, wanted: unknown): boolean =>
    property !== "backupRetentionPeriod" || was === 0 || wanted === 0;

/**
 * What the account knows of a server after a request. The provider asks for what differs from the state alone, so that a change that waits is not taken back by
 * putting the old value back; and what is asked for at once takes everything with it that waits.
 *
 * @param inputs - plain
 * @param known - what the account knew of it before; nothing when it is made
 * @param before - plain outputs of the state, with which the provider compares
 */
export function afterRequest(inputs: Properties, known: Facts = {}, before: Properties = inputs): Facts {
    const [running, waiting] = [{ ...only(before), ...properties(known["running"]) }, properties(known["waiting"])];
    const asked = Object.entries(only(inputs)).filter(([key, value]) => value !== before[key]);
    const isAtOnce = ([key, value]: [string, unknown]) =>
        inputs["applyImmediately"] === true || !waits(key, running[key], value);
    const now = Object.fromEntries(asked.filter(isAtOnce));
    const later = Object.fromEntries(asked.filter((each) => !isAtOnce(each)));
    return inputs["applyImmediately"] === true
        ? facts({ ...running, ...waiting, ...now }, {})
        : facts({ ...running, ...now }, { ...waiting, ...later });
}

/** What it knows once the maintenance window has passed. */
export const afterWindow = (known: Facts): Facts =>
    facts({ ...properties(known["running"]), ...properties(known["waiting"]) }, {});

/**
 * What the provider reads of the server. Of the version it keeps what was asked for where that waits, or where AWS's is a minor version of it.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/engine_version.go
 */
export function readBack(state: Properties, known: Facts | undefined): Properties {
    const [running, waiting] = [properties(known?.["running"]), properties(known?.["waiting"])];
    const [was, actual] = [textOf(state, "engineVersion"), textOf(running, "engineVersion")];
    if (actual === "") {
        return running;
    }
    const isKept = was === waiting["engineVersion"] || actual.startsWith(`${was}.`);
    return { ...running, engineVersion: isKept ? was : actual, engineVersionActual: actual };
}

/** What a server has already waits for nothing. */
function facts(running: Properties, waiting: Properties): Facts {
    const left = Object.entries(waiting).filter(([key, value]) => value !== running[key]);
    return { running: JSON.stringify(running), waiting: JSON.stringify(Object.fromEntries(left)) };
}

const only = (all: Properties): Properties => pick(all, waitingProperties);

/** Facts hold texts: what is a mapping is kept as JSON. */
export function properties(text: Facts[string]): Properties {
    const value: unknown = typeof text === "string" ? JSON.parse(text) : {};
    return isRecord(value) ? value : {};
}
