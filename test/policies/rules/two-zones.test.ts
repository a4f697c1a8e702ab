import { twoZones } from "../../../policies/rules/two-zones";
import { Described, secret, unknown } from "../../support/policy-runner";
import { environment, Options } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const vpc = "aws:ec2:vpc/VPCId";
const option = "aws:ec2:vpc/Subnets";
const balancer = "aws:ec2:vpc/ELBSubnets";
const names = "aws:autoscaling:asg/Custom Availability Zones";
const number = "aws:autoscaling:asg/Availability Zones";
const says = (state: string, name = "Subnets", setting = "instanceSubnetIds") =>
    `aws:ec2:vpc/${name} ${state}; wanted: subnets of two availability zones or more, so that the end of one zone is not the end of ` +
    `the service. In this project: network: {kind: new}, or two subnets as network.${setting}. In any other program, in the ` +
    `environment's settings: {namespace: "aws:ec2:vpc", name: "${name}", value: "<ids of subnets, with commas>"}.`;
const saysBalancer = (state: string) => says(state, "ELBSubnets", "loadBalancerSubnetIds");
const saysZones = (where: string, setting: string) =>
    `${where} limits instances to one zone; wanted: two or more. In this project: no environment.scaling.${setting}. In any other ` +
    "program: leave it out.";
const notProven = "is not known in this preview, so that it has two availability zones cannot be proven";

const subnet = (name: string, availabilityZone: unknown): Described => ({
    type: "aws:ec2/subnet:Subnet",
    name,
    props: { id: name, ...(availabilityZone === undefined ? {} : { availabilityZone }) },
});
const inZones = (first: unknown, second: unknown) => [subnet("subnet-1", first), subnet("subnet-2", second)];
const fresh = (options: Options, subnets: readonly Described[]) => () => [
    environment(options, { from: { settings: subnets.map(({ name }) => name) } }),
    ...subnets,
];
const one = (title: string, options: Options, finds: readonly string[]): Scenario => ({
    title,
    stack: () => [environment(options)],
    finds,
});

describe("two-zones", () => {
    itJudges(twoZones, [
        { title: "two of each are right", stack: () => [environment()], reads: [`env ${option}`, `env ${balancer}`] },
        {
            title: "two that are a secret are right",
            stack: () => [environment({ [option]: secret("subnet-8,subnet-9") })],
            reads: [`env ${option}`],
        },
        one("absent is wrong", { [option]: undefined, [balancer]: undefined }, [
            says("is not set"),
            saysBalancer("is not set"),
        ]),
        one("one is wrong", { [option]: "subnet-1" }, [says("has one subnet")]),
        one("the same twice is one", { [option]: "subnet-1, subnet-1" }, [says("has one subnet")]),
        one("none is wrong", { [balancer]: " , " }, [saysBalancer("is empty")]),
        one("set twice, the second wrong", { [option]: ["subnet-1,subnet-2", "subnet-1"] }, [says("has one subnet")]),
        one("unknown, from nowhere in the stack", { [option]: unknown }, [says(notProven)]),
        {
            title: "the default VPC's own are right",
            stack: () => [environment({ [vpc]: undefined, [option]: undefined, [balancer]: undefined })],
            reads: ["env.settings"],
        },
        {
            title: "a single instance is in one zone",
            stack: () => [
                environment({
                    [option]: "subnet-1",
                    "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
                }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/EnvironmentType"],
        },
        {
            title: "a worker has no load balancer",
            stack: () => [environment({ [balancer]: undefined }, { props: { tier: "Worker" } })],
            reads: [`env ${option}`],
        },
        {
            title: "a shared load balancer's are not the environment's",
            stack: () => [
                environment({
                    [balancer]: undefined,
                    "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true",
                }),
            ],
            reads: [`env ${option}`],
        },
        { title: "a dev stack may have one", stage: "dev", stack: () => [environment({ [option]: "subnet-1" })] },
    ]);

    describe("with subnets of the stack", () => {
        itJudges(twoZones, [
            {
                title: "in two zones, that run",
                stack: () => [environment(), ...inZones("us-east-1a", "us-east-1b")],
                reads: ["subnet-1.availabilityZone"],
            },
            {
                title: "in one zone, that run",
                stack: () => [environment(), ...inZones("us-east-1a", "us-east-1a")],
                finds: [says("has subnets of one availability zone")],
            },
            {
                title: "in zones that have no text",
                stack: () => [environment(), ...inZones({ toString: 1, valueOf: 2 }, "us-east-1a")],
                reads: ["subnet-1.availabilityZone"],
            },
            {
                title: "a list that has fewer than the other, once it is known",
                stack: () => [environment({ [option]: "subnet-1" }), ...inZones("us-east-1a", "us-east-1b")],
                finds: [says("has one subnet")],
            },
            {
                title: "one of them of another stack",
                stack: () => [environment(), subnet("subnet-1", "us-east-1a")],
                reads: ["subnet-1.availabilityZone"],
            },
            {
                title: "in two zones, of the same run",
                stack: fresh({ [option]: unknown, [balancer]: unknown }, inZones("us-east-1a", "us-east-1b")),
                reads: ["subnet-1.availabilityZone"],
            },
            {
                title: "in one zone, of the same run",
                stack: fresh({ [option]: unknown }, inZones("us-east-1a", "us-east-1a")),
                finds: [says("has subnets of one availability zone")],
            },
            {
                title: "in two zones, of a component that the settings come from",
                stack: () => [environment({ [option]: unknown }), ...inZones("us-east-1a", "us-east-1b")],
                reads: ["subnet-1.availabilityZone"],
            },
            {
                title: "in one zone, of a component that the settings come from",
                stack: () => [environment({ [option]: unknown }), ...inZones("us-east-1a", "us-east-1a")],
                finds: [says("has subnets of one availability zone")],
            },
            {
                title: "the default ones of a VPC, in one zone",
                stack: () => [
                    environment(),
                    ...inZones("us-east-1a", "us-east-1a").map((it) => ({
                        ...it,
                        type: "aws:ec2/defaultSubnet:DefaultSubnet",
                    })),
                ],
                finds: [says("has subnets of one availability zone")],
            },
            {
                title: "in zones that AWS chooses",
                stack: fresh({ [option]: unknown }, inZones(undefined, unknown)),
                reads: ["subnet-2.availabilityZone"],
            },
            {
                title: "one, of the same run",
                stack: fresh({ [option]: unknown }, [subnet("subnet-1", "us-east-1a")]),
                finds: [says("has one subnet")],
            },
        ]);
    });

    describe("with a group that is limited", () => {
        itJudges(twoZones, [
            one("to one zone by number", { [number]: "Any 1" }, [saysZones(number, "zones")]),
            one("to one zone by name", { [names]: "us-east-1a" }, [saysZones(names, "zoneNames")]),
            {
                title: "to two",
                stack: () => [environment({ [number]: "Any 2", [names]: "us-east-1a, us-east-1b" })],
                reads: [`env ${number}`, `env ${names}`],
            },
            { title: "unknown", stack: () => [environment({ [names]: unknown })], reads: [`env ${names}`] },
        ]);
    });
});
