import * as assert from "node:assert/strict";
import { chargesOf } from "../../../cli/cost/catalogue";
import type { Planned } from "../../../cli/cost/charge";
import { defaultUsage } from "../../../cli/cost/usage";

const planned = (type: string, name: string, inputs: Planned["inputs"]): Planned => ({
    urn: `urn:pulumi:dev::p::django-beanstalk:worker:Worker$${type}::${name}`,
    type,
    name,
    inputs,
});

/** Quantity and price of each charge. */
function charged(resource: Planned, around: readonly Planned[] = []) {
    const charges = chargesOf(resource.type)?.(resource, { graph: [resource, ...around], usage: defaultUsage });
    assert.ok(charges !== undefined && typeof charges !== "string");
    return charges.map(({ quantity, key, share, cap }) => [quantity, key, share, cap]);
}

const volume = { volumeType: "gp3", volumeSize: 20 };
const spotOf = (spotOptions: object) => ({ instanceMarketOptions: { marketType: "spot", spotOptions } });
const disk = "AmazonEC2/EBS:VolumeUsage.gp3";
const box = "AmazonEC2/BoxUsage:t3.micro";
const spot = "AmazonEC2/SpotShare";
const address = "AmazonVPC/PublicIPv4:InUseAddress";

describe("the charges of a worker", () => {
    it("are a share of the price, at most what is paid, with its volume and address", () => {
        const inputs = { instanceType: "t3.micro", rootBlockDevice: volume, associatePublicIpAddress: true };
        assert.deepEqual(charged(planned("aws:ec2:Instance", "w", { ...inputs, ...spotOf({ maxPrice: "0.005" }) })), [
            [730, box, spot, 0.005],
            [20, disk, undefined, undefined],
            [730, address, undefined, undefined],
        ]);
        assert.deepEqual(charged(planned("aws:ec2:Instance", "w", { ...inputs, ...spotOf({}) }))[0], [
            730,
            box,
            spot,
            undefined,
        ]);
    });

    it("are the price on demand, and no address in a private subnet", () => {
        assert.deepEqual(charged(planned("aws:ec2:Instance", "w", { instanceType: "t3.micro" })), [
            [730, box, undefined, undefined],
            [8, disk, undefined, undefined],
        ]);
    });

    it("are those of a group's instances, by its own template", () => {
        const template = (name: string, size: number) =>
            planned("aws:ec2:LaunchTemplate", name, {
                blockDeviceMappings: [{ ebs: { volumeType: "gp3", volumeSize: size } }],
                networkInterfaces: [{ associatePublicIpAddress: "true" }],
            });
        const policy = {
            instancesDistribution: { onDemandBaseCapacity: 1, onDemandPercentageAboveBaseCapacity: 50 },
            launchTemplate: { overrides: [{ instanceType: "t3.micro" }, { instanceType: "t3a.micro" }] },
        };
        const group = planned("aws:autoscaling:Group", "b", { minSize: 5, maxSize: 5, mixedInstancesPolicy: policy });
        assert.deepEqual(charged(group, [template("a-template", 100), template("b-template", 10)]), [
            [2190, box, undefined, undefined],
            [1460, box, spot, undefined],
            [50, disk, undefined, undefined],
            [3650, address, undefined, undefined],
        ]);
    });
});
