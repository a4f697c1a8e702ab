import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

interface Row {
    readonly domain: Raw;
    readonly loadBalancer?: Raw;
    readonly headers?: Raw;
    readonly region?: string;
}

const site = { name: "www.example.com", zone: "example.com" };
const by = { name: "www.example.com", zone: "elsewhere" };
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";
const long = `${"a".repeat(60)}.example.com`;

function problemsOf({ domain, loadBalancer = { kind: "dedicated" }, headers = {}, region }: Row) {
    try {
        const app = { ...minimalRaw.app, proxy: { securityHeaders: headers } };
        const environment = { stage: "dev", loadBalancer };
        testSettings({ app, domain, environment }, region === undefined ? {} : { region });
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems.map(({ where, got }) => [where, got]);
    }
}

describe("the settings of the site's names", () => {
    it("refuse a region without a hosted zone only where a record leads to the environment", () => {
        const region = "mx-central-1";
        const shared = {
            kind: "shared",
            arn: `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/app/all/0123456789abcdef`,
            securityGroupId: "sg-0a",
        };
        assert.deepEqual(problemsOf({ domain: site, region }), [["aws:region", '"mx-central-1"']]);
        assert.deepEqual(problemsOf({ domain: site, region, loadBalancer: shared }), []);
        assert.deepEqual(problemsOf({ domain: by, region }), []);
    });

    it("allow what belongs together", () => {
        const right: readonly Row[] = [
            { domain: { ...by, waitForCertificate: false } },
            { domain: by, loadBalancer: { kind: "dedicated", certificateArn } },
            { domain: { name: "a.example.com", zone: "example.com", alternativeNames: [long] } },
            { domain: { ...site, zones: [{ name: "example.org" }], alternativeNames: ["*.example.org"] } },
            {
                domain: {
                    ...site,
                    routing: { kind: "failover", role: "primary", healthCheck: { intervalSeconds: 10 } },
                },
            },
            { domain: site, headers: { hstsSeconds: 31536000, hstsIncludeSubdomains: true, hstsPreload: true } },
        ];
        for (const each of right) {
            assert.deepEqual(problemsOf(each), []);
        }
    });
});
