import * as assert from "node:assert/strict";
import fc from "fast-check";
import { beanstalkZones } from "../../../components/domain/beanstalk-zones";
import {
    needsLoadBalancerName,
    planAliases,
    planHealthCheck,
    planRouting,
} from "../../../components/domain/plan-records";
import { Zone, zoneOf } from "../../../components/domain/zones";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const settingsOf = (domain: Raw, loadBalancer: Raw = { kind: "dedicated" }) =>
    testSettings({
        domain: { name: "example.com", zone: "example.com", ...domain },
        environment: { stage: "dev", loadBalancer },
    });

const shared = {
    kind: "shared",
    arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
    securityGroupId: "sg-0a",
};

const lines = (settings: ReturnType<typeof settingsOf>): string[] =>
    planAliases(settings).map(({ suffix, zone, type, target }) => `${suffix}: ${type} in ${zone} to ${target}`);

describe("the zone of a name", () => {
    const labels = fc.array(fc.constantFrom("a", "b", "www"), { minLength: 1, maxLength: 4 });
    const name = labels.map((parts) => [...parts, "test"].join("."));
    const zones = fc
        .array(name, { minLength: 1, maxLength: 5 })
        .map((names) => names.map((each): Zone => ({ name: each, id: undefined, where: "" })));

    it("is the longest one that the name ends in, in whatever order they stand", () => {
        fc.assert(
            fc.property(name, zones, (wanted, all) => {
                const found = zoneOf(wanted, all);
                const holding = all.filter((zone) => `.${wanted}`.endsWith(`.${zone.name}`));
                assert.equal(
                    found?.name.length,
                    holding.length === 0 ? undefined : Math.max(...holding.map((zone) => zone.name.length)),
                );
                assert.ok(found === undefined || holding.includes(found));
                assert.equal(zoneOf(wanted, [...all].reverse())?.name, found?.name);
            }),
        );
    });

    it("is not one that only ends alike", () => {
        assert.equal(zoneOf("myexample.com", [{ name: "example.com", id: undefined, where: "" }]), undefined);
    });
});

describe("the site's records", () => {
    it("lead every name to the environment, each in its zone", () => {
        const domain = {
            zones: [{ name: "example.org" }],
            alternativeNames: ["*.example.com", "www.example.org", "example.com"],
        };
        assert.deepEqual(lines(settingsOf(domain)), [
            "*.example.com: A in example.com to environment",
            "example.com: A in example.com to environment",
            "www.example.org: A in example.org to environment",
        ]);
    });

    it("have type AAAA only for a dual-stack load balancer, and lead to its own name: the environment's has no such address", () => {
        for (const kind of ["dedicated", "network"]) {
            assert.deepEqual(lines(settingsOf({}, { kind, ipAddressType: "dualstack" })), [
                "example.com: A in example.com to environment",
                "example.com-ipv6: AAAA in example.com to loadBalancer",
            ]);
        }
    });

    it("lead to a shared load balancer's own name", () => {
        assert.deepEqual(lines(settingsOf({}, shared)), ["example.com: A in example.com to loadBalancer"]);
    });

    it("are nobody's where the names are in another DNS, or there are none", () => {
        assert.deepEqual(lines(settingsOf({ zone: "elsewhere" })), []);
        assert.deepEqual(planAliases(testSettings()), []);
    });

    it("need the load balancer's name only where one leads to it", () => {
        const asked = [
            settingsOf({}),
            settingsOf({}, { kind: "dedicated", ipAddressType: "dualstack" }),
            settingsOf({}, shared),
            settingsOf({ zone: "elsewhere" }),
            settingsOf({ zone: "elsewhere" }, shared),
        ].map(needsLoadBalancerName);
        assert.deepEqual(asked, [false, true, true, false, true]);
    });
});

describe("the choice among records of one name", () => {
    it("is written as Route 53 has it", () => {
        const routing = (chosen: Raw) =>
            planRouting(settingsOf({ routing: chosen }).domain?.routing ?? { kind: "simple" }, "notes-dev");
        assert.deepEqual(routing({ kind: "simple" }), {});
        assert.deepEqual(routing({ kind: "weighted", weight: 10 }), {
            setIdentifier: "notes-dev",
            weightedRoutingPolicies: [{ weight: 10 }],
        });
        assert.deepEqual(routing({ kind: "failover", role: "secondary", setIdentifier: "spare" }), {
            setIdentifier: "spare",
            failoverRoutingPolicies: [{ type: "SECONDARY" }],
        });
    });

    it("asks the environment for its health where that is wanted", () => {
        const check = (loadBalancer: Raw, healthCheck: Raw = {}) =>
            planHealthCheck(settingsOf({ routing: { kind: "weighted", weight: 1, healthCheck } }, loadBalancer));
        const usual = { resourcePath: "/", requestInterval: 30, failureThreshold: 3 };
        assert.deepEqual(check({ kind: "dedicated" }), { type: "HTTPS", port: 443, ...usual });
        assert.deepEqual(check({ kind: "none" }), { type: "HTTP", port: 80, ...usual });
        assert.deepEqual(check({ ...shared, listenerPort: 8443 }, { intervalSeconds: 10, failureThreshold: 5 }), {
            type: "HTTPS",
            port: 8443,
            resourcePath: "/",
            requestInterval: 10,
            failureThreshold: 5,
        });
        assert.equal(planHealthCheck(settingsOf({ routing: { kind: "weighted", weight: 1 } })), undefined);
        assert.equal(planHealthCheck(testSettings()), undefined);
    });
});

describe("the hosted zones of Elastic Beanstalk", () => {
    it("are known, each once", () => {
        const ids = Object.values(beanstalkZones);
        assert.equal(new Set(ids).size, ids.length);
        assert.equal(ids.length, 34);
        assert.equal(beanstalkZones["eu-west-3"], "Z5WN6GAYWG5OB");
    });
});
