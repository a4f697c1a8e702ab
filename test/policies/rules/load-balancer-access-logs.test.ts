import { loadBalancerAccessLogs } from "../../../policies/rules/load-balancer-access-logs";
import { unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { optionScenarios } from "../option-scenarios";
import { itJudges } from "../scenarios";

const enabled = "aws:elbv2:loadbalancer/AccessLogsS3Enabled";
const bucket = "aws:elbv2:loadbalancer/AccessLogsS3Bucket";
const remedy =
    "In this project: environment.loadBalancer.accessLogs: {kind: new}, or {kind: existing, bucket: …}. In any other program, in the environment's settings: " +
    '{namespace: "aws:elbv2:loadbalancer", name: "AccessLogsS3Enabled", value: "true"}, ' +
    '{namespace: "aws:elbv2:loadbalancer", name: "AccessLogsS3Bucket", value: "<name of the bucket>"}.';
const noBucket = (state: string) =>
    `${bucket} ${state}; wanted: the name of a bucket. Without it nothing is logged. ${remedy}`;
const off = { [enabled]: undefined, [bucket]: undefined };

describe("load-balancer-access-logs", () => {
    itJudges(loadBalancerAccessLogs, [
        ...optionScenarios({
            option: enabled,
            right: ["true", "True"],
            wrong: ["false"],
            wanted: '"true"',
            whenAbsent: "wrong",
            says: (state) => `${enabled} ${state}; wanted: "true". ${remedy}`,
        }),
        // A bucket alone is not enough, nor is the switch alone.
        {
            title: "no bucket is wrong",
            stack: () => [environment({ [bucket]: undefined })],
            finds: [noBucket("is not set")],
        },
        {
            title: "an empty bucket is wrong",
            stack: () => [environment({ [bucket]: "" })],
            finds: [noBucket("is empty")],
        },
        {
            title: "a bucket that is made in the same run is right",
            stack: () => [environment({ [bucket]: unknown })],
            reads: [`env ${bucket}`],
        },
        {
            title: "the logs of a shared one are its owner's",
            stack: () => [environment({ ...off, "aws:elasticbeanstalk:environment/LoadBalancerIsShared": "true" })],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerIsShared"],
        },
        {
            title: "a classic one has no such option",
            stack: () => [environment({ ...off, "aws:elasticbeanstalk:environment/LoadBalancerType": "classic" })],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
        },
        {
            title: "a network one has no such option",
            stack: () => [environment({ ...off, "aws:elasticbeanstalk:environment/LoadBalancerType": "network" })],
            reads: ["env aws:elasticbeanstalk:environment/LoadBalancerType"],
        },
        {
            title: "a worker has no load balancer",
            stack: () => [environment(off, { props: { tier: "Worker" } })],
            reads: ["env.tier"],
        },
        { title: "a dev stack need not keep any", stage: "dev", stack: () => [environment(off)] },
    ]);
});
