import { sharedLoadBalancer } from "../../../policies/rules/shared-load-balancer";
import { secret, unknown } from "../../support/policy-runner";
import { environment, Options } from "../sample-stack";
import { itJudges } from "../scenarios";

const isShared = "aws:elasticbeanstalk:environment/LoadBalancerIsShared";
const arn = "aws:elbv2:loadbalancer/SharedLoadBalancer";
const rules = "aws:elbv2:listener:443/Rules";
const hosts = "aws:elbv2:listenerrule:site/HostHeaders";
const paths = "aws:elbv2:listenerrule:site/PathPatterns";
const measure = "aws:autoscaling:trigger/MeasureName";
const there = "In any other program, in the environment's settings: ";
const here = "environment.loadBalancer: {kind: shared, arn: …, securityGroupId: …}";
const together =
    `The two count together only. In this project: ${here}. ${there}` +
    '{namespace: "aws:elasticbeanstalk:environment", name: "LoadBalancerIsShared", value: "true"}, ' +
    '{namespace: "aws:elbv2:loadbalancer", name: "SharedLoadBalancer", value: "<ARN of the load balancer>"}.';
const notShared = (state: string) => `${isShared} ${state}; wanted: "true". ${together}`;
const noArn = (state: string) => `${arn} ${state}; wanted: the ARN of the load balancer. ${together}`;
const noRule = (which: string) =>
    `${rules} names ${which} without HostHeaders and PathPatterns; wanted: one of them for each. ` +
    `In this project: ${here}, which makes the rules of the domain. ${there}` +
    '{namespace: "aws:elbv2:listenerrule:<name of the rule>", name: "HostHeaders", value: "www.example.com"}.';
const refusedMeasure =
    `${measure} is not a metric of the environment's own; wanted: such a metric. AWS refuses HealthyHostCount, UnhealthyHostCount and ` +
    "TargetResponseTime with a shared load balancer. In this project: environment.scaling.trigger.measure: CPUUtilization. " +
    `${there}{namespace: "aws:autoscaling:trigger", name: "MeasureName", value: "CPUUtilization"}.`;

/** What belongs to a load balancer of the environment's own is left out. */
const right: Options = {
    [isShared]: "true",
    [arn]: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/team/0123456789abcdef",
    "aws:elbv2:loadbalancer/SecurityGroups": "sg-1",
    [rules]: "site",
    [hosts]: "www.example.com",
    "aws:elbv2:loadbalancer/AccessLogsS3Enabled": undefined,
    "aws:elbv2:loadbalancer/AccessLogsS3Bucket": undefined,
    "aws:elbv2:listener:443/Protocol": undefined,
    "aws:elbv2:listener:443/SSLCertificateArns": undefined,
    "aws:elbv2:listener:443/SSLPolicy": undefined,
};
const shared = (options: Options = {}) => environment({ ...right, ...options });

describe("shared-load-balancer", () => {
    describe("the two options", () => {
        itJudges(sharedLoadBalancer, [
            { title: "neither is right", stack: () => [environment()], reads: ["env.settings"] },
            {
                title: "a load balancer of the environment's own is right",
                stack: () => [environment({ [isShared]: "false" })],
                reads: [`env ${isShared}`],
            },
            { title: "both are right", stack: () => [shared()], reads: [`env ${isShared}`, `env ${arn}`] },
            {
                title: "an ARN of the same run is right",
                stack: () => [shared({ [arn]: unknown })],
                reads: [`env ${arn}`],
            },
            { title: "no ARN is wrong", stack: () => [shared({ [arn]: undefined })], finds: [noArn("is not set")] },
            { title: "an empty ARN is wrong", stack: () => [shared({ [arn]: "" })], finds: [noArn("is empty")] },
            {
                title: "an ARN alone is wrong",
                stack: () => [shared({ [isShared]: undefined })],
                finds: [notShared("is not set")],
            },
            {
                title: "an ARN of one that is not shared is wrong",
                stack: () => [shared({ [isShared]: "false" })],
                finds: [notShared('is not "true"')],
            },
            {
                title: "two contradicting values are wrong",
                stack: () => [shared({ [isShared]: ["true", "false"] })],
                finds: [notShared('is set 2 times and not always "true"')],
            },
            {
                title: "whether it is shared is not proven",
                stack: () => [shared({ [isShared]: unknown })],
                finds: [notShared('is not known in this preview, so that it is "true" cannot be proven')],
            },
            {
                title: "where nothing is known nobody says that it is shared",
                stack: () => [environment({}, { props: { settings: unknown } })],
                reads: ["env.settings"],
            },
            {
                title: "a secret is not repeated",
                stack: () => [shared({ [isShared]: secret("hunter2") })],
                finds: [notShared('is not "true"')],
            },
            {
                title: "a worker has none",
                stack: () => [environment({ [isShared]: "true" }, { props: { tier: "Worker" } })],
                reads: ["env.tier"],
            },
        ]);
    });

    describe("the rules of its listeners", () => {
        itJudges(sharedLoadBalancer, [
            { title: "one with a host is right", stack: () => [shared()], reads: [`env ${rules}`, `env ${hosts}`] },
            {
                title: "a host of the same run is right",
                stack: () => [shared({ [hosts]: unknown })],
                reads: [`env ${hosts}`],
            },
            {
                title: "one with paths alone is for the environment's own name",
                stack: () => [shared({ [hosts]: undefined, [paths]: "/admin/*" })],
                reads: [`env ${paths}`],
            },
            {
                title: "the default rule is Elastic Beanstalk's",
                stack: () => [shared({ [rules]: "default, site" })],
                reads: [`env ${rules}`],
            },
            {
                title: "unknown rules are their makers'",
                stack: () => [shared({ [rules]: unknown })],
                reads: [`env ${rules}`],
            },
            {
                title: "a rule that nobody describes is wrong",
                stack: () => [shared({ [hosts]: undefined })],
                finds: [noRule("a rule")],
            },
            {
                title: "a rule without a host is wrong",
                stack: () => [shared({ [hosts]: "" })],
                finds: [noRule("a rule")],
            },
            {
                title: "so are several",
                stack: () => [shared({ [rules]: "site,api,api,admin" })],
                finds: [noRule("2 rules")],
            },
        ]);
    });

    describe("what is its owner's", () => {
        itJudges(sharedLoadBalancer, [
            {
                title: "one option is wrong",
                stack: () => [shared({ "aws:elbv2:loadbalancer/IdleTimeout": "60" })],
                finds: [
                    "aws:elbv2:loadbalancer/IdleTimeout does nothing with a shared load balancer; wanted: not set. In this project: take it out of options. " +
                        "In any other program: set it on the load balancer itself.",
                ],
            },
            {
                title: "several are one finding",
                stack: () => [
                    shared({
                        "aws:elbv2:listener:443/Protocol": "HTTPS",
                        "aws:elbv2:listener:443/SSLCertificateArns": unknown,
                        "aws:elbv2:listener:default/ListenerEnabled": "false",
                    }),
                ],
                finds: [
                    "aws:elbv2:listener:443/Protocol, aws:elbv2:listener:443/SSLCertificateArns, aws:elbv2:listener:default/ListenerEnabled do nothing with a " +
                        "shared load balancer; wanted: not set. In this project: take them out of options. In any other program: set it on the load balancer itself.",
                ],
            },
            {
                title: "a metric of the environment's own is right",
                stack: () => [shared({ [measure]: "RequestCount" })],
                reads: [`env ${measure}`],
            },
            {
                title: "a metric of the load balancer is wrong",
                stack: () => [shared({ [measure]: "TargetResponseTime" })],
                finds: [refusedMeasure],
            },
        ]);
    });
});
