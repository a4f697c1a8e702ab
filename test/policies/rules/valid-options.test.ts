import { validOptions } from "../../../policies/rules/valid-options";
import { Described, secret, unknown } from "../../support/policy-runner";
import { environment, Options, settings } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const rest =
    "In this project: correct it under options, or take it out. In any other program: in the environment's settings.";
const says = (option: string, problem: string) => `${option} ${problem}. ${rest}`;

const python = { solutionStackName: "64bit Amazon Linux 2023 v4.13.7 running Python 3.13" };
const docker = {
    platformArn: "arn:aws:elasticbeanstalk:us-east-1::platform/Docker running on 64bit Amazon Linux 2023/4.13.7",
};
const node = { solutionStackName: "64bit Amazon Linux 2023 v6.6.0 running Node.js 22" };

/** An environment with these options alone. */
const only = (options: Options, props: Described["props"] = {}): Described =>
    environment({}, { props: { settings: settings(options), ...props } });

const right = (title: string, options: Options, props?: Described["props"]): Scenario => ({
    title,
    stack: () => [only(options, props)],
    reads: ["env.settings.0.namespace", "env.settings.0.name"],
});
const wrong = (title: string, options: Options, problem: string, props?: Described["props"]): Scenario => ({
    title,
    stack: () => [only(options, props)],
    finds: [says(Object.keys(options).at(-1)!, problem)],
});

const environmentType = "aws:elasticbeanstalk:environment/EnvironmentType";
const loadBalancerType = "aws:elasticbeanstalk:environment/LoadBalancerType";
const isShared = "aws:elasticbeanstalk:environment/LoadBalancerIsShared";
const dropped = (where: string) => `is not valid ${where}, so AWS refuses or drops it; wanted: not set`;
const nameless = "wanted: the name of one that AWS documents";

describe("valid-options", () => {
    itJudges(validOptions, [
        {
            title: "no settings are right",
            stack: () => [environment({}, { props: { settings: undefined } })],
            reads: ["env.settings"],
        },
        {
            title: "the options of a right environment are right",
            stack: () => [environment()],
            reads: ["env aws:ec2:vpc/VPCId"],
        },
        wrong(
            "a misspelt option",
            { "aws:autoscaling:asg/MinSise": "2" },
            `is not an option of its namespace (MinSize?); ${nameless}`,
        ),
        wrong(
            "an option of another namespace",
            { "aws:elasticbeanstalk:healthreporting:system/HealthStreamingEnabled": "true" },
            `is not an option of its namespace (aws:elasticbeanstalk:cloudwatch:logs:health/HealthStreamingEnabled?); ${nameless}`,
        ),
        wrong(
            "a misspelt namespace",
            { "aws:elasticbeanstalk:comand/Timeout": "600" },
            `is in a namespace that Elastic Beanstalk does not have (aws:elasticbeanstalk:command?); ${nameless}`,
        ),
        wrong(
            "a misspelt namespace of one's own part",
            { "aws:elbv2:listner:443/Protocol": "HTTPS" },
            `is in a namespace that Elastic Beanstalk does not have (aws:elbv2:listener:443?); ${nameless}`,
        ),
        wrong(
            "a namespace without its part",
            { "aws:elbv2:listener:{listener_port}/Protocol": "HTTPS" },
            `is in a namespace that Elastic Beanstalk does not have (its end is a port, 1 to 65535); ${nameless}`,
        ),
        wrong(
            "a port that there is not",
            { "aws:elbv2:listener:70000/Protocol": "HTTPS" },
            `is in a namespace that Elastic Beanstalk does not have (its end is a port, 1 to 65535); ${nameless}`,
        ),
        {
            ...right("an option that is newer than this pack", { "aws:autoscaling:asg/New": "1" }),
            config: { known: ["aws:autoscaling:asg/New"] },
        },
        right("a port of one's own", { "aws:elbv2:listener:8443/Protocol": "HTTPS" }),
        right("a process of one's own", { "aws:elasticbeanstalk:environment:process:api/Port": "8000" }),
        right("a rule of one's own", { "aws:elbv2:listenerrule:api/PathPatterns": "/api/*" }),
        right("properties have any name and value", { "aws:elasticbeanstalk:application:environment/any.name": "Any" }),
        right("custom options have any name and value", { "aws:elasticbeanstalk:customoption/Any": "Any" }),
        right("the parameters that AWS sets itself exist", {
            "aws:cloudformation:template:parameter/InstancePort": "80",
        }),
        {
            title: "static files have any path",
            stack: () => {
                const namespace = "aws:elasticbeanstalk:environment:proxy:staticfiles";
                const entry = { namespace, name: "/html", value: "statichtml" };
                return [environment({}, { props: { settings: [entry], ...python } })];
            },
            reads: ["env.settings.0.value"],
        },
        wrong(
            "secrets have ARNs",
            { "aws:elasticbeanstalk:application:environmentsecrets/KEY": secret("hunter2") },
            "has a value that it does not take; wanted: the ARN of a Secrets Manager secret with its six-character suffix and perhaps a JSON key, or of an SSM parameter",
        ),
        right("an unknown value is AWS's to judge", {
            "aws:elasticbeanstalk:application:environmentsecrets/KEY": unknown,
        }),
        right("an empty value leaves AWS's own", { "aws:elasticbeanstalk:command/Timeout": "" }),
        ...["0", "3601", "ten", "1.5"].map((value) =>
            wrong(
                `${value} seconds`,
                { "aws:elasticbeanstalk:command/Timeout": value },
                "has a value that it does not take; wanted: a whole number from 1 to 3600",
            ),
        ),
        wrong(
            "enabled is no boolean",
            { "aws:autoscaling:launchconfiguration/DisableIMDSv1": "enabled" },
            'has a value that it does not take; wanted: "true" or "false"',
        ),
        wrong(
            "a secret is not repeated",
            { "aws:elasticbeanstalk:command/DeploymentPolicy": secret("hunter2") },
            "has a value that it does not take; wanted: one of AllAtOnce, Rolling, RollingWithAdditionalBatch, Immutable, TrafficSplitting",
        ),
        wrong(
            "one of two values is wrong",
            { "aws:elasticbeanstalk:command/BatchSizeType": ["Fixed", "fix"] },
            "has a value that it does not take; wanted: one of Percentage, Fixed",
        ),
        wrong(
            "a worker's option of a web server",
            { "aws:elasticbeanstalk:sqsd/HttpPath": "/" },
            dropped("in a web environment"),
        ),
        right("a worker's option of a worker", { "aws:elasticbeanstalk:sqsd/HttpPath": "/" }, { tier: "Worker" }),
        right("a worker's option of what may be one", { "aws:elasticbeanstalk:sqsd/HttpPath": "/" }, { tier: unknown }),
        wrong(
            "a listener of a worker",
            { "aws:elbv2:listener:443/Protocol": "HTTPS" },
            dropped("in a worker environment"),
            { tier: "Worker" },
        ),
        wrong(
            "a listener of a single instance",
            { [environmentType]: "SingleInstance", "aws:elbv2:listener:443/Protocol": "HTTPS" },
            dropped("without a load balancer"),
        ),
        wrong(
            "two instances at most of a single one",
            { [environmentType]: "SingleInstance", "aws:autoscaling:asg/MaxSize": "2" },
            dropped("with a single instance"),
        ),
        right("a size of one of a single instance", {
            [environmentType]: "SingleInstance",
            "aws:autoscaling:asg/MinSize": "1",
            "aws:autoscaling:updatepolicy:rollingupdate/RollingUpdateEnabled": "false",
        }),
        {
            title: "an emptied entry sets nothing",
            stack: () => [only({ "/": "" })],
            reads: ["env.settings.0.namespace"],
        },
        wrong(
            "rolling deployments of a single instance",
            { [environmentType]: "SingleInstance", "aws:elasticbeanstalk:command/DeploymentPolicy": "Rolling" },
            "has a value that is not valid with a single instance; wanted: another value, or not set",
        ),
        right("a worker may roll", { "aws:elasticbeanstalk:command/DeploymentPolicy": "Rolling" }, { tier: "Worker" }),
        wrong(
            "a classic option with an application load balancer",
            { [loadBalancerType]: "application", "aws:elb:policies/ConnectionSettingIdleTimeout": "60" },
            dropped("with a load balancer of type application"),
        ),
        right("the same where nobody says the type", { "aws:elb:policies/ConnectionSettingIdleTimeout": "60" }),
        right("the same where the type is unknown", {
            [loadBalancerType]: unknown,
            "aws:elb:policies/ConnectionSettingIdleTimeout": "60",
        }),
        wrong(
            "the timeout of a load balancer that others share",
            { [loadBalancerType]: "application", [isShared]: "true", "aws:elbv2:loadbalancer/IdleTimeout": "60" },
            dropped("with a load balancer of type application that is shared"),
        ),
        right(
            "the same where a saved configuration may say that it is shared",
            { [loadBalancerType]: "application", "aws:elbv2:loadbalancer/SharedLoadBalancer": "" },
            { templateName: "saved" },
        ),
        wrong(
            "a path of a network load balancer",
            { [loadBalancerType]: "network", "aws:elasticbeanstalk:environment:process:default/HealthCheckPath": "/" },
            dropped("with a load balancer of type network"),
        ),
        wrong(
            "Python's options on Docker",
            { "aws:elasticbeanstalk:container:python/NumThreads": "4" },
            dropped("on the docker platform"),
            docker,
        ),
        right("Python's options where the platform is unknown", {
            "aws:elasticbeanstalk:container:python/NumThreads": "4",
        }),
        wrong(
            "another platform's options on Python",
            { "aws:elasticbeanstalk:container:nodejs/NodeCommand": "npm start" },
            "is of another platform than python; wanted: not set",
            python,
        ),
        wrong(
            "Python's own of Amazon Linux 1",
            { "aws:elasticbeanstalk:container:python:staticfiles/static": "static" },
            "was of Amazon Linux 1; wanted: aws:elasticbeanstalk:environment:proxy:staticfiles",
            python,
        ),
        right("security groups by name", {
            "aws:autoscaling:launchconfiguration/SecurityGroups": "elasticbeanstalk-default, sg-0a1b",
        }),
        right(
            "another platform's options there",
            { "aws:elasticbeanstalk:container:nodejs/NodeCommand": "npm start" },
            node,
        ),
        right("X-Ray of another platform", { "aws:elasticbeanstalk:xray/XRayEnabled": "true" }, node),
        wrong(
            "a scheduled action without a name",
            { "aws:autoscaling:scheduledaction/MinSize": "1" },
            "has no resource; wanted: the name of the scheduled action that it belongs to",
        ),
        {
            title: "an unknown name hides its namespace from nobody",
            stack: () => [
                environment({}, { props: { settings: [{ namespace: "aws:no:such", name: unknown, value: "1" }] } }),
            ],
            finds: [says("aws:no:such/…", `is in a namespace that Elastic Beanstalk does not have; ${nameless}`)],
        },
        {
            title: "what is not known at all is not judged",
            stack: () => [
                environment({}, { props: { settings: [unknown, { namespace: unknown, name: "A", value: "1" }] } }),
            ],
            reads: ["env.settings.1.namespace"],
        },
    ]);
});
