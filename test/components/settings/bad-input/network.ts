import { BadInput, refuse } from "./row";

export const network: readonly BadInput[] = [
    refuse(
        "a shared load balancer in a VPC that is yet to be made",
        `environment: {loadBalancer: {kind: shared, arn: arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef, securityGroupId: sg-0a}}
network: {kind: new}`,
        [
            "network.kind",
            "new, with a shared load balancer",
            "existing or default: the VPC of the load balancer",
            "Name the load balancer's VPC.",
        ],
    ),
    refuse(
        "a NAT gateway for one public instance",
        `environment: {loadBalancer: {kind: none}}
network: {kind: new, nat: one}`,
        [
            "network.nat",
            "one",
            "none for a single instance, which people reach at its own address",
            "Change it, or choose a load balancer.",
        ],
    ),
    refuse("a NAT gateway in the default VPC", "network: {kind: default, nat: one}", [
        "network.nat",
        "an unknown setting",
        "kind, vpcId, subnetIds, zoneCount",
        "Remove it, or choose another network.kind, which has it.",
    ]),
    refuse("a VPC without subnets", "network: {kind: default, vpcId: vpc-1}", [
        "network.subnetIds",
        "nothing",
        "vpcId and subnetIds together, or neither",
        "Give both to look nothing up, or remove the other.",
    ]),
    refuse("a VPC in one word", "network: vpc-0123456789abcdef0", [
        "network",
        '"vpc-0123456789abcdef0"',
        "a mapping of settings",
        "Write a mapping that has its kind: {kind: …}, one of default, existing, new.",
    ]),
    refuse("a kind of network that there is not", "network: {kind: vpc, vpcId: vpc-0123456789abcdef0}", [
        "network.kind",
        '"vpc"',
        "default, existing, new",
        "Choose one of the allowed values.",
    ]),
    refuse(
        "a VPC of one's own without its subnets",
        "network: {kind: existing, vpcId: vpc-0123456789abcdef0}",
        ["network.loadBalancerSubnetIds", "nothing", "a list", "Set django-beanstalk:network.loadBalancerSubnetIds."],
        ["network.instanceSubnetIds", "nothing", "a list", "Set django-beanstalk:network.instanceSubnetIds."],
        ["network.databaseSubnetIds", "nothing", "a list", "Set django-beanstalk:network.databaseSubnetIds."],
    ),
    refuse("a public range", "network: {kind: new, cidr: 8.8.8.0/16}", [
        "network.cidr",
        '"8.8.8.0/16": an address with more than its prefix',
        "a private range (10.…, 172.16.… to 172.31.…, 192.168.…) with a prefix of 16 to 22 and zeros behind it",
        "Choose one that no network connected to this one uses, such as 10.20.0.0/16.",
    ]),
    refuse("a range that is too wide", "network: {kind: new, cidr: 10.0.0.0/8}", [
        "network.cidr",
        '"10.0.0.0/8": a prefix of 8',
        "a private range (10.…, 172.16.… to 172.31.…, 192.168.…) with a prefix of 16 to 22 and zeros behind it",
        "Choose one that no network connected to this one uses, such as 10.20.0.0/16.",
    ]),
    refuse(
        "zones with their region",
        "network: {kind: new, zones: [us-east-1a, us-east-1b]}",
        ["network.zones[0]", '"us-east-1a"', "the letter of a zone, a to h", "Write a."],
        ["network.zones[1]", '"us-east-1b"', "the letter of a zone, a to h", "Write b."],
    ),
    refuse("a zone twice in a VPC", "network: {kind: new, zones: [a, a]}", [
        "network.zones",
        "a, a",
        "each zone once",
        "Remove the second one.",
    ]),
    refuse("a number of zones for their letters", "network: {kind: new, zones: 2}", [
        "network.zones",
        "2 (a number)",
        "a list",
        "Change it to what is allowed.",
    ]),
    refuse("a NAT gateway in each zone by another name", "network: {kind: new, nat: per-az}", [
        "network.nat",
        '"per-az"',
        '"none", "one", "per-zone"',
        "Write per-zone.",
    ]),
    refuse("one endpoint that is no list", "network: {kind: new, endpoints: secretsmanager}", [
        "network.endpoints",
        '"secretsmanager"',
        "a list",
        "Write it as a list: [secretsmanager].",
    ]),
];
