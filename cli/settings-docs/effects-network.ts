import type { Effects, OptionName } from "./effect";

const vpc = (name: string): OptionName => `aws:ec2:vpc / ${name}`;
const subnets = [vpc("Subnets"), vpc("ELBSubnets")] as const;

/**
 * AWS says of all settings of the VPC that they replace the instances.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-updating.html
 */
export const networkEffects: Effects = {
    "network.kind": {
        does: ["refused"],
        note: "Where both kinds name the same VPC, only subnets change: new instances.",
        options: [vpc("VPCId"), ...subnets, vpc("AssociatePublicIpAddress")],
    },
    "network.vpcId": { does: ["refused"], options: [vpc("VPCId")] },
    "network.subnetIds": {
        does: ["newInstances"],
        note: "The database's subnet group follows; RDS keeps a subnet that the server is in.",
        options: subnets,
    },
    "network.zoneCount": { does: ["newInstances"], options: subnets },
    "network.loadBalancerSubnetIds": { does: ["newInstances"], options: [vpc("ELBSubnets")] },
    "network.instanceSubnetIds": { does: ["newInstances"], options: [vpc("Subnets")] },
    "network.databaseSubnetIds": {
        does: ["inPlace"],
        note: "The database's subnet group changes; RDS keeps a subnet that the server is in.",
    },
    "network.publicInstances": { does: ["newInstances"], options: [vpc("AssociatePublicIpAddress")] },
    "network.cidr": {
        does: ["refused"],
        options: [vpc("VPCId")],
    },
    "network.zones": { does: ["newInstances"], options: subnets },
    "network.nat": {
        does: ["newInstances"],
        note: "Between `one` and `per-zone` only routes change, and with them the addresses from which instances reach the internet.",
        options: [vpc("Subnets"), vpc("AssociatePublicIpAddress")],
    },
    "network.endpoints": { does: ["inPlace"] },
    "network.ipv6": {
        does: ["inPlace"],
        note: "Back to `false` AWS refuses while a load balancer uses the addresses.",
    },
};
