import * as assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalValue } from "../../../components/option-catalogue/canonical";
import { findOption } from "../../../components/option-catalogue/catalogue";
import { normalise, readBack, ReadBackContext, secondPreview } from "../../../components/option-catalogue/round-trip";
import type { OptionValue } from "../../../components/option-catalogue/types";
import { environments } from "./arbitraries";

const web: ReadBackContext = { tier: "web", platform: "python", loadBalancer: "application" };
const asg = "aws:autoscaling:asg";
const launch = "aws:autoscaling:launchconfiguration";
const vpc = "aws:ec2:vpc";

const option = (namespace: string, name: string, value: string, resource?: string): OptionValue => ({
    namespace,
    name,
    value,
    ...(resource === undefined ? {} : { resource }),
});

describe("round trip", () => {
    it("shows no second preview for 600 generated environments", () => {
        fc.assert(
            fc.property(environments, fc.constantFrom("as given", "spaced"), ({ context, options }, instanceTypes) => {
                assert.deepEqual(secondPreview(options, { ...context, instanceTypes }), []);
            }),
            { numRuns: 600 },
        );
    });

    it("does not depend on the order of options", () => {
        fc.assert(
            fc.property(environments, ({ context, options }) => {
                const held = (list: readonly OptionValue[]) =>
                    readBack(list, context)
                        .map((one) => JSON.stringify(one))
                        .sort();
                assert.deepEqual(held([...options].reverse()), held(options));
            }),
            { numRuns: 100 },
        );
    });

    it("shows every option of an environment of another kind", () => {
        const [namespace, name] = ["aws:elbv2:loadbalancer", "IdleTimeout"];
        assert.deepEqual(secondPreview([option(namespace, name, "60")], { ...web, loadBalancer: "none" }), [
            { namespace, name, resource: "", inState: undefined, wanted: "60" },
        ]);
    });

    it("leaves what the provider keeps: one value for each key, no resource, sorted subnets", () => {
        const held = readBack(
            [option(vpc, "Subnets", "subnet-2,subnet-1"), option(asg, "MinSize", "1"), option(asg, "MinSize", "2")],
            web,
        );
        assert.deepEqual(held, [
            { namespace: vpc, name: "Subnets", value: "subnet-1,subnet-2", resource: "" },
            { namespace: asg, name: "MinSize", value: "2", resource: "" },
        ]);
    });

    it("compares the items of a list, not their order", () => {
        assert.equal(normalise("b,a"), "a,b");
        assert.equal(normalise("b, a"), " a,b");
        assert.deepEqual(secondPreview([option(vpc, "Subnets", "subnet-2,subnet-1")], web), []);
    });
});

describe("peers' pains, shown by the round trip", () => {
    const shows = (options: readonly OptionValue[], context: Partial<ReadBackContext> = {}) =>
        secondPreview(options, { ...web, ...context });

    it("cloudposse #43: a space after a comma in SSHSourceRestriction", () => {
        const [difference, ...others] = shows([option(launch, "SSHSourceRestriction", "tcp, 22, 22, 10.0.0.0/8")]);
        assert.deepEqual(others, []);
        assert.equal(difference?.inState, "tcp,22,22,10.0.0.0/8");
        assert.equal(difference?.wanted, "tcp, 22, 22, 10.0.0.0/8");
    });

    it("cloudposse #34: a space after a comma in a list of subnets", () => {
        assert.equal(shows([option(vpc, "Subnets", "subnet-1, subnet-2")]).length, 1);
        const canonical = canonicalValue(findOption(vpc, "Subnets"), "subnet-1, subnet-2");
        assert.equal(shows([option(vpc, "Subnets", canonical)]).length, 0);
    });

    it("cloudposse examples/complete: one key with two values", () => {
        const key = "aws:elasticbeanstalk:managedactions";
        const two = [option(key, "ManagedActionsEnabled", "true"), option(key, "ManagedActionsEnabled", "false")];
        assert.deepEqual(
            shows(two).map(({ inState, wanted }) => ({ inState, wanted })),
            [{ inState: undefined, wanted: "true" }],
        );
    });

    it("terraform-provider-aws #1471: a resource where there is none", () => {
        assert.equal(shows([option(asg, "MinSize", "1", "AWSEBAutoScalingGroup")]).length, 1);
        assert.equal(shows([option(asg, "MinSize", "1", "")]).length, 0);
    });

    it("terraform-provider-aws PR #7398: a scheduled action with and without its name", () => {
        const action = "aws:autoscaling:scheduledaction";
        assert.equal(shows([option(action, "MinSize", "1")]).length, 1);
        assert.deepEqual(shows([option(action, "MinSize", "1", "day"), option(action, "MinSize", "0", "night")]), []);
    });

    it("terraform-provider-aws #35233, #280: classic options beside an application load balancer", () => {
        assert.equal(shows([option("aws:elb:policies", "ConnectionDrainingEnabled", "true")]).length, 1);
        assert.equal(shows([option("aws:elb:loadbalancer", "CrossZone", "true")]).length, 1);
    });

    it("cloudposse #176: a health-check path with a network load balancer", () => {
        const path = option("aws:elasticbeanstalk:environment:process:default", "HealthCheckPath", "/");
        assert.equal(shows([path], { loadBalancer: "network" }).length, 1);
        assert.equal(shows([path]).length, 0);
    });

    it("cloudposse #130: a load balancer's options on a single instance", () => {
        assert.equal(shows([option(vpc, "ELBSubnets", "subnet-1")], { loadBalancer: "none" }).length, 1);
    });

    it("a deployment policy that a single instance cannot have", () => {
        const policy = option("aws:elasticbeanstalk:command", "DeploymentPolicy", "Rolling");
        assert.equal(shows([policy], { loadBalancer: "none" }).length, 1);
    });

    it("WSGIPath on Docker", () => {
        const path = option("aws:elasticbeanstalk:container:python", "WSGIPath", "config.wsgi:application");
        assert.equal(shows([path], { platform: "docker" }).length, 1);
    });

    it("an option that AWS does not have", () => {
        assert.equal(shows([option("aws:ec2:instances", "LaunchTemplate", "lt-1")]).length, 1);
        assert.equal(shows([option("aws:autoscaling:group", "MinSize", "1")]).length, 1);
    });

    it("an empty value where AWS has a default", () => {
        assert.equal(shows([option(launch, "SSHSourceRestriction", "")]).length, 1);
        // What AWS answers with null is empty for the provider.
        assert.equal(shows([option(launch, "EC2KeyName", "")]).length, 0);
    });

    it("True, 05 and one item twice", () => {
        assert.equal(shows([option("aws:elasticbeanstalk:xray", "XRayEnabled", "True")]).length, 1);
        assert.equal(shows([option(asg, "MinSize", "05")]).length, 1);
        assert.equal(shows([option(vpc, "Subnets", "subnet-1,subnet-1")]).length, 1);
    });

    it("a security group whose name begins with awseb", () => {
        const groups = option(launch, "SecurityGroups", "sg-1,sg-2");
        const named = (...names: [string, string][]) => shows([groups], { groupNames: new Map(names) });
        const [difference] = named(["sg-1", "awseb-e-1-stack"], ["sg-2", "instances"]);
        assert.equal(difference?.inState, "sg-2");
        assert.deepEqual(named(["sg-1", "balancer"], ["sg-2", "instances"]), []);
        // The look-up fails as a whole, and the provider keeps the text.
        assert.deepEqual(named(["sg-1", "awseb-e-1-stack"]), []);
    });

    it("instance types, should AWS answer with spaces", () => {
        const types = (value: string) => [option("aws:ec2:instances", "InstanceTypes", value)];
        assert.equal(shows(types("t3.micro,t3.small"), { instanceTypes: "spaced" }).length, 1);
        assert.equal(shows(types("t3.micro,t3.small")).length, 0);
        assert.equal(shows(types("t3.micro, t3.small"), { instanceTypes: "spaced" }).length, 0);
        assert.equal(shows(types("t3.micro, t3.small")).length, 0);
        assert.equal(shows(types("t3.micro"), { instanceTypes: "spaced" }).length, 0);
    });

    it("a new first instance type, of which the provider sees nothing without spaces", () => {
        assert.equal(normalise("t3.micro,t3.small"), normalise("t3.small,t3.micro"));
        assert.notEqual(normalise("t3.micro, t3.small"), normalise("t3.small, t3.micro"));
    });
});
