import * as assert from "node:assert/strict";
import { Network } from "../../../components/network/network";
import { record } from "../../support/record";
import { testSettings } from "../../support/settings";
import { kindsOf, loadBalancers, networks } from "./samples";

interface Sample {
    readonly network: object;
    readonly environment: object;
}

const group = "aws:ec2/securityGroup:SecurityGroup";

async function groupsOf({ network, environment }: Sample, preview: boolean) {
    const domain = { name: "www.example.com", zone: "example.com" };
    const settings = testSettings({ network, environment: { stage: "dev", ...environment }, domain });
    const recording = await record({ preview }, () => new Network("notes-dev-network", { settings, tags: {} }));
    const rules = recording.resources.filter(({ type }) => type.endsWith("SecurityGroupIngressRule"));
    const open = rules
        .filter(({ inputs }) => [inputs["cidrIpv4"], inputs["cidrIpv6"]].some((range) => isWorld(String(range))))
        .map(
            ({ name, inputs }) =>
                `${name.replace("notes-dev-network-", "")} ${String(inputs["fromPort"])}-${String(inputs["toPort"])}`,
        );
    return {
        names: recording
            .ofType(group)
            .map(({ name, inputs }) => (typeof inputs["name"] === "string" ? inputs["name"] : name)),
        open: open.sort(),
    };
}

const isWorld = (range: string): boolean => range.endsWith("/0");

const withLoadBalancer = ["load-balancer-http 80-80", "load-balancer-https 443-443"];
const withIpv6 = ["load-balancer-http-ipv6 80-80", "load-balancer-https-ipv6 443-443"];

/** A single instance needs an address of its own. */
const reachable = (network: object, loadBalancer: string): object => {
    const kind = "kind" in network ? network.kind : undefined;
    const addresses: Readonly<Record<string, object>> = { existing: { publicInstances: true }, new: { nat: "none" } };
    return loadBalancer === "none" ? { ...network, ...addresses[String(kind)] } : network;
};

/** Clients reach the instances themselves without a load balancer, and through one that passes connections on. */
function openIn(loadBalancer: string, ipv6: boolean): string[] {
    switch (loadBalancer) {
        case "dedicated":
            return [...withLoadBalancer, ...(ipv6 ? withIpv6 : [])].sort();
        case "shared":
            return [];
        default:
            return ["instances-http 80-80"];
    }
}

describe("security groups", () => {
    it("let a database's proxy reach the database, and nothing else", async () => {
        const settings = testSettings({ database: { kind: "postgres", proxy: {} } });
        const { resources } = await record({ preview: false }, () => new Network("net", { settings, tags: {} }));
        const out = resources.filter(({ name }) => name.endsWith("-out") && name.includes("database"));
        assert.deepEqual(
            out.map(({ name, inputs }) => [name, inputs["securityGroupId"], inputs["fromPort"], inputs["toPort"]]),
            [["net-database-proxy-out", "net-database-proxy-id", 5432, 5432]],
        );
        assert.deepEqual(
            out.map(({ inputs }) => [inputs["referencedSecurityGroupId"], inputs["cidrIpv4"]]),
            [["net-database-id", undefined]],
        );
    });

    it("are looked at for every kind of network and of load balancer", () => {
        assert.deepEqual(Object.keys(networks).sort(), kindsOf("network").sort());
        assert.deepEqual(Object.keys(loadBalancers).sort(), kindsOf("environment", "loadBalancer").sort());
    });

    const all = { ...networks, "new with IPv6": { ...networks["new"], ipv6: true } };
    for (const [network, networkSettings] of Object.entries(all)) {
        for (const [loadBalancer, environment] of Object.entries(loadBalancers)) {
            if (loadBalancer === "shared" && network.startsWith("new")) {
                // Another load balancer cannot stand in a VPC of the stack's own; the settings refuse it.
                continue;
            }
            it(`open 80 and 443 of the edge to the world and nothing else: ${network} network, ${loadBalancer} load balancer`, async () => {
                for (const preview of [true, false]) {
                    const { names, open } = await groupsOf(
                        { network: reachable(networkSettings, loadBalancer), environment },
                        preview,
                    );
                    assert.deepEqual(open, openIn(loadBalancer, network === "new with IPv6"));
                    assert.ok(names.length >= 2 && !names.some((name) => name.startsWith("awseb")));
                }
            });
        }
    }
});
