import { Table, table, text } from "../parsed-values";
import type { Problem } from "../problem";
import { compareReleases } from "../solution-stack";
import type { PostgresSettings } from "./plan-server";
import { applicationUser } from "./plan-users";
import { majorOf } from "./supported";

interface FrozenSetting {
    readonly key: "name" | "username" | "kmsKeyArn" | "snapshot";
    readonly what: string;
}

/**
 * What a server keeps from its creation. The provider would make another, empty one and delete this one.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go (ForceNew)
 */
const frozenSettings: readonly FrozenSetting[] = [
    { key: "name", what: "the database" },
    { key: "username", what: "the master user" },
    { key: "kmsKeyArn", what: "the key in KMS" },
    { key: "snapshot", what: "the snapshot" },
];

const otherServer =
    "Put it back. What is wanted is another server: make it beside this one, move the data, and point the application to it; the steps are in docs/database.md, Another server.";

/**
 * @param before - the settings that the last update had, as the state keeps them
 * @returns a problem for each change that would replace the server, or that AWS would refuse
 */
export function frozenDatabaseChanges(before: unknown, after: PostgresSettings): Problem[] {
    const was = table(before);
    return was["kind"] === "postgres"
        ? [...frozen(was, after), ...versionChange(was, after), ...rotated(was, after)]
        : [];
}

const frozen = (was: Table, after: PostgresSettings): Problem[] =>
    frozenSettings.flatMap(({ key, what }) => {
        const [old, wanted] = [text(was[key]), after[key]];
        return old === wanted
            ? []
            : [
                  {
                      where: `database.${key}`,
                      got: `${wanted ?? "nothing"}, while the server was made with ${old ?? "none"}`,
                      allowed: `${what} that the server was made with; with another, AWS makes a new server without the data`,
                      remedy: otherServer,
                  },
              ];
    });

/**
 * Storage counts at creation only, and the update goes on without it. Not refused: RDS grows the storage by itself, a snapshot brings its own, and who has grown
 * it by hand brings the stack file up to it.
 *
 * @param before - the settings that the last update had, as the state keeps them
 * @returns a sentence for storage that is asked for in vain
 */
export function storageNotices(before: unknown, { storageGb }: PostgresSettings): string[] {
    const was = table(before);
    const old = was["storageGb"];
    if (was["kind"] !== "postgres" || typeof old !== "number" || old === storageGb) {
        return [];
    }
    const way =
        storageGb < old
            ? "Storage of RDS cannot shrink."
            : `Where it has less, grow it with \`aws rds modify-db-instance --allocated-storage ${storageGb} --apply-immediately --db-instance-identifier …\`, by 10 % or more.`;
    return [
        `database.storageGb: ${storageGb} instead of ${old} changes nothing of the server: it counts when one is made, and RDS grows its storage up to maxStorageGb. ${way}`,
    ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html */
function versionChange(was: Table, after: PostgresSettings): Problem[] {
    const old = text(was["version"]);
    if (old === undefined || old === after.version) {
        return [];
    }
    const [major, wanted] = [old, after.version].map((version) => Number(majorOf(version))) as [number, number];
    const isMinor = major === wanted && old.includes(".") && after.version.includes(".");
    if (wanted < major || (isMinor && compareReleases(after.version, old) < 0)) {
        return [older(old, after.version)];
    }
    return wanted > major && !(after.allowMajorUpgrade && after.applyImmediately) ? [upgrade(old, after.version)] : [];
}

/** With two users, the password that changes must be that of the one that rests. A state without the setting is of a time when there was one user. */
function rotated(was: Table, after: PostgresSettings): Problem[] {
    const [old, wanted] = [Number(was["passwordVersion"] ?? 1), after.passwordVersion];
    if (after.rotation === "one-user" || old === wanted) {
        return [];
    }
    if (was["rotation"] !== "two-users") {
        return [
            {
                where: "database.rotation",
                got: `two-users, together with passwordVersion ${wanted} instead of ${old}`,
                allowed: "one of the two changes in an update: the instances that run still connect as the master user",
                remedy: `Put passwordVersion back to ${old}, and change it when the instances have been updated.`,
            },
        ];
    }
    return (wanted - old) % 2 === 0 ? [sameUser(old, after)] : [];
}

const sameUser = (old: number, after: PostgresSettings): Problem => ({
    where: "database.passwordVersion",
    got: `${after.passwordVersion} after ${old}, which is the same user's (${applicationUser(after)}): its password would change under the instances that run`,
    allowed: `${old + 1}, or another number that makes it the other user's turn`,
    remedy: "Count by one with each update.",
});

const older = (old: string, wanted: string): Problem => ({
    where: "database.version",
    got: `${wanted}, while the server runs ${old}`,
    allowed: "the version that it runs, or a newer one: no server goes back",
    remedy: "Put it back. The data of an older version is in a snapshot of that time, which makes another server.",
});

/** In the maintenance window the server would change after `pulumi up` has deleted the parameter group that it still has. */
const upgrade = (old: string, wanted: string): Problem => ({
    where: "database.version",
    got: `${wanted}, while the server runs ${old}: a major upgrade, with an outage of many minutes and no way back`,
    allowed:
        "another major version with database.allowMajorUpgrade and database.applyImmediately, both true for that one update",
    remedy: "Try it with a copy that is restored from a snapshot; then set both for one update, and take them back afterwards.",
});
