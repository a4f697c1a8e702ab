import * as assert from "node:assert/strict";
import { catalogue, findOption, namespaces } from "../../../components/option-catalogue/catalogue";
import { allowedInstead } from "../../../components/option-catalogue/check-value";
import { changeOf, isValidIn } from "../../../components/option-catalogue/validity";
import type { OptionContext } from "../../../components/option-catalogue/types";
import { namesOfAws } from "./names-of-aws";

const web: OptionContext = { tier: "web", platform: "python", loadBalancer: "application" };

describe("option catalogue", () => {
    it("has exactly the namespaces and options of AWS, each once", () => {
        const names: Record<string, string[]> = {};
        catalogue.forEach(({ namespace, name }) => (names[namespace] ??= []).push(name));
        for (const list of Object.values(names)) {
            list.sort();
        }
        assert.deepEqual(names, namesOfAws);
        assert.equal(namespaces.length, 43);
        assert.equal(catalogue.length, 225);
    });

    it("cites a source for every change that it claims to know", () => {
        const without = catalogue.filter(({ change, source }) => change !== "unknown" && source === undefined);
        assert.deepEqual(without, []);
        const urls = catalogue.flatMap(({ source }) => source ?? []);
        assert.deepEqual(
            urls.filter((url) => !url.startsWith("https://docs.aws.amazon.com/elasticbeanstalk/")),
            [],
        );
    });

    it("cites a source for every limit to kinds of load balancer or values", () => {
        const without = catalogue.filter(
            ({ namespace, limited, loadBalancers, source, change }) =>
                (limited !== undefined || loadBalancers.length < 5) &&
                source === undefined &&
                change !== "unknown" &&
                !namespace.startsWith("aws:elb:"),
        );
        assert.deepEqual(without, []);
    });

    it("has defaults that their forms take, and limits to values that there are", () => {
        const defaults = catalogue.filter(
            (entry) => entry.default !== undefined && allowedInstead(entry, entry.default) !== undefined,
        );
        assert.deepEqual(defaults, []);
        const limits = catalogue.flatMap(({ limited = [], form }) => {
            const values: readonly string[] = form.type === "enum" ? form.values : ["true", "false"];
            return limited.flatMap((limit) => limit.values).filter((value) => !values.includes(value));
        });
        assert.deepEqual(limits, []);
    });

    it("requires only options that exist", () => {
        const missing = catalogue
            .flatMap(({ requires = [] }) => requires)
            .filter(({ namespace, name }) => findOption(namespace, name)?.name !== name);
        assert.deepEqual(missing, []);
    });

    it("finds options behind a placeholder, and names that users choose", () => {
        const found = (namespace: string, name: string) => findOption(namespace, name)?.namespace;
        assert.equal(found("aws:elbv2:listener:443", "Protocol"), "aws:elbv2:listener:{listener_port}");
        assert.equal(found("aws:elbv2:listener:default", "Protocol"), "aws:elbv2:listener:default");
        assert.equal(found("aws:elbv2:listener:65536", "Protocol"), undefined);
        assert.equal(found("aws:elbv2:listener:0443", "Protocol"), undefined);
        assert.equal(found("aws:elbv2:listener:{listener_port}", "Protocol"), undefined);
        assert.equal(
            found("aws:elasticbeanstalk:environment:process:admin", "Port"),
            "aws:elasticbeanstalk:environment:process:{process_name}",
        );
        assert.equal(findOption("aws:elasticbeanstalk:application:environment", "DEBUG")?.name, "*");
        assert.equal(findOption("aws:elasticbeanstalk:application:environment", "PORT")?.name, "PORT");
        assert.equal(findOption("aws:autoscaling:asg", "Size"), undefined);
    });

    it("says what never changes", () => {
        const refused = catalogue.filter(({ change }) => change === "refused").map(({ name }) => name);
        assert.deepEqual(refused.sort(), ["LoadBalancerIsShared", "LoadBalancerType", "SharedLoadBalancer", "VPCId"]);
        const priority = findOption("aws:elbv2:listenerrule:site", "Priority");
        assert.ok(priority);
        assert.equal(changeOf(priority, web), "in-place");
        assert.equal(changeOf(priority, { ...web, loadBalancer: "application-shared" }), "refused");
    });

    it("knows what an environment without a load balancer has", () => {
        const valid = (namespace: string, name: string, context: Partial<OptionContext>) => {
            const entry = findOption(namespace, name);
            assert.ok(entry);
            return isValidIn(entry, { ...web, ...context });
        };
        assert.equal(valid("aws:autoscaling:trigger", "Unit", { loadBalancer: "none" }), false);
        assert.equal(valid("aws:autoscaling:trigger", "Unit", { tier: "worker", loadBalancer: "none" }), true);
        assert.equal(valid("aws:elasticbeanstalk:sqsd", "HttpPath", { loadBalancer: "none" }), false);
        assert.equal(valid("aws:elasticbeanstalk:sqsd", "HttpPath", { tier: "worker", loadBalancer: "none" }), true);
        // A worker that names a load balancer still has none.
        assert.equal(valid("aws:elbv2:loadbalancer", "IdleTimeout", { tier: "worker" }), false);
        assert.equal(valid("aws:elasticbeanstalk:windows:activedirectory", "DirectoryId", {}), false);
    });
});
