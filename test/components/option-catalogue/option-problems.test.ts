import * as assert from "node:assert/strict";
import fc from "fast-check";
import { combinationProblems } from "../../../components/option-catalogue/combination-problems";
import { optionProblems } from "../../../components/option-catalogue/option-problems";
import type { OptionContext, OptionValue } from "../../../components/option-catalogue/types";
import { environments } from "./arbitraries";

const web: OptionContext = { tier: "web", platform: "python", loadBalancer: "application" };
const asg = "aws:autoscaling:asg";
const launch = "aws:autoscaling:launchconfiguration";
const environment = "aws:elasticbeanstalk:environment";
const process = "aws:elasticbeanstalk:environment:process:default";

const option = (namespace: string, name: string, value: string, resource?: string): OptionValue => ({
    namespace,
    name,
    value,
    ...(resource === undefined ? {} : { resource }),
});

/** What is said of one option. */
function problem(namespace: string, name: string, value: string, context: Partial<OptionContext> = {}) {
    const problems = optionProblems([option(namespace, name, value)], { ...web, ...context });
    assert.equal(problems.length, 1, JSON.stringify(problems));
    assert.equal(problems[0]?.where, `options.${namespace}.${name}`);
    return problems[0];
}

const none = (...args: Parameters<typeof problem>) => {
    const [namespace, name, value, context] = args;
    assert.deepEqual(optionProblems([option(namespace, name, value)], { ...web, ...context }), []);
};

describe("problems of options", () => {
    it("name the nearest namespace and option", () => {
        assert.equal(problem("aws:autoscaling:asgs", "MinSize", "1").remedy, "Did you mean aws:autoscaling:asg?");
        assert.equal(problem("aws:elbv2:listner:443", "Rules", "a").remedy, "Did you mean aws:elbv2:listener:443?");
        assert.equal(problem(asg, "MinSise", "1").remedy, "Did you mean MinSize?");
        assert.equal(
            problem("aws:elb:loadbalancer", "IdleTimeout", "60").remedy,
            "Did you mean aws:elbv2:loadbalancer / IdleTimeout?",
        );
        assert.equal(
            problem("aws:ec2:instances", "LaunchTemplate", "x").remedy,
            "Correct the name, or remove the option.",
        );
        assert.equal(problem("aws:quantum:flux", "A", "1").remedy, "Look the namespace up in AWS's guide.");
        assert.match(
            problem("aws:elasticbeanstalk:container:python:staticfiles", "/static", "static").remedy,
            /^Use aws:elasticbeanstalk:environment:proxy:staticfiles/,
        );
    });

    it("say where the value of a custom option belongs", () => {
        assert.match(problem("aws:elasticbeanstalk:customoption", "Name", "x").remedy, /app\.variables/);
    });

    it("name value, form and nearest value", () => {
        assert.deepEqual(problem(asg, "MinSize", "0"), {
            where: `options.${asg}.MinSize`,
            got: '"0"',
            allowed: "a whole number from 1 to 10000",
            remedy: "Correct the value.",
        });
        assert.equal(
            problem("aws:elasticbeanstalk:healthreporting:system", "SystemType", "Enhanced").remedy,
            "Did you mean enhanced?",
        );
        problem("aws:elasticbeanstalk:managedactions", "PreferredStartTime", "Tue:24:00");
        problem(launch, "ImageId", "al2023");
        problem(process, "MatcherHTTPCode", "500");
        problem("aws:autoscaling:updatepolicy:rollingupdate", "PauseTime", "PT");
        problem("aws:elbv2:listener:443", "SSLCertificateArns", "example.com");
        none(asg, "MinSize", "05");
        none("aws:elasticbeanstalk:xray", "XRayEnabled", "True");
        none("aws:elbv2:listener:8443", "Protocol", "HTTPS");
    });

    it("refuse an empty value", () => {
        assert.equal(problem(launch, "EC2KeyName", "").got, "an empty value");
        assert.equal(problem(launch, "EC2KeyName", "  ").remedy, "Remove the option; AWS then takes its own default.");
    });

    it("refuse an option that is set twice", () => {
        const twice = [option(asg, "MinSize", "1"), option(asg, "MinSize", "2")];
        assert.deepEqual(
            optionProblems(twice, web).map(({ got }) => got),
            ["an option that is set twice"],
        );
    });

    it("give a resource to scheduled actions, and to nothing else", () => {
        const action = "aws:autoscaling:scheduledaction";
        const got = (...options: OptionValue[]) => optionProblems(options, web).map((one) => one.got);
        assert.deepEqual(got(option(action, "MinSize", "1")), ["no resource"]);
        assert.deepEqual(got(option(action, "MinSize", "1", "day"), option(action, "MinSize", "0", "night")), []);
        assert.deepEqual(got(option(asg, "MinSize", "1", "AWSEBAutoScalingGroup")), ["a resource"]);
        assert.deepEqual(got(option(asg, "MinSize", "1", "")), []);
    });

    it("know the kinds of environments", () => {
        assert.equal(problem("aws:elasticbeanstalk:sqsd", "HttpPath", "/").allowed, "in a worker environment");
        assert.equal(
            problem("aws:elasticbeanstalk:container:python", "WSGIPath", "a.b:c", { platform: "docker" }).allowed,
            "on the python platform",
        );
        assert.equal(
            problem(asg, "MinSize", "1", { loadBalancer: "none" }).got,
            "an option that a single instance does not have",
        );
        assert.equal(
            problem(`${environment}:proxy`, "ProxyServer", "apache", { platform: "docker" }).got,
            '"apache", which the docker platform does not have',
        );
        none(`${environment}:proxy`, "ProxyServer", "apache");
        problem("aws:elasticbeanstalk:command", "DeploymentPolicy", "Rolling", { loadBalancer: "none" });
        problem("aws:elasticbeanstalk:command", "DeploymentPolicy", "TrafficSplitting", { loadBalancer: "network" });
        problem(environment, "EnvironmentType", "LoadBalanced", { loadBalancer: "none" });
        problem(environment, "EnvironmentType", "SingleInstance");
        none(environment, "EnvironmentType", "SingleInstance", { loadBalancer: "none" });
    });

    it("never show what may be a secret", () => {
        const canary = "canary\u0000";
        const problems = [
            problem("aws:rds:dbinstance", "DBPassword", canary),
            problem("aws:elasticbeanstalk:application:environment", "1BAD", canary),
            problem("aws:cloudformation:template:parameter", "EnvironmentVariables", canary),
        ];
        assert.ok(!JSON.stringify(problems).includes("canary"));
    });

    it("let every generated environment pass", () => {
        fc.assert(
            fc.property(environments, ({ context, options }) => {
                assert.deepEqual(optionProblems(options, context), []);
            }),
            { numRuns: 200 },
        );
    });
});

describe("peers' pains, refused", () => {
    it("cloudposse #43, terraform-provider-aws #35233: options of a classic load balancer beside an application load balancer", () => {
        for (const [name, value] of [
            ["ConnectionDrainingEnabled", "true"],
            ["ConnectionSettingIdleTimeout", "60"],
        ] as const) {
            const { allowed, remedy } = problem("aws:elb:policies", name, value);
            assert.equal(allowed, "with a load balancer of kind classic");
            assert.match(remedy, /^Use /);
        }
        assert.equal(
            problem("aws:elb:listener:443", "ListenerProtocol", "HTTPS").remedy,
            "Use aws:elbv2:listener:{listener_port}.",
        );
        assert.match(
            problem("aws:elasticbeanstalk:application", "Application Healthcheck URL", "/health").remedy,
            /app\.healthPath/,
        );
    });

    it("cloudposse #176, #66: a network load balancer with a health-check path", () => {
        problem(process, "HealthCheckPath", "/health", { loadBalancer: "network" });
        problem(process, "Protocol", "HTTP", { loadBalancer: "network" });
        none(process, "Protocol", "TCP", { loadBalancer: "network" });
        none(process, "HealthCheckInterval", "30", { loadBalancer: "network" });
    });

    it("cloudposse #130: a single instance with options of a load balancer", () => {
        const single = { loadBalancer: "none" } as const;
        problem("aws:elbv2:loadbalancer", "IdleTimeout", "60", single);
        problem("aws:elbv2:listener:443", "ListenerEnabled", "true", single);
        problem("aws:ec2:vpc", "ELBSubnets", "subnet-1", single);
        problem(environment, "LoadBalancerType", "application", single);
        problem(process, "HealthCheckPath", "/", single);
        problem("aws:autoscaling:trigger", "Unit", "Percent", single);
    });

    it("cloudposse #251, #185: a shared load balancer with settings of one's own", () => {
        const shared = { loadBalancer: "application-shared" } as const;
        problem("aws:elbv2:loadbalancer", "AccessLogsS3Enabled", "true", shared);
        problem("aws:elbv2:loadbalancer", "IdleTimeout", "60", shared);
        problem("aws:elbv2:listener:443", "SSLPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06", shared);
        problem("aws:elbv2:listener:default", "ListenerEnabled", "false", shared);
        problem("aws:ec2:vpc", "ELBSubnets", "subnet-1", shared);
        problem("aws:ec2:vpc", "ELBScheme", "internal", shared);
        problem(environment, "LoadBalancerIsShared", "false", shared);
        problem("aws:autoscaling:trigger", "MeasureName", "UnhealthyHostCount", shared);
        none("aws:elbv2:listener:443", "Rules", "site", shared);
        none("aws:elbv2:listenerrule:site", "HostHeaders", "example.com", shared);
        const arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app";
        problem("aws:elbv2:loadbalancer", "SharedLoadBalancer", `${arn}/awseb-AWSEB-1/0123456789abcdef`, shared);
        none("aws:elbv2:loadbalancer", "SharedLoadBalancer", `${arn}/shared/0123456789abcdef`, shared);
    });

    it("cloudposse spot_max_price: a price given twice", () => {
        const twice = [
            option("aws:ec2:instances", "SpotMaxPrice", "0.5"),
            option("aws:ec2:instances", "SpotMaxPrice", "0.5"),
        ];
        assert.equal(optionProblems(twice, web).length, 1);
    });

    it("cloudposse examples/complete: managed updates on and off at once", () => {
        const key = "aws:elasticbeanstalk:managedactions";
        const both = [option(key, "ManagedActionsEnabled", "true"), option(key, "ManagedActionsEnabled", "false")];
        assert.equal(optionProblems(both, web).length, 1);
    });

    it("cloudposse #219, roadmap #271: an instance type in the obsolete option", () => {
        assert.match(problem(launch, "InstanceType", "t2.micro").remedy, /InstanceTypes/);
    });

    it("a database that goes with its environment, its password in clear", () => {
        assert.match(problem("aws:rds:dbinstance", "DBEngine", "postgres").remedy, /outlives/);
    });
});

describe("problems of options together", () => {
    const got = (context: Partial<OptionContext>, ...options: OptionValue[]) =>
        combinationProblems(options, { ...web, ...context }).map(({ where, allowed }) => `${where}: ${allowed}`);

    it("cloudposse #251: a shared load balancer needs both options", () => {
        const shared = option("aws:elbv2:loadbalancer", "SharedLoadBalancer", "arn");
        const expected = [
            "options.aws:elbv2:loadbalancer.SharedLoadBalancer: together with aws:elasticbeanstalk:environment / LoadBalancerIsShared = true",
        ];
        assert.deepEqual(got({}, shared), expected);
        assert.deepEqual(got({}, shared, option(environment, "LoadBalancerIsShared", "false")), expected);
        assert.deepEqual(got({}, shared, option(environment, "LoadBalancerIsShared", "true")), []);
    });

    it("need companions only when they are on", () => {
        const name = "ManagedActionsEnabled";
        assert.equal(got({}, option("aws:elasticbeanstalk:managedactions", name, "true")).length, 4);
        assert.equal(got({}, option("aws:elasticbeanstalk:managedactions", name, "false")).length, 0);
    });

    it("compare numbers with each other", () => {
        const command = "aws:elasticbeanstalk:command";
        assert.equal(got({}, option(command, "BatchSize", "101")).length, 1);
        assert.equal(
            got(
                {},
                option(command, "BatchSize", "3"),
                option(command, "BatchSizeType", "Fixed"),
                option(asg, "MaxSize", "2"),
            ).length,
            1,
        );
    });

    it("count the conditions of a rule", () => {
        const rule = "aws:elbv2:listenerrule:site";
        const hosts = option(rule, "HostHeaders", "a.example,b.example,c.example");
        const paths = option(rule, "PathPatterns", "/a,/b");
        assert.equal(got({}, hosts, paths).length, 0);
        assert.equal(got({ loadBalancer: "application-shared" }, hosts, paths).length, 1);
    });

    it("keep SSH from the world", () => {
        const key = option(launch, "EC2KeyName", "me");
        const source = (cidr: string) => option(launch, "SSHSourceRestriction", `tcp,22,22,${cidr}`);
        assert.equal(got({}, key).length, 1);
        assert.equal(got({}, key, source("0.0.0.0/0")).length, 1);
        assert.equal(got({}, key, source("10.0.0.0/8")).length, 0);
        assert.equal(got({}).length, 0);
    });

    it("know the root volume", () => {
        const volume = (type: string, rest: Record<string, string>) =>
            got(
                {},
                option(launch, "RootVolumeType", type),
                ...Object.entries(rest).map(([k, v]) => option(launch, k, v)),
            ).length;
        assert.equal(volume("gp3", { RootVolumeIOPS: "2000" }), 1);
        assert.equal(volume("gp3", { RootVolumeIOPS: "6000", RootVolumeSize: "10" }), 1);
        assert.equal(volume("gp2", { RootVolumeThroughput: "125" }), 1);
        assert.equal(volume("io1", {}), 1);
        assert.equal(volume("gp3", { RootVolumeIOPS: "3000", RootVolumeSize: "20", RootVolumeThroughput: "125" }), 0);
    });
});
