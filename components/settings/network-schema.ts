import { z } from "zod";
import { common } from "./defaults";
import type { StageDefaults } from "./schema-parts";

const vpcId = z.string().startsWith("vpc-", "a VPC id, vpc-…");
const subnetIds = (least: number) => z.array(z.string().startsWith("subnet-", "a subnet id, subnet-…")).min(least);

const defaultNetwork = z.strictObject({
    kind: z.literal("default").describe("The region's default VPC, looked up"),
    vpcId: vpcId.optional().describe("Given together with subnetIds, nothing is looked up"),
    subnetIds: subnetIds(2).optional().describe("Subnets of that VPC in at least two zones"),
    zoneCount: z
        .int()
        .min(2)
        .max(6)
        .default(common.defaultVpcZones)
        .describe(
            "Without subnetIds, in how many zones load balancer and instances are at most: the first of the default subnets by their ids. In each the load balancer has a public address, billed by the hour. The database may be in all of them",
        ),
});

const existingNetwork = z.strictObject({
    kind: z.literal("existing").describe("A VPC of yours"),
    vpcId: vpcId.describe("The VPC. Changing it asks for a new environment"),
    loadBalancerSubnetIds: subnetIds(2).describe("Public subnets in at least two zones"),
    instanceSubnetIds: subnetIds(1).describe("Subnets of the instances"),
    databaseSubnetIds: subnetIds(2).describe("Subnets of the database in at least two zones"),
    publicInstances: z
        .boolean()
        .default(false)
        .describe("Give instances public addresses; needed when their subnets have no NAT gateway"),
});

const newNetwork = (d: StageDefaults) =>
    z.strictObject({
        kind: z.literal("new").describe("A VPC of the stack's own"),
        cidr: z
            .string()
            .default(common.cidr)
            .describe("Address range of the VPC, with a prefix of 16 to 22. Changing it asks for a new environment"),
        zones: z
            .array(z.string().regex(/^[a-h]$/, "the letter of a zone, a to h"))
            .min(2)
            .max(4)
            .default([...common.zones])
            .describe("Letters of the region's availability zones; one can be added later without moving the others"),
        nat: z
            .enum(["none", "one", "per-zone"])
            .default(d.nat)
            .describe(
                "NAT gateways, billed by the hour: without one the instances have public addresses, with one for all or one a zone they have none",
            ),
        endpoints: z
            .array(z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, "a service's name, such as secretsmanager or ecr.api"))
            .default([])
            .describe(
                "AWS services that have an interface endpoint inside the VPC, each billed by the hour; dynamodb has a free gateway, S3 always its own. Not for regions in China",
            ),
        ipv6: z
            .boolean()
            .default(common.ipv6)
            .describe("Give the VPC and its subnets IPv6 ranges, as a dual-stack load balancer needs"),
    });

export const networkSchema = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [defaultNetwork, existingNetwork, newNetwork(d)]);
