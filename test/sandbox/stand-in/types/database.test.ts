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

    it("knows a target of a proxy once", async () => {
        const inputs = { dbProxyName: "p", targetGroupName: "default", dbInstanceIdentifier: "db" };
        assert.equal((await aws.create(target, "t", inputs)).id, "p/default/RDS_INSTANCE/db");
        await refused(aws.create(target, "u", inputs), /DBProxyTargetAlreadyRegisteredFault/);
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
