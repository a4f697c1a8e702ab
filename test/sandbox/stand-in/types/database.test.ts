import * as assert from "node:assert/strict";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const instance = "aws:rds/instance:Instance";
const group = "aws:rds/parameterGroup:ParameterGroup";
const target = "aws:rds/proxyTarget:ProxyTarget";
const server = { identifier: "db", allocatedStorage: 20, engineVersion: "16.9", parameterGroupName: "pg16" };

describe("the stand-in for RDS", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    const refused = (act: Promise<unknown>, words: RegExp) => assert.rejects(act, words);

    it("refuses operations of its own for little storage, except of a replica", async () => {
        const little = { ...server, iops: 12000 };
        await refused(aws.create(instance, "d", little), /InvalidParameterCombination: You can't specify IOPS/);
        await aws.create(instance, "r", { identifier: "r", replicateSourceDb: "db", iops: 12000 });
    });

    it("refuses a replica with what follows from its server", async () => {
        const replica = { identifier: "r", replicateSourceDb: "db", engineVersion: "16.9" };
        await refused(aws.create(instance, "r", replica), /"replicate_source_db": conflicts with engineVersion/);
    });

    it("refuses another major version that is not asked for", async () => {
        const { id, outputs } = await aws.create(instance, "d", server);
        const wanted = { ...server, engineVersion: "17.6" };
        await refused(
            aws.update(instance, "d", id, outputs, wanted),
            /The AllowMajorVersionUpgrade flag must be present/,
        );
        const asked = { ...wanted, allowMajorVersionUpgrade: true };
        assert.equal((await aws.update(instance, "d", id, outputs, asked))["engineVersion"], "17.6");
    });

    it("keeps a group of parameters as long as a server has it", async () => {
        const { id } = await aws.create(group, "p", { name: "pg16", family: "postgres16" });
        const made = await aws.create(instance, "d", server);
        await refused(aws.remove(group, id), /InvalidDBParameterGroupState/);
        await aws.update(instance, "d", made.id, made.outputs, { ...server, parameterGroupName: "pg17" });
        await aws.remove(group, id);
    });

    it("tells of a server that the state does not have what AWS knows, and neither its password nor what becomes of it in the end", async () => {
        const made = { ...server, engine: "postgres", dbName: "app", username: "app", instanceClass: "db.t4g.micro" };
        const unread = { password: "canary", skipFinalSnapshot: false, finalSnapshotIdentifier: "final" };
        const { id } = await aws.create(instance, "d", { ...made, ...unread });
        const { parameterGroupName, ...read } = made;
        assert.equal(parameterGroupName, "pg16");
        const assumed = { skipFinalSnapshot: true, deleteAutomatedBackups: true };
        const imported = await aws.read(instance, id, {}, {});
        assert.deepEqual(imported.inputs, { ...read, ...assumed });
        assert.equal(imported.outputs["engineVersionActual"], "16.9");
    });

    it("knows a target of a proxy once", async () => {
        const inputs = { dbProxyName: "p", targetGroupName: "default", dbInstanceIdentifier: "db" };
        assert.equal((await aws.create(target, "t", inputs)).id, "p/default/RDS_INSTANCE/db");
        await refused(aws.create(target, "u", inputs), /DBProxyTargetAlreadyRegisteredFault/);
    });

    describe("has changes wait for the maintenance window", () => {
        const small = { ...server, instanceClass: "db.t4g.small", multiAz: false, backupRetentionPeriod: 7 };
        const large = { ...small, instanceClass: "db.t4g.large" };
        const made = async (inputs = small) => {
            const { id, outputs } = await aws.create(instance, "d", inputs);
            return {
                id,
                outputs,
                update: (news: Record<string, unknown>, olds = outputs) => aws.update(instance, "d", id, olds, news),
            };
        };
        const diff = async (asked: object, news: object, held: object) => {
            const { diffsList, replacesList } = await aws.diff(instance, { ...asked }, { ...news }, [], { ...held });
            assert.deepEqual(replacesList, []);
            return diffsList;
        };
        /** Another run, before which the windows have passed. */
        const passWindow = async () => {
            await aws.close();
            aws = await ProviderClient.start(folder.path, undefined, "aws", true);
        };

        it("so that the next preview shows them again, and after the window a refresh brings them", async () => {
            const { id, update } = await made();
            const held = await update(large);
            assert.equal(held["instanceClass"], "db.t4g.small");
            assert.deepEqual(await diff(large, large, held), ["instanceClass"]);
            const early = await aws.read(instance, id, large, held);
            assert.deepEqual(
                [early.inputs["instanceClass"], early.outputs["instanceClass"]],
                Array(2).fill("db.t4g.small"),
            );
            await passWindow();
            assert.deepEqual(await diff(large, large, held), ["instanceClass"]);
            const late = await aws.read(instance, id, large, held);
            assert.deepEqual(
                [late.inputs["instanceClass"], late.outputs["instanceClass"]],
                Array(2).fill("db.t4g.large"),
            );
            assert.deepEqual(await diff(late.inputs, large, late.outputs), []);
        });

        it("unless they are asked for at once, with everything that waits", async () => {
            const { update } = await made();
            const held = await update(large);
            const now = await update({ ...large, multiAz: true, applyImmediately: true }, held);
            assert.deepEqual([now["instanceClass"], now["multiAz"]], ["db.t4g.large", true]);
        });

        it("also those that the program takes back, since that asks AWS for nothing", async () => {
            const { id, update } = await made();
            const held = await update(large);
            assert.deepEqual(await diff(large, small, held), []);
            await passWindow();
            assert.equal((await aws.read(instance, id, small, held)).outputs["instanceClass"], "db.t4g.large");
        });

        it("of the version with what was asked for in the state, and what runs beside it", async () => {
            const { id, outputs, update } = await made();
            assert.equal(outputs["engineVersionActual"], "16.9");
            const wanted = { ...small, engineVersion: "16.10" };
            const held = await update(wanted);
            assert.deepEqual([held["engineVersion"], held["engineVersionActual"]], ["16.10", "16.9"]);
            assert.deepEqual(await diff(wanted, wanted, held), []);
            await passWindow();
            const { outputs: late } = await aws.read(instance, id, wanted, held);
            assert.deepEqual([late["engineVersion"], late["engineVersionActual"]], ["16.10", "16.10"]);
        });

        it("of backups only to none and from none", async () => {
            const { update } = await made();
            const more = await update({ ...small, backupRetentionPeriod: 14 });
            assert.equal(more["backupRetentionPeriod"], 14);
            assert.equal((await update({ ...small, backupRetentionPeriod: 0 }, more))["backupRetentionPeriod"], 14);
        });

        it("and nothing of what is left out, but the class", async () => {
            const { engineVersion, multiAz, ...rest } = small;
            assert.deepEqual(await diff(small, rest, { ...small, engineVersion, multiAz }), []);
        });
    });

    describe("has groups of logs", () => {
        const logs = "aws:cloudwatch/logGroup:LogGroup";
        const name = "/aws/rds/instance/db/postgresql";
        const exporting = { ...server, enabledCloudwatchLogsExports: ["postgresql"] };

        it("that RDS makes where there are none, so that nobody else makes them any more, but can take them over", async () => {
            await aws.create(instance, "d", exporting);
            await refused(aws.create(logs, "l", { name, retentionInDays: 7 }), /ResourceAlreadyExistsException/);
            const { id, inputs } = await aws.read(logs, name, {}, {});
            assert.deepEqual([id, inputs], [name, { name, retentionInDays: 0 }]);
            const { diffsList, replacesList } = await aws.diff(logs, inputs, { ...inputs, retentionInDays: 7 });
            assert.deepEqual([diffsList, replacesList], [["retentionInDays"], []]);
        });

        it("that RDS uses where they are there", async () => {
            const { id } = await aws.create(logs, "l", { name, retentionInDays: 7 });
            await aws.create(instance, "d", exporting);
            assert.deepEqual((await aws.read(logs, id, {}, {})).inputs, { name, retentionInDays: 7 });
        });

        it("of which there are none without an export, nor in the account that has no such server", async () => {
            await aws.create(instance, "d", server);
            assert.equal(await aws.exists(logs, name), false);
        });
    });

    it("renames a server that is given another identifier", async () => {
        const { replacesList, diffsList } = await aws.diff(instance, server, { ...server, identifier: "other" });
        assert.deepEqual([replacesList, diffsList], [[], ["identifier"]]);
    });

    it("makes another proxy for other subnets, and changes the rest in place", async () => {
        const proxy = { name: "p", engineFamily: "POSTGRESQL", vpcSubnetIds: ["subnet-1"], idleClientTimeout: 60 };
        const { replacesList } = await aws.diff("aws:rds/proxy:Proxy", proxy, {
            ...proxy,
            vpcSubnetIds: ["subnet-2"],
            idleClientTimeout: 120,
        });
        assert.deepEqual(replacesList, ["vpcSubnetIds"]);
    });
});
