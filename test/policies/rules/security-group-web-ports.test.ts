import { securityGroupWebPorts } from "../../../policies/rules/security-group-web-ports";
import { Described, secret, unknown } from "../../support/policy-runner";
import { environment, Options } from "../sample-stack";
import { itJudges } from "../scenarios";

const message =
    "The security group of the instances lets the world in on port 80 or 443, past any load balancer; wanted: the load " +
    "balancer's security group as the source. In this project: nothing, its instances are open to its load balancer only. In " +
    "any other program: an ingress rule with that group in place of addresses.";
const option = "aws:autoscaling:launchconfiguration/SecurityGroups";
const balancer = "aws:elbv2:loadbalancer/SecurityGroups";
const kind = "aws:elasticbeanstalk:environment";

function group(name: string, port: number, other: Record<string, unknown> = {}): Described {
    const ingress = [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: ["0.0.0.0/0"] }];
    return { type: "aws:ec2/securityGroup:SecurityGroup", name, props: { id: `sg-${name}`, ingress, ...other } };
}

const closed = (name: string) => group(name, 80, { ingress: unknown });
const added = (to: string, props: Record<string, unknown> = {}): Described => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "rule",
    props: { securityGroupId: unknown, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv6: "::/0", ...props },
    from: { securityGroupId: [to] },
});

const placed = (options: Options, from: readonly string[] = [], props: Record<string, unknown> = {}) =>
    environment(options, { from: { settings: from }, props });

describe("security-group-web-ports", () => {
    itJudges(securityGroupWebPorts, [
        {
            title: "left out, Elastic Beanstalk makes a group that is open to the load balancer",
            stack: () => [group("open", 80), placed({ [option]: undefined }, ["open"])],
            reads: ["env.settings"],
        },
        ...[80, 443].map((port) => ({
            title: `instances open on ${port} are wrong`,
            stack: () => [group("open", port), placed({ [option]: "sg-other, sg-open" })],
            finds: [message],
        })),
        {
            title: "so they are where the group is told by its ARN",
            stack: () => [
                group("open", 80, {
                    id: undefined,
                    arn: "arn:aws:ec2:us-east-1:111122223333:security-group/sg-open",
                }),
                placed({ [option]: "sg-open" }),
            ],
            finds: [message],
        },
        {
            title: "so they are by a rule of its own",
            stack: () => [closed("instances"), added("instances"), placed({ [option]: "sg-instances" })],
            finds: [message],
        },
        {
            title: "what the rule lets in from another group is right",
            stack: () => [
                closed("instances"),
                added("instances", { cidrIpv6: undefined, referencedSecurityGroupId: unknown }),
                placed({ [option]: "sg-instances" }),
            ],
            reads: ["rule.cidrIpv6", "instances.ingress"],
        },
        {
            title: "other ports are found by another rule",
            stack: () => [group("instances", 22), placed({ [option]: "sg-instances" })],
            reads: ["instances.ingress.0.fromPort"],
        },
        {
            title: "the load balancer may be open",
            stack: () => [
                group("balancer", 443),
                closed("instances"),
                placed({ [option]: "sg-instances", [balancer]: "sg-balancer" }),
            ],
            reads: [`env ${option}`, "balancer.id", "instances.ingress"],
        },
        {
            title: "one group for both is wrong",
            stack: () => [group("both", 443), placed({ [option]: "sg-both", [balancer]: "sg-both" })],
            finds: [message],
        },
        {
            title: "of new groups one is closed, which may be that of the instances",
            stack: () => [
                group("balancer", 443),
                closed("instances"),
                placed({ [option]: unknown, [balancer]: unknown }, ["balancer", "instances"]),
            ],
            reads: [`env ${option}`, "instances.ingress"],
        },
        {
            title: "of new groups all are open, so that of the instances is",
            stack: () => [
                group("balancer", 443),
                group("instances", 80),
                placed({ [option]: unknown, [balancer]: unknown }, ["balancer", "instances"]),
            ],
            finds: [message],
        },
        {
            title: "a group of another stack is that stack's",
            stack: () => [group("open", 80), placed({ [option]: unknown })],
            reads: [`env ${option}`],
        },
        {
            title: "clients reach a single instance",
            stack: () => [
                group("open", 80),
                placed({ [option]: "sg-open", [`${kind}/EnvironmentType`]: "SingleInstance" }),
            ],
            reads: [`env ${kind}/EnvironmentType`],
        },
        {
            title: "and instances behind a network load balancer",
            stack: () => [group("open", 80), placed({ [option]: "sg-open", [`${kind}/LoadBalancerType`]: "network" })],
            reads: [`env ${kind}/LoadBalancerType`],
        },
        {
            title: "nothing reaches a worker",
            stack: () => [group("open", 80), placed({ [option]: "sg-open" }, [], { tier: "Worker" })],
            finds: [message],
        },
        {
            title: "a shared load balancer is one",
            stack: () => [group("open", 80), placed({ [option]: "sg-open", [`${kind}/LoadBalancerIsShared`]: "true" })],
            finds: [message],
        },
        {
            title: "a secret is not repeated",
            stack: () => [group("open", 80), placed({ [option]: secret("sg-open") })],
            finds: [message],
        },
    ]);
});
