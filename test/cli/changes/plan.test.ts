import * as assert from "node:assert/strict";
import { planChanges } from "../../../cli/changes/plan";
import { databaseUpdate, environmentUpdate, Planned, steps } from "./events";
import { detailsOf, notesOf, tableOf } from "./table";

const database = "aws:rds/instance:Instance";
const bucket = "aws:s3/bucket:Bucket";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const version = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion";

describe("the change table", () => {
    it("is one line when everything is new", () => {
        const planned = [
            { operation: "create", type: "pulumi:pulumi:Stack", name: "stack", after: {} },
            { operation: "create", type: bucket, name: "media", after: {} },
        ];
        assert.deepEqual(tableOf(planned), ["Everything is new: 2 resources."]);
    });

    it("is one line when nothing changes, components and look-ups aside", () => {
        const planned: Planned[] = [
            { operation: "same", type: bucket, name: "media", before: {}, after: {} },
            { operation: "update", type: "django-beanstalk:database:Database", name: "db", before: {}, after: {} },
            { operation: "read", type: bucket, name: "other", after: {} },
        ];
        assert.deepEqual(tableOf(planned), ["Nothing changes: 3 resources stay as they are."]);
    });

    it("puts the service first, then the worst, and names what changes elsewhere", () => {
        const planned: Planned[] = [
            { operation: "create", type: version, name: "new", after: {} },
            { operation: "delete", type: version, name: "old", before: {}, retain: true },
            {
                operation: "update",
                type: "aws:iam/rolePolicy:RolePolicy",
                name: "p",
                before: {},
                after: {},
                diffs: ["policy"],
            },
            { operation: "delete", type: "aws:route53/record:Record", name: "record", before: {} },
            {
                operation: "replace",
                type: "aws:acm/certificate:Certificate",
                name: "certificate",
                before: {},
                after: {},
                diffs: ["domainName", "tags"],
                keys: ["domainName"],
            },
            databaseUpdate({ instanceClass: "db.t4g.micro" }, { instanceClass: "db.t4g.small" }),
            environmentUpdate({ version: "a" }, { version: "b" }),
        ];
        assert.deepEqual(tableOf(planned), [
            "what happens                                 to what",
            "restart, outage in the maintenance window    aws:rds:Instance notes-dev-database",
            "  restart, outage in the maintenance window    instanceClass: db.t4g.micro -> db.t4g.small",
            "restart, short outage                        aws:elasticbeanstalk:Environment notes-dev-environment",
            "  restart, short outage                        version: changed (deployed AllAtOnce)",
            "replaced, the new one first                  aws:acm:Certificate certificate: domainName",
            "deleted                                      aws:route53:Record record",
            "in place                                     aws:iam:RolePolicy p: policy",
            "left in AWS                                  aws:elasticbeanstalk:ApplicationVersion old",
            "created                                      aws:elasticbeanstalk:ApplicationVersion new",
        ]);
    });

    it("says impossible of a resource that the engine or a hook refuses", () => {
        const step = steps(environmentUpdate({ version: "a" }, { version: "b" }));
        const { rows } = planChanges(step, [{ urn: step[0]?.urn, message: "no" }]);
        assert.deepEqual(
            rows.map(({ effect }) => effect),
            [{ kind: "impossible", how: "see the error", interrupts: false }],
        );
    });

    it("cuts what is long, and keeps to one line", () => {
        const settings = (value: string) => [
            { namespace: "aws:elasticbeanstalk:healthreporting:system", name: "ConfigDocument", resource: "", value },
        ];
        const update = environmentUpdate(
            { settings: settings("") },
            { settings: settings(`{"a":\n${"1".repeat(90)}}`) },
        );
        assert.deepEqual(detailsOf(update), [
            'in place | aws:elasticbeanstalk:healthreporting:system / ConfigDocument: "" -> {"a":...',
        ]);
    });
});

describe("data that is lost", () => {
    const gone = (operation: "replace" | "delete", planned: Partial<Planned> & { type: string }): Planned => ({
        operation,
        name: "it",
        ...(operation === "replace" ? { after: {} } : {}),
        ...planned,
    });
    const cases: readonly [string, Planned, string][] = [
        [
            "a database without a final snapshot",
            gone("replace", { type: database, before: { skipFinalSnapshot: true } }),
            "!!! DATA: aws:rds:Instance it is replaced by an empty one: all its data is deleted WITHOUT a final snapshot.",
        ],
        [
            "a database with one",
            gone("delete", {
                type: database,
                before: { skipFinalSnapshot: false, finalSnapshotIdentifier: "notes-final" },
            }),
            "!!! DATA: aws:rds:Instance it is deleted: all its data is left in a final snapshot alone, notes-final.",
        ],
        [
            "a database with deletion protection",
            gone("replace", { type: database, before: { deletionProtection: true } }),
            "!!! DATA: aws:rds:Instance it is replaced by an empty one: AWS refuses to delete the old one as long as its deletion protection is on.",
        ],
        [
            "a bucket with its objects",
            gone("delete", { type: bucket, before: { forceDestroy: true } }),
            "!!! DATA: aws:s3:Bucket it is deleted: every object in it is deleted.",
        ],
        [
            "a bucket that must be empty",
            gone("replace", { type: bucket, before: {} }),
            "!!! DATA: aws:s3:Bucket it is replaced by an empty one: AWS refuses to delete the old one as long as it holds an object.",
        ],
        [
            "a bucket that stays",
            gone("delete", { type: bucket, before: {}, retain: true }),
            "!!! DATA: aws:s3:Bucket it is dropped from the stack: the old one stays in AWS.",
        ],
        [
            "a secret that can be restored",
            gone("delete", { type: "aws:secretsmanager/secret:Secret", before: { recoveryWindowInDays: 7 } }),
            "!!! DATA: aws:secretsmanager:Secret it is deleted: its value can be restored for 7 days.",
        ],
        [
            "a secret that cannot",
            gone("replace", { type: "aws:secretsmanager/secret:Secret", before: { recoveryWindowInDays: 0 } }),
            "!!! DATA: aws:secretsmanager:Secret it is replaced by an empty one: its value is deleted at once, for ever.",
        ],
        [
            "a group of logs",
            gone("delete", { type: logGroup, before: { retentionInDays: 7 } }),
            "!!! DATA: aws:cloudwatch:LogGroup it is deleted: the logs in it are deleted.",
        ],
        [
            "a group of logs with another name",
            gone("replace", { type: logGroup, before: {}, keys: ["name"] }),
            "!!! DATA: aws:cloudwatch:LogGroup it is replaced by an empty one: the logs in it are deleted.",
        ],
        [
            "a group of logs that the provider does not delete",
            gone("delete", { type: logGroup, before: { skipDestroy: true } }),
            "!!! DATA: aws:cloudwatch:LogGroup it is deleted: the old one, with its logs, stays in AWS.",
        ],
        [
            "what was a replica, and was promoted by hand",
            gone("delete", {
                type: database,
                before: { replicateSourceDb: "notes-dev-database", skipFinalSnapshot: true },
                held: { replicateSourceDb: "" },
            }),
            "!!! DATA: aws:rds:Instance it is deleted: all its data is deleted WITHOUT a final snapshot.",
        ],
    ];
    for (const [name, planned, note] of cases) {
        it(`is loud: ${name}`, () => {
            assert.deepEqual(notesOf(planned), [note]);
        });
    }

    it("is not what goes with a replica, which holds a copy", () => {
        const inputs = { replicateSourceDb: "notes-dev-database", skipFinalSnapshot: true };
        for (const held of [{}, { replicateSourceDb: "notes-dev-database" }]) {
            const replica = { type: database, name: "notes-dev-database-replica", before: inputs, held };
            assert.deepEqual(tableOf([gone("replace", { ...replica, keys: ["identifier"] })]), [
                "what happens                 to what",
                "replaced, the new one first  aws:rds:Instance notes-dev-database-replica: identifier",
            ]);
            assert.deepEqual(tableOf([gone("delete", replica)]), [
                "what happens  to what",
                "deleted       aws:rds:Instance notes-dev-database-replica",
            ]);
        }
    });

    it("comes before everything else", () => {
        const [, first] = tableOf([
            environmentUpdate({ version: "a" }, { version: "b" }),
            gone("delete", { type: bucket, before: {} }),
        ]);
        assert.match(first ?? "", /^deleted +aws:s3:Bucket it$/);
    });

    it("is not what a new value of a secret does", () => {
        const type = "aws:secretsmanager/secretVersion:SecretVersion";
        assert.deepEqual(notesOf(gone("replace", { type, before: {}, keys: ["secretString"] })), []);
    });

    it("is refused by the engine of what is protected", () => {
        const planned = gone("delete", { type: bucket, before: {}, protect: true });
        assert.deepEqual(tableOf([planned]), [
            "what happens                       to what",
            "IMPOSSIBLE, the engine refuses it  aws:s3:Bucket it",
            "",
            "!!! DATA: aws:s3:Bucket it is deleted: AWS refuses to delete the old one as long as it holds an object.",
            "! it is protected, so the engine does not delete it. environment: {protect: false} and an update lift that.",
        ]);
    });
});

describe("a database that changes", () => {
    const cases: readonly [string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, string][] = [
        [
            "its class",
            { instanceClass: "db.t4g.micro" },
            { instanceClass: "db.t4g.small" },
            "restart, outage in the maintenance window | instanceClass: db.t4g.micro -> db.t4g.small",
        ],
        [
            "its class at once",
            { instanceClass: "a", applyImmediately: true },
            { instanceClass: "b", applyImmediately: true },
            "restart, outage at once | instanceClass: a -> b",
        ],
        [
            "its minor version",
            { engine: "postgres", engineVersion: "17.4" },
            { engine: "postgres", engineVersion: "17.6" },
            "restart, outage in the maintenance window | engineVersion: 17.4 -> 17.6",
        ],
        [
            "its major version",
            { engine: "postgres", engineVersion: "16" },
            { engine: "postgres", engineVersion: "17" },
            "IMPOSSIBLE, AWS refuses it | engineVersion: 16 -> 17 (another major version, without allowMajorVersionUpgrade)",
        ],
        [
            "its backups",
            { backupRetentionPeriod: 7 },
            { backupRetentionPeriod: 14 },
            "in place | backupRetentionPeriod: 7 -> 14",
        ],
        [
            "its backups, to none",
            { backupRetentionPeriod: 7 },
            { backupRetentionPeriod: 0 },
            "restart, outage in the maintenance window | backupRetentionPeriod: 7 -> 0",
        ],
        [
            "to two zones",
            { multiAz: false },
            { multiAz: true },
            "in place, in the maintenance window | multiAz: false -> true (the database may be slower meanwhile)",
        ],
        ["its port", { port: 5432 }, { port: 5433 }, "restart, outage at once | port: changed"],
        [
            "its parameter group",
            { parameterGroupName: "a" },
            { parameterGroupName: "b" },
            "in place | parameterGroupName: changed (static parameters wait for a restart by hand)",
        ],
        ["its password", { password: "canary" }, { password: "other" }, "in place | password: changed"],
        [
            "something of unknown cost",
            { dbSubnetGroupName: "a" },
            { dbSubnetGroupName: "b" },
            "restart, outage in the maintenance window | dbSubnetGroupName: changed (cost not known: the worst case)",
        ],
    ];
    for (const [name, before, after, line] of cases) {
        it(name, () => {
            assert.deepEqual(detailsOf(databaseUpdate(before, after)), [line]);
        });
    }

    it("as an earlier update asked, of which the provider reads nothing yet", () => {
        const asked = { instanceClass: "db.t4g.small" };
        const waiting = { ...databaseUpdate(asked, asked), held: { instanceClass: "db.t4g.micro" } };
        assert.deepEqual(detailsOf({ ...waiting, diffs: ["instanceClass"] }), [
            "restart, outage in the maintenance window | instanceClass: db.t4g.micro -> db.t4g.small (asked for by an earlier update; `pulumi refresh` tells whether AWS has made it since)",
        ]);
    });
});
