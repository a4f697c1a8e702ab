import { privateInstances } from "../../../policies/rules/private-instances";
import { unknown } from "../../support/policy-runner";
import { optionScenarios } from "../option-scenarios";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const address = "aws:ec2:vpc/AssociatePublicIpAddress";
const subnets = "aws:ec2:vpc/Subnets";
const loadBalancerSubnets = "aws:ec2:vpc/ELBSubnets";
const inThisProject =
    "In this project: network: {kind: new}, or kind: existing without publicInstances. In any other program";
const says = (state: string) =>
    `${address} ${state}; wanted: "false". An instance with a public address can be reached past the load balancer as soon as a ` +
    `security group allows it. ${inThisProject}, in the environment's settings: ` +
    '{namespace: "aws:ec2:vpc", name: "AssociatePublicIpAddress", value: "false"}.';
const common =
    `${subnets} and ${loadBalancerSubnets} have a subnet in common; wanted: other subnets for instances than for the load balancer, ` +
    `since those of a public one are public. ${inThisProject}: private subnets as Subnets.`;

const worker = { props: { tier: "Worker" } };
const both = { [subnets]: "subnet-1,subnet-2", [loadBalancerSubnets]: "subnet-2, subnet-3" };
const reads = [`env ${address}`];

describe("private-instances", () => {
    itJudges(
        privateInstances,
        optionScenarios({
            option: address,
            right: ["false", "False"],
            wrong: ["true", ""],
            wanted: '"false"',
            whenAbsent: "wrong",
            says,
        }),
    );
    itJudges(privateInstances, [
        { title: "a dev stack may have public ones", stage: "dev", stack: () => [environment({ [address]: "true" })] },
        {
            title: "a single instance has a public address",
            stack: () => [
                environment({
                    [address]: "true",
                    "aws:elasticbeanstalk:environment/EnvironmentType": "SingleInstance",
                }),
            ],
            reads: ["env aws:elasticbeanstalk:environment/EnvironmentType"],
        },
        {
            title: "a worker's are private too",
            stack: () => [environment({ [address]: "true" }, worker)],
            finds: [says('is not "false"')],
        },
        {
            title: "a subnet of the load balancer is public",
            stack: () => [environment(both)],
            finds: [common],
        },
        {
            title: "an internal load balancer may share them",
            stack: () => [environment({ ...both, "aws:ec2:vpc/ELBScheme": "internal" })],
            reads,
        },
        {
            title: "a shared load balancer's subnets are not the environment's",
            stack: () => [environment({ ...both, "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true" })],
            reads,
        },
        { title: "a worker has no load balancer", stack: () => [environment(both, worker)], reads },
        {
            title: "subnets of the same run prove nothing against it",
            stack: () => [environment({ ...both, [subnets]: unknown })],
            reads: [`env ${subnets}`, `env ${loadBalancerSubnets}`],
        },
    ]);
});
