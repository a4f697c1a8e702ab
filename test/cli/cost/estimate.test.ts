import * as assert from "node:assert/strict";
import { atLargestSize } from "../../../cli/cost/altered";
import { dollars } from "../../../cli/cost/dollars";
import { byGroup, estimate } from "../../../cli/cost/estimate";
import { Prices, pricesOf } from "../../../cli/cost/prices/price";
import { defaultUsage } from "../../../cli/cost/usage";
import { changed, documents, environment, pricesIn, prod, resource, small } from "./graphs";

const source = { where: "https://example.com", date: "2026-01-01" };
const prices: Prices = pricesOf([
    { prefix: "AmazonEC2/", unit: "hour", source, usd: { "BoxUsage:t3.small": 0.02 } },
    { prefix: "AmazonEC2/", unit: "share", source: { ...source, assumed: true }, usd: { SpotShare: 0.5 } },
    { prefix: "AmazonVPC/PublicIPv4:", unit: "hour", source, usd: { InUseAddress: 0.005 } },
]);
const us = pricesIn("us-east-1");

describe("the estimate of a graph", () => {
    it("has a line for each charge, with its price and source", () => {
        const { lines, total } = estimate([resource("aws:ec2:Eip", "nat-address")], prices, defaultUsage);
        assert.deepEqual(lines, [
            {
                resource: "nat-address",
                type: "aws:ec2:Eip",
                group: "public IPv4",
                what: "address",
                quantity: 730,
                unit: "hour",
                unitPrice: 0.005,
                usd: 3.65,
                because: "a public address is billed whether it is used or not",
                source,
            },
        ]);
        assert.equal(total, 3.65);
    });

    it("never takes what it does not know for free", () => {
        const graph = [
            resource("aws:ec2:Fleet", "fleet"),
            resource("cloudflare:index:Record", "record"),
            resource("aws:kms:Key", "key"),
            resource("aws:iam:Role", "role"),
            resource("aws:iam:RolePolicy", "policy"),
            resource("aws:iam:RolePolicy", "policy-2"),
        ];
        const { lines, free, notEstimated, total } = estimate(graph, prices, defaultUsage);
        const unknown = "no price is known of this type of resource";
        assert.deepEqual(notEstimated, [
            { resource: "fleet", type: "aws:ec2:Fleet", why: unknown },
            { resource: "record", type: "cloudflare:index:Record", why: unknown },
            { resource: "key", type: "aws:kms:Key", why: "customer-managed key: no price of awskms/KMS-Keys" },
            { resource: "key", type: "aws:kms:Key", why: "requests to it: no price of awskms/KMS-Requests" },
        ]);
        assert.deepEqual(free, [
            { type: "aws:iam:Role", reason: "IAM is free", count: 1 },
            { type: "aws:iam:RolePolicy", reason: "IAM is free", count: 2 },
        ]);
        assert.deepEqual({ lines, total }, { lines: [], total: 0 });
    });

    const spot = (maxPrice?: string) =>
        estimate(
            [
                environment(
                    changed({
                        "aws:ec2:instances": {
                            EnableSpot: "true",
                            SpotFleetOnDemandAboveBasePercentage: "0",
                            SpotMaxPrice: maxPrice,
                        },
                    }),
                ),
            ],
            prices,
            defaultUsage,
        ).lines.find(({ group }) => group === "instances");

    it("takes Spot as a share of the on-demand price, and as no more than its own bound", () => {
        assert.deepEqual([spot()?.unitPrice, spot()?.usd, spot()?.source.assumed], [0.01, 7.3, true]);
        assert.equal(spot("0.005")?.unitPrice, 0.005);
        assert.equal(spot("0.015")?.unitPrice, 0.01);
    });

    it("comes to known sums, by what they are for", () => {
        const found = (graph: typeof prod) => {
            const { lines, notEstimated, total } = estimate(graph, us, defaultUsage);
            const groups = [...byGroup(lines)].map(([group, usd]): [string, string] => [group, dollars(usd)]);
            return { total: dollars(total), notEstimated, ...Object.fromEntries(groups) };
        };
        assert.deepEqual(found(documents), {
            total: "64.89",
            notEstimated: [],
            instances: "15.18",
            volumes: "0.64",
            "public IPv4": "14.60",
            "load balancer": "16.59",
            "data transfer": "1.90",
            monitoring: "0.20",
            logs: "0.56",
            database: "13.98",
            S3: "0.34",
            secrets: "0.90",
        });
        assert.deepEqual(found(prod), {
            total: "155.02",
            notEstimated: [],
            instances: "30.37",
            volumes: "3.20",
            "public IPv4": "10.95",
            "load balancer": "16.59",
            "data transfer": "1.90",
            monitoring: "5.00",
            logs: "0.65",
            NAT: "33.08",
            database: "52.05",
            S3: "0.34",
            secrets: "0.90",
        });
    });

    it("can be of the largest size", () => {
        const [largest] = atLargestSize([environment(changed({ "aws:autoscaling:asg": { MaxSize: "3" } }))]);
        assert.ok(largest);
        const hours = estimate([largest], prices, defaultUsage).lines.find(({ group }) => group === "instances");
        assert.equal(hours?.quantity, 2190);
        const [same] = atLargestSize([environment(small)]);
        assert.deepEqual(
            estimate([same ?? largest], us, defaultUsage).total,
            estimate([environment(small)], us, defaultUsage).total,
        );
    });
});
