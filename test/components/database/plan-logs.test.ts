import * as assert from "node:assert/strict";
import {
    logGroupName,
    renamedServer,
    replicaIdentifier,
    serverIdentifier,
} from "../../../components/database/plan-logs";

const endpoint = "notes-dev-database-1a2b3c4.abcdef.us-east-1.rds.amazonaws.com:5432";
const none = { identifier: undefined, replica: undefined };

describe("the names of servers and of the groups of their logs", () => {
    it("are the component's, or those that the settings give", () => {
        assert.deepEqual(
            [serverIdentifier("notes-dev-database", none), replicaIdentifier("notes-dev-database", none)],
            ["notes-dev-database", "notes-dev-database-replica"],
        );
        const given = { identifier: "one", replica: { identifier: "two" } };
        assert.deepEqual([serverIdentifier("db", given), replicaIdentifier("db", given)], ["one", "two"]);
        assert.equal(replicaIdentifier("db", { identifier: "one", replica: {} }), "db-replica");
        assert.equal(logGroupName("one", "upgrade"), "/aws/rds/instance/one/upgrade");
    });
});

describe("another name of a server that runs", () => {
    const named = (known: unknown, settings: Parameters<typeof renamedServer>[2]) =>
        renamedServer("notes-dev-database", { settings: { kind: "postgres" }, endpoint: known }, settings);
    const problem = (got: string) => ({
        where: "database.identifier",
        got,
        allowed: "the name that the server has: it is a part of its address, and of the names of its groups of logs",
        remedy: "Set database.identifier: notes-dev-database-1a2b3c4. The groups of its logs, where RDS has made them, come into the stack by the steps in docs/database.md, Logs.",
    });

    it("is refused, also where it is the name that the program gives", () => {
        assert.deepEqual(named(endpoint, none), [
            problem(
                "nothing, which makes it notes-dev-database, while the server is called notes-dev-database-1a2b3c4",
            ),
        ]);
        const [withReplica] = named(endpoint, { ...none, replica: {} });
        assert.match(
            withReplica?.remedy ?? "",
            /^Set database\.identifier: notes-dev-database-1a2b3c4, and database\.replica\.identifier to the replica's name, or another replica takes its place\. The/,
        );
        const [withBoth] = named(endpoint, { ...none, replica: { identifier: "copy" } });
        assert.doesNotMatch(withBoth?.remedy ?? "", /replica/);
        assert.deepEqual(named(endpoint, { ...none, identifier: "shop" }), [
            problem("shop, while the server is called notes-dev-database-1a2b3c4"),
        ]);
    });

    it("cannot be where it has that name, whatever the settings of the last update say", () => {
        assert.deepEqual(named(endpoint, { ...none, identifier: "notes-dev-database-1a2b3c4" }), []);
    });
});

describe("another name of a server that an update has begun and not seen ready", () => {
    const named = (before: unknown, identifier?: string, known?: unknown) =>
        renamedServer("notes-dev-database", { settings: before, endpoint: known }, { ...none, identifier });
    const problem = (got: string, name: string) => ({
        where: "database.identifier",
        got,
        allowed: "the name that the server has: it is a part of its address, and of the names of its groups of logs",
        remedy: `Set database.identifier: ${name}. For a server with another name, which has no data yet: set database: {kind: none}, up, and set it back with the other name.`,
    });

    it("is refused by the settings of that update", () => {
        for (const known of [undefined, "", 5]) {
            assert.deepEqual(named({ kind: "postgres", identifier: "shop" }, undefined, known), [
                problem(
                    "nothing, which makes it notes-dev-database, while an update that failed has begun to make the server as shop",
                    "shop",
                ),
            ]);
        }
        assert.deepEqual(named({ kind: "postgres" }, "shop"), [
            problem(
                "shop, while an update that failed has begun to make the server as notes-dev-database",
                "notes-dev-database",
            ),
        ]);
    });

    it("cannot be where it is the same, or where no server was asked for", () => {
        assert.deepEqual(named({ kind: "postgres" }), []);
        assert.deepEqual(named({ kind: "postgres" }, "notes-dev-database"), []);
        assert.deepEqual(named({ kind: "postgres", identifier: "shop" }, "shop"), []);
        for (const before of [undefined, {}, { kind: "none" }]) {
            assert.deepEqual(named(before, "shop"), []);
        }
    });
});
