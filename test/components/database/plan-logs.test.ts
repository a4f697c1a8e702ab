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
    const problem = (got: string) => ({
        where: "database.identifier",
        got,
        allowed: "the name that the server has: it is a part of its address, and of the names of its groups of logs",
        remedy: "Set database.identifier: notes-dev-database-1a2b3c4. The groups of its logs, where RDS has made them, come into the stack by the steps in docs/database.md, Logs.",
    });

    it("is refused, also where it is the name that the program gives", () => {
        assert.deepEqual(renamedServer(endpoint, "notes-dev-database", none), [
            problem(
                "nothing, which makes it notes-dev-database, while the server is called notes-dev-database-1a2b3c4",
            ),
        ]);
        const [withReplica] = renamedServer(endpoint, "notes-dev-database", { ...none, replica: {} });
        assert.match(
            withReplica?.remedy ?? "",
            /^Set database\.identifier: notes-dev-database-1a2b3c4, and database\.replica\.identifier to the replica's name, or another replica takes its place\. The/,
        );
        const [withBoth] = renamedServer(endpoint, "notes-dev-database", { ...none, replica: { identifier: "copy" } });
        assert.doesNotMatch(withBoth?.remedy ?? "", /replica/);
        assert.deepEqual(renamedServer(endpoint, "shop", { ...none, identifier: "shop" }), [
            problem("shop, while the server is called notes-dev-database-1a2b3c4"),
        ]);
    });

    it("cannot be where it has that name, or where no server is known", () => {
        for (const known of [endpoint, undefined, "", 5]) {
            assert.deepEqual(renamedServer(known, "notes-dev-database-1a2b3c4", none), []);
        }
    });
});
