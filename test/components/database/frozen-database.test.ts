import * as assert from "node:assert/strict";
import { frozenDatabaseChanges, storageNotices } from "../../../components/database/frozen-database";
import type { PostgresSettings } from "../../../components/database/plan-server";
import { testSettings } from "../../support/settings";

const keyOf = (last: string) => `arn:aws:kms:us-east-1:123456789012:key/${last}`;
const settingsOf = (given: object): PostgresSettings => {
    const { database } = testSettings({ database: { kind: "postgres", ...given } });
    assert.ok(database.kind === "postgres");
    return database;
};
const changes = (before: object, after: object) => frozenDatabaseChanges(settingsOf(before), settingsOf(after));

const remedy =
    "Put it back. What is wanted is another server: make it beside this one, move the data, and point the application to it; the steps are in docs/database.md, Another server.";
const kept = (what: string) =>
    `${what} that the server was made with; with another, AWS makes a new server without the data`;

describe("changes that would cost the server", () => {
    for (const [where, before, after, got, allowed] of [
        ["name", { name: "app" }, { name: "shop" }, "shop, while the server was made with app", kept("the database")],
        ["username", {}, { username: "shop" }, "shop, while the server was made with app", kept("the master user")],
        [
            "kmsKeyArn",
            {},
            { kmsKeyArn: keyOf("1") },
            `${keyOf("1")}, while the server was made with none`,
            kept("the key in KMS"),
        ],
        [
            "kmsKeyArn",
            { kmsKeyArn: keyOf("1") },
            {},
            `nothing, while the server was made with ${keyOf("1")}`,
            kept("the key in KMS"),
        ],
        ["snapshot", {}, { snapshot: "old" }, "old, while the server was made with none", kept("the snapshot")],
        ["snapshot", { snapshot: "old" }, {}, "nothing, while the server was made with old", kept("the snapshot")],
    ] as const) {
        it(`are refused: database.${where}, ${got}`, () => {
            assert.deepEqual(changes(before, after), [{ where: `database.${where}`, got, allowed, remedy }]);
        });
    }

    it("are told all at once, and of nothing else", () => {
        assert.deepEqual(
            changes({}, { name: "a", username: "b", version: "16" }).map(({ where }) => where),
            ["database.name", "database.username", "database.version"],
        );
        const harmless = { instanceClass: "db.t4g.small", multiAz: true, replica: {}, proxy: {}, passwordVersion: 2 };
        assert.deepEqual(changes({}, harmless), []);
    });

    it("cannot be where no server was: another kind, or nothing known", () => {
        const after = settingsOf({ name: "shop" });
        for (const before of [{ kind: "external", urlSecretArn: "x" }, { kind: "none" }, {}, undefined]) {
            assert.deepEqual(frozenDatabaseChanges(before, after), []);
        }
    });
});

describe("another storageGb of a server that is there", () => {
    const notices = (before: object, after: object) => storageNotices(settingsOf(before), settingsOf(after));
    const vain =
        "changes nothing of the server: it counts when one is made, and RDS grows its storage up to maxStorageGb.";
    const large = { storageGb: 300, maxStorageGb: 500 };

    it("is told with the way to grow it, and never refused", () => {
        assert.deepEqual(notices({}, large), [
            `database.storageGb: 300 instead of 20 ${vain} Where it has less, grow it with \`aws rds modify-db-instance --allocated-storage 300 --apply-immediately --db-instance-identifier …\`, by 10 % or more.`,
        ]);
        assert.deepEqual(notices(large, {}), [
            `database.storageGb: 20 instead of 300 ${vain} Storage of RDS cannot shrink.`,
        ]);
        for (const snapshot of [{}, { snapshot: "old" }]) {
            assert.deepEqual(changes(snapshot, { ...large, ...snapshot }), []);
        }
    });

    it("is not told where it is the same, or no server was", () => {
        assert.deepEqual(notices(large, { ...large, maxStorageGb: 1000 }), []);
        for (const before of [
            { kind: "external", urlSecretArn: "x" },
            { kind: "none" },
            { kind: "postgres" },
            undefined,
        ]) {
            assert.deepEqual(storageNotices(before, settingsOf(large)), []);
        }
    });
});

describe("changes of the version", () => {
    const own = { minorUpgrades: false };
    const both = { allowMajorUpgrade: true, applyImmediately: true };

    it("are taken within a major version, and to a newer one where both settings ask for it", () => {
        assert.deepEqual(changes({ version: "17.4", ...own }, { version: "17.6", ...own }), []);
        assert.deepEqual(changes({ version: "17.4", ...own }, { version: "17" }), []);
        assert.deepEqual(changes({ version: "17" }, { version: "17.4", ...own }), []);
        assert.deepEqual(changes({ version: "16" }, { version: "17", ...both }), []);
        assert.deepEqual(changes({ version: "13" }, { version: "17", ...both }), []);
    });

    it("are refused to a newer major version when one of the settings is missing", () => {
        for (const missing of ["allowMajorUpgrade", "applyImmediately"]) {
            assert.deepEqual(changes({ version: "16" }, { version: "17", ...both, [missing]: false }), [
                {
                    where: "database.version",
                    got: "17, while the server runs 16: a major upgrade, with an outage of many minutes and no way back",
                    allowed:
                        "another major version with database.allowMajorUpgrade and database.applyImmediately, both true for that one update",
                    remedy: "Try it with a copy that is restored from a snapshot; then set both for one update, and take them back afterwards.",
                },
            ]);
        }
    });

    for (const [before, after] of [
        ["17", "16"],
        ["17.6", "17.4"],
        ["17.6", "16.9"],
        ["17.10", "17.9"],
    ] as const) {
        it(`are refused from ${before} back to ${after}, whatever the settings`, () => {
            assert.deepEqual(changes({ version: before, ...own }, { version: after, ...own, ...both }), [
                {
                    where: "database.version",
                    got: `${after}, while the server runs ${before}`,
                    allowed: "the version that it runs, or a newer one: no server goes back",
                    remedy: "Put it back. The data of an older version is in a snapshot of that time, which makes another server.",
                },
            ]);
        });
    }
});

describe("changes of the password with two users in turn", () => {
    const two = (passwordVersion: number) => ({ rotation: "two-users", passwordVersion });

    it("are taken when they are the other user's turn, and none is no change", () => {
        for (const [before, after] of [
            [1, 2],
            [2, 3],
            [3, 2],
            [1, 4],
            [2, 2],
        ] as const) {
            assert.deepEqual(changes(two(before), two(after)), []);
        }
    });

    it("are refused for the user that the instances have", () => {
        assert.deepEqual(changes(two(1), two(3)), [
            {
                where: "database.passwordVersion",
                got: "3 after 1, which is the same user's (app_a): its password would change under the instances that run",
                allowed: "2, or another number that makes it the other user's turn",
                remedy: "Count by one with each update.",
            },
        ]);
    });

    it("are refused together with the change to two users, also from a state that knows no such setting", () => {
        const expected = [
            {
                where: "database.rotation",
                got: "two-users, together with passwordVersion 2 instead of 1",
                allowed: "one of the two changes in an update: the instances that run still connect as the master user",
                remedy: "Put passwordVersion back to 1, and change it when the instances have been updated.",
            },
        ];
        assert.deepEqual(changes({}, two(2)), expected);
        assert.deepEqual(
            frozenDatabaseChanges({ ...settingsOf({}), rotation: undefined }, settingsOf(two(2))),
            expected,
        );
        assert.deepEqual(changes({}, two(1)), []);
    });

    it("are free on the way back to one user, which nobody has", () => {
        assert.deepEqual(changes(two(1), { passwordVersion: 3 }), []);
    });
});
