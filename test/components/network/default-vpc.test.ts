import * as assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { Network } from "../../../components/network/network";
import { record } from "../../support/record";
import { testSettings } from "../../support/settings";

const found = ["f", "b", "e", "a", "d", "c"].map((letter) => `subnet-${letter}`);

const known = <T>(value: pulumi.Output<T>) => new Promise<T>((resolve) => value.apply(resolve));

async function subnetsOf(network: object, preview: boolean) {
    const settings = testSettings({ network: { kind: "default", ...network } });
    const calls = { "aws:ec2/getSubnets:getSubnets": () => ({ ids: found }) };
    const { result } = await record({ preview, calls }, () => new Network("net", { settings, tags: {} }));
    return Promise.all([result.loadBalancerSubnetIds, result.instanceSubnetIds, result.databaseSubnetIds].map(known));
}

describe("the default VPC", () => {
    const first = (count: number) => [...found].sort().slice(0, count);

    for (const preview of [true, false]) {
        it(`has load balancer and instances in its first three zones, whose addresses are paid for, and the database in all (${preview ? "preview" : "update"})`, async () => {
            assert.deepEqual(await subnetsOf({}, preview), [first(3), first(3), first(6)]);
        });
    }

    it("has them in as many zones as the settings say, or in all there are", async () => {
        assert.deepEqual(await subnetsOf({ zoneCount: 2 }, false), [first(2), first(2), first(6)]);
        assert.deepEqual(await subnetsOf({ zoneCount: 6 }, false), [first(6), first(6), first(6)]);
    });

    it("has all subnets that are given, whatever their number", async () => {
        const subnetIds = ["subnet-4", "subnet-3", "subnet-2", "subnet-1"];
        const sorted = [...subnetIds].sort();
        assert.deepEqual(await subnetsOf({ vpcId: "vpc-1", subnetIds }, false), [sorted, sorted, sorted]);
    });
});
