import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Outputs, recordProgram } from "../../support/program";
import type { Recorded, Recording } from "../../support/record";

type Raw = Readonly<Record<string, unknown>>;

const record = "aws:route53/record:Record";
const shared = {
    kind: "shared",
    arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
    securityGroupId: "sg-0a",
};

const run = (preview: boolean, domain: Raw, loadBalancer: Raw = { kind: "dedicated" }) =>
    recordProgram("dev", preview, {
        "django-beanstalk:environment": { stage: "dev", loadBalancer },
        "django-beanstalk:domain": { name: "www.example.com", zone: "example.com", ...domain },
    });

/** What is in the components of this part, each with its parent. */
const inventory = ({ resources }: Recording<Outputs>): string[] =>
    resources
        .filter(({ type }) => type.startsWith("aws:acm/") || type.startsWith("aws:route53/"))
        .map(
            ({ type, name, parents }) =>
                `${parents.at(-1)?.split(":").pop() ?? ""}: ${type.split(":").pop() ?? ""} ${name}`,
        )
        .sort();

const inputsOf = (resources: readonly Recorded[], name: string) =>
    resources.find((each) => each.name === name)?.inputs ?? assert.fail(`no ${name}`);

async function outputsOf({ result }: Recording<Outputs>): Promise<Partial<Record<string, unknown>>> {
    return new Promise((resolve) => pulumi.output(result).apply(resolve));
}

const optionsOf = (recording: Recording<Outputs>): string[] =>
    (recording.only("aws:elasticbeanstalk/environment:Environment").inputs["settings"] as Raw[]).map(
        ({ namespace, name, value }) => `${String(namespace)}/${String(name)}=${String(value)}`,
    );

for (const preview of [true, false]) {
    describe(`names and certificate, in ${preview ? "a preview" : "an update"}`, () => {
        it("are made of each zone's own records", async () => {
            const recording = await run(preview, {
                zones: [{ name: "example.org", id: "ZOTHER" }],
                alternativeNames: ["example.org", "*.example.org"],
                certificate: { keyAlgorithm: "EC_prime256v1", validationMinutes: 20 },
            });
            assert.deepEqual(inventory(recording), [
                "Certificate: Certificate notes-dev-certificate",
                "Certificate: CertificateValidation notes-dev-certificate-validation",
                "Certificate: Record notes-dev-certificate-example.org",
                "Certificate: Record notes-dev-certificate-www.example.com",
                "Domain: Record notes-dev-domain-*.example.org",
                "Domain: Record notes-dev-domain-example.org",
                "Domain: Record notes-dev-domain-www.example.com",
            ]);
            const zones = recording.ofType(record).map(({ name, inputs }) => [name.slice(10), inputs["zoneId"]]);
            assert.deepEqual(Object.fromEntries(zones), {
                "certificate-example.org": "ZOTHER",
                "certificate-www.example.com": "ZLOOKEDUP",
                "domain-*.example.org": "ZOTHER",
                "domain-example.org": "ZOTHER",
                "domain-www.example.com": "ZLOOKEDUP",
            });
            const { domainName, subjectAlternativeNames, keyAlgorithm, options } = recording.only(
                "aws:acm/certificate:Certificate",
            ).inputs;
            assert.deepEqual(
                { domainName, subjectAlternativeNames, keyAlgorithm, options },
                {
                    domainName: "www.example.com",
                    subjectAlternativeNames: ["*.example.org", "example.org"],
                    keyAlgorithm: "EC_prime256v1",
                    options: { certificateTransparencyLoggingPreference: "ENABLED" },
                },
            );
            const { createTimeout, parents } = recording.only("aws:acm/certificateValidation:CertificateValidation");
            assert.equal(createTimeout, "20m");
            assert.deepEqual(parents.at(-1), "django-beanstalk:certificate:Certificate");
        });

        it("lead to the load balancer where the environment's own name has no such address, or another one's", async () => {
            const dual = await run(preview, {}, { kind: "dedicated", ipAddressType: "dualstack" });
            assert.deepEqual(inventory(dual).slice(-2), [
                "Domain: Record notes-dev-domain-www.example.com",
                "Domain: Record notes-dev-domain-www.example.com-ipv6",
            ]);
            const own = await run(preview, {}, shared);
            assert.deepEqual(inventory(own), ["Domain: Record notes-dev-domain-www.example.com"]);
            const asked = [dual, own].map(({ calls }) => calls.includes("aws:lb/getLoadBalancer:getLoadBalancer"));
            assert.deepEqual(asked, [true, true]);
        });

        it("are weighted, or fail over, with a check of the environment itself", async () => {
            const weighted = await run(preview, { routing: { kind: "weighted", weight: 0, setIdentifier: "blue" } });
            const { weightedRoutingPolicies, setIdentifier, healthCheckId } = inputsOf(
                weighted.resources,
                "notes-dev-domain-www.example.com",
            );
            assert.deepEqual(
                [weightedRoutingPolicies, setIdentifier, healthCheckId],
                [[{ weight: 0 }], "blue", undefined],
            );
            assert.deepEqual(weighted.ofType("aws:route53/healthCheck:HealthCheck"), []);

            const failover = await run(preview, { routing: { kind: "failover", role: "primary", healthCheck: {} } });
            const check = failover.only("aws:route53/healthCheck:HealthCheck");
            assert.deepEqual(
                [
                    check.name,
                    check.parents.at(-1),
                    check.inputs["type"],
                    check.inputs["port"],
                    check.inputs["resourcePath"],
                ],
                ["notes-dev-domain-health", "django-beanstalk:domain:Domain", "HTTPS", 443, "/health/"],
            );
            const inputs = inputsOf(failover.resources, "notes-dev-domain-www.example.com");
            assert.deepEqual(inputs["failoverRoutingPolicies"], [{ type: "PRIMARY" }]);
            if (!preview) {
                assert.equal(check.inputs["fqdn"], "notes-dev-environment.us-east-1.elasticbeanstalk.com");
                assert.equal(inputs["healthCheckId"], "notes-dev-domain-health-id");
            }
        });

        it("in another DNS make no record, and wait for those of others", async () => {
            const recording = await run(preview, { zone: "elsewhere" });
            assert.deepEqual(inventory(recording), [
                "Certificate: Certificate notes-dev-certificate",
                "Certificate: CertificateValidation notes-dev-certificate-validation",
            ]);
            const { inputs } = recording.only("aws:acm/certificateValidation:CertificateValidation");
            assert.equal(inputs["validationRecordFqdns"], undefined);
            assert.ok(optionsOf(recording).includes("aws:elbv2:listener:443/Protocol=HTTPS"));
            assert.ok(!recording.calls.includes("aws:route53/getZone:getZone"));
        });

        it("without waiting leave the site without HTTPS", async () => {
            const recording = await run(preview, { zone: "elsewhere", waitForCertificate: false });
            assert.deepEqual(inventory(recording), ["Certificate: Certificate notes-dev-certificate"]);
            assert.deepEqual(
                optionsOf(recording).filter((option) => option.startsWith("aws:elbv2:listener:443")),
                [],
            );
        });
    });
}

describe("records to create by hand", () => {
    const validation = {
        name: "_challenge.www.example.com.",
        type: "CNAME",
        value: "www.example.com.acm-validations.aws.",
    };
    const site = (value: string) => ({ name: "www.example.com", type: "CNAME", value });

    it("are an output: those of the certificate and those of the site", async () => {
        const name = "notes-dev-environment.us-east-1.elasticbeanstalk.com";
        const waiting = await outputsOf(await run(false, { zone: "elsewhere" }));
        assert.deepEqual(waiting["dnsRecords"], [validation, site(name)]);
        assert.equal(waiting["url"], "https://www.example.com");
        const plain = await outputsOf(await run(false, { zone: "elsewhere", waitForCertificate: false }));
        assert.deepEqual(plain["dnsRecords"], [validation, site(name)]);
        assert.equal(plain["url"], "http://www.example.com");
    });

    it("lead to a shared load balancer itself, whose certificate is its own", async () => {
        const outputs = await outputsOf(await run(false, { zone: "elsewhere" }, shared));
        assert.deepEqual(outputs["dnsRecords"], [site(`name of ${shared.arn}`)]);
    });

    it("are none where the zone is in Route 53", async () => {
        assert.equal((await outputsOf(await run(false, {})))["dnsRecords"], undefined);
    });
});

describe("targets of the site's records", () => {
    it("are a name and the zone that it is in, never mixed", async () => {
        const { resources } = await run(false, {}, { kind: "dedicated", ipAddressType: "dualstack" });
        const aliasOf = (name: string) => inputsOf(resources, name)["aliases"];
        assert.deepEqual(aliasOf("notes-dev-domain-www.example.com"), [
            {
                name: "notes-dev-environment.us-east-1.elasticbeanstalk.com",
                zoneId: "Z117KPS5GTRQ2G",
                evaluateTargetHealth: true,
            },
        ]);
        assert.deepEqual(aliasOf("notes-dev-domain-www.example.com-ipv6"), [
            {
                name: "name of arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/notes-dev-environment/0a1b",
                zoneId: "ZBALANCER",
                evaluateTargetHealth: true,
            },
        ]);
        const own = await run(false, { evaluateTargetHealth: false }, shared);
        assert.deepEqual(inputsOf(own.resources, "notes-dev-domain-www.example.com")["aliases"], [
            { name: `name of ${shared.arn}`, zoneId: "ZBALANCER", evaluateTargetHealth: false },
        ]);
    });
});
