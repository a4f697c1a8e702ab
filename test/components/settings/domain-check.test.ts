import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

interface Row {
    readonly name: string;
    readonly domain: Raw;
    readonly loadBalancer?: Raw;
    readonly headers?: Raw;
    readonly region?: string;
    /** Where, got, allowed, remedy. */
    readonly problems: readonly (readonly [string, string, string, string])[];
}

const site = { name: "www.example.com", zone: "example.com" };
const by = { name: "www.example.com", zone: "elsewhere" };
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";
const long = `${"a".repeat(60)}.example.com`;
const header = "app.proxy.securityHeaders";
const noRecord = "nothing: the stack makes no record";
const nameZone = "Remove it, or name a zone of Route 53 in domain.zone.";
const noCertificate = "nothing where the stack makes no certificate";
const givenElsewhere =
    "Remove it: the certificate is given (certificateArn), the shared load balancer's, or on the instances.";

const rows: readonly Row[] = [
    {
        name: "a name in none of several zones",
        domain: { ...site, zones: [{ name: "example.org" }], alternativeNames: ["example.org", "www.example.net"] },
        problems: [
            [
                "domain.alternativeNames[1]",
                '"www.example.net"',
                "a name in one of the zones example.com and example.org",
                "Correct the name, or add the zone that holds it to domain.zones.",
            ],
        ],
    },
    {
        name: "a zone twice",
        domain: { ...site, zones: [{ name: "example.com" }] },
        problems: [
            ["domain.zones", "example.com twice, domain.zone included", "each zone once", "Remove one of the two."],
        ],
    },
    {
        name: "one id for two zones",
        domain: {
            ...site,
            zoneId: "Z1",
            zones: [{ name: "example.org", id: "Z1" }],
            alternativeNames: ["example.org"],
        },
        problems: [
            [
                "domain.zones",
                "Z1 as the id of two zones",
                "each zone's own id",
                "Correct one of the two, or leave the ids out: the zones are then looked up.",
            ],
        ],
    },
    {
        name: "a zone without a name",
        domain: { ...site, zones: [{ name: "www.example.com" }] },
        problems: [
            [
                "domain.zone",
                "example.com, which holds none of the names",
                "zones that a name ends in, and no longer one does",
                "Remove it, or add the name that it is for to domain.alternativeNames.",
            ],
        ],
    },
    {
        name: "a zone that is no name",
        domain: { ...site, zone: "Elsewhere" },
        problems: [
            [
                "domain.zone",
                '"Elsewhere"',
                "a lower-case domain name, without a dot at the end; or elsewhere",
                "Change it to what is allowed.",
            ],
        ],
    },
    {
        name: "an id that is none",
        domain: { ...site, zones: [{ name: "example.org", id: "/hostedzone/Z1" }] },
        problems: [
            ["domain.zones[0].id", '"/hostedzone/Z1"', "the id of a hosted zone, Z…", "Change it to what is allowed."],
        ],
    },
    {
        name: "not waiting for records that the stack creates",
        domain: { ...site, waitForCertificate: false },
        problems: [
            [
                "domain.waitForCertificate",
                "false, with a zone in Route 53",
                "true: the stack creates the validation records itself",
                "Remove it.",
            ],
        ],
    },
    {
        name: "settings of records that someone else creates",
        domain: {
            ...by,
            zoneId: "Z1",
            zones: [{ name: "example.org" }],
            routing: { kind: "weighted", weight: 1 },
            evaluateTargetHealth: false,
        },
        problems: [
            ["domain.zoneId", "Z1, with domain.zone elsewhere", noRecord, nameZone],
            ["domain.zones", "example.org, with domain.zone elsewhere", noRecord, nameZone],
            ["domain.routing.kind", "weighted, with domain.zone elsewhere", noRecord, nameZone],
            ["domain.evaluateTargetHealth", "false, with domain.zone elsewhere", noRecord, nameZone],
        ],
    },
    {
        name: "not waiting for a certificate that is given",
        domain: { ...by, waitForCertificate: false },
        loadBalancer: { kind: "dedicated", certificateArn },
        problems: [["domain.waitForCertificate", "false", noCertificate, givenElsewhere]],
    },
    {
        name: "the key of a certificate that nobody makes",
        domain: { ...site, certificate: { keyAlgorithm: "EC_secp384r1" } },
        loadBalancer: { kind: "none" },
        problems: [["domain.certificate.keyAlgorithm", "EC_secp384r1", noCertificate, givenElsewhere]],
    },
    {
        name: "a first name that is too long",
        domain: { name: long, zone: "example.com" },
        problems: [
            [
                "domain.name",
                `"${long}" (72 characters)`,
                "at most 64 characters for the first name on a certificate of ACM",
                "Make a shorter name the first one, and move this one to domain.alternativeNames.",
            ],
        ],
    },
    {
        name: "too many names",
        domain: { name: "a.io", zone: "a.io", alternativeNames: Array.from({ length: 100 }, (_, i) => `n${i}.a.io`) },
        problems: [
            [
                "domain.alternativeNames",
                "101 names together with domain.name",
                "at most 100 on a certificate of ACM, and 10 until the account's quota is raised",
                "Use a wildcard for names side by side, or leave some out.",
            ],
        ],
    },
    {
        name: "failover that does not look at the target",
        domain: { ...site, evaluateTargetHealth: false, routing: { kind: "failover", role: "primary" } },
        problems: [
            [
                "domain.evaluateTargetHealth",
                "false, with domain.routing failover",
                "true: Route 53 takes no failover alias without it",
                "Remove it.",
            ],
        ],
    },
    {
        name: "a check from the internet of an internal load balancer",
        domain: { ...site, routing: { kind: "failover", role: "secondary", healthCheck: {} } },
        loadBalancer: { kind: "dedicated", scheme: "internal" },
        problems: [
            [
                "domain.routing.healthCheck",
                "a health check, with an internal load balancer",
                "a load balancer with public addresses: Route 53 checks from the internet",
                "Remove it; evaluateTargetHealth needs no check from outside.",
            ],
        ],
    },
    {
        name: "a weight that Route 53 does not know",
        domain: { ...site, routing: { kind: "weighted", weight: 256 } },
        problems: [["domain.routing.weight", "256 (a number)", "at most 255", "Change it to what is allowed."]],
    },
    {
        name: "an interval between",
        domain: { ...site, routing: { kind: "weighted", weight: 1, healthCheck: { intervalSeconds: 20 } } },
        problems: [
            [
                "domain.routing.healthCheck.intervalSeconds",
                "20 (a number)",
                "10, 30",
                "Choose one of the allowed values.",
            ],
        ],
    },
    {
        name: "a role that is none",
        domain: { ...site, routing: { kind: "failover", role: "first" } },
        problems: [["domain.routing.role", '"first"', '"primary", "secondary"', "Choose one of the allowed values."]],
    },
    {
        name: "a key that ACM does not make",
        domain: { ...site, certificate: { keyAlgorithm: "RSA_4096" } },
        problems: [
            [
                "domain.certificate.keyAlgorithm",
                '"RSA_4096"',
                '"RSA_2048", "EC_prime256v1", "EC_secp384r1"',
                "Choose one of the allowed values.",
            ],
        ],
    },
    {
        name: "longer than ACM waits",
        domain: { ...site, certificate: { validationMinutes: 5000 } },
        problems: [
            [
                "domain.certificate.validationMinutes",
                "5000 (a number)",
                "at most 4320",
                "Change it to what is allowed.",
            ],
        ],
    },
    {
        name: "HSTS before there is HTTPS",
        domain: { ...by, waitForCertificate: false },
        headers: { hstsSeconds: 3600 },
        problems: [
            [
                `${header}.hstsSeconds`,
                "3600, without HTTPS",
                "a site with HTTPS; a server sends the header over nothing else",
                "Set domain, or remove it.",
            ],
        ],
    },
    {
        name: "parts of a header that is not sent",
        domain: site,
        headers: { hstsIncludeSubdomains: true, hstsPreload: true },
        problems: ["hstsIncludeSubdomains", "hstsPreload"].map((key) => [
            `${header}.${key}`,
            "true, without hstsSeconds",
            "true with hstsSeconds, whose header it is a part of",
            `Set ${header}.hstsSeconds, or remove it.`,
        ]),
    },
    {
        name: "less than the preload list takes",
        domain: site,
        headers: { hstsSeconds: 3600, hstsPreload: true },
        problems: [
            [
                `${header}.hstsPreload`,
                "true, with 3600 seconds and without hstsIncludeSubdomains",
                "true with hstsIncludeSubdomains and at least 31536000 seconds; the list takes no other site",
                "Set both, or remove it.",
            ],
        ],
    },
];

function problemsOf({
    domain,
    loadBalancer = { kind: "dedicated" },
    headers = {},
    region,
}: Omit<Row, "name" | "problems">) {
    try {
        const app = { ...minimalRaw.app, proxy: { securityHeaders: headers } };
        const environment = { stage: "dev", loadBalancer };
        testSettings({ app, domain, environment }, region === undefined ? {} : { region });
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems.map(({ where, got, allowed, remedy }) => [where, got, allowed, remedy]);
    }
}

describe("the settings of the site's names", () => {
    for (const { name, problems, ...row } of rows) {
        it(`refuse ${name}`, () => {
            assert.deepEqual(problemsOf(row), problems);
        });
    }

    it("refuse a region without a hosted zone only where a record leads to the environment", () => {
        const region = "mx-central-1";
        const shared = {
            kind: "shared",
            arn: `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/app/all/0123456789abcdef`,
            securityGroupId: "sg-0a",
        };
        assert.deepEqual(
            problemsOf({ domain: site, region }).map(([where, got]) => [where, got]),
            [["aws:region", '"mx-central-1"']],
        );
        assert.deepEqual(problemsOf({ domain: site, region, loadBalancer: shared }), []);
        assert.deepEqual(problemsOf({ domain: by, region }), []);
    });

    it("allow what belongs together", () => {
        const right: readonly Omit<Row, "name" | "problems">[] = [
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
