import { Table, table, text } from "../parsed-values";
import type { Problem } from "../problem";
import { compareReleases } from "../solution-stack";
import type { PostgresSettings } from "./plan-server";
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
    return was["kind"] === "postgres" ? [...frozen(was, after), ...versionChange(was, after)] : [];
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
