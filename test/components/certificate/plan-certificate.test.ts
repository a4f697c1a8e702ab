import * as assert from "node:assert/strict";
import {
    optionFor,
    planCertificate,
    validationRecords,
    waitingMessage,
} from "../../../components/certificate/plan-certificate";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const planOf = (domain: Raw, loadBalancer: Raw = { kind: "dedicated" }) =>
    planCertificate(testSettings({ domain, environment: { stage: "dev", loadBalancer } }));

const names = { name: "example.com", alternativeNames: ["*.example.com", "www.example.com", "example.com"] };

describe("the plan of a certificate", () => {
    it("has one challenge for a wildcard and the name it stands under", () => {
        assert.deepEqual(planOf({ ...names, zone: "example.com" }), {
            domainName: "example.com",
            alternativeNames: ["*.example.com", "www.example.com"],
            challenges: [
                { name: "example.com", zone: "example.com" },
                { name: "www.example.com", zone: "example.com" },
            ],
            keyAlgorithm: "RSA_2048",
            validationMinutes: 60,
            wait: true,
        });
    });

    it("answers each challenge in the zone with the longest name", () => {
        const plan = planOf({
            name: "example.com",
            zone: "example.com",
            zones: [{ name: "eu.example.com" }, { name: "example.org" }],
            alternativeNames: ["*.eu.example.com", "neu.example.com", "www.example.org"],
        });
        assert.deepEqual(plan?.challenges, [
            { name: "eu.example.com", zone: "eu.example.com" },
            { name: "example.com", zone: "example.com" },
            { name: "neu.example.com", zone: "example.com" },
            { name: "www.example.org", zone: "example.org" },
        ]);
    });

    it("knows no zone where the names are in another DNS", () => {
        const certificate = { keyAlgorithm: "EC_prime256v1", validationMinutes: 90 };
        const plan = planOf({ ...names, zone: "elsewhere", certificate, waitForCertificate: false });
        assert.deepEqual(
            plan?.challenges.map(({ zone }) => zone),
            [undefined, undefined],
        );
        assert.deepEqual([plan?.keyAlgorithm, plan?.validationMinutes, plan?.wait], ["EC_prime256v1", 90, false]);
    });

    it("is none where there is nothing to put it on, or one is given", () => {
        const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";
        const shared = {
            kind: "shared",
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
            securityGroupId: "sg-0a",
        };
        const domain = { name: "example.com", zone: "example.com" };
        for (const loadBalancer of [{ kind: "none" }, { kind: "dedicated", certificateArn }, shared]) {
            assert.equal(planOf(domain, loadBalancer), undefined);
        }
        assert.equal(planCertificate(testSettings()), undefined);
    });
});

describe("ACM's answer", () => {
    const option = (domainName: string) => ({
        domainName,
        resourceRecordName: `_1.${domainName}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_2.acm-validations.aws.",
    });

    it("is found by name, not by place", () => {
        assert.equal(
            optionFor("b.example.com", [option("a.example.com"), option("b.example.com")]).domainName,
            "b.example.com",
        );
        assert.equal(optionFor("example.com", [option("*.example.com")]).domainName, "*.example.com");
        assert.throws(() => optionFor("c.example.com", [option("a.example.com")]), {
            message: "ACM returned no validation record for c.example.com.",
        });
    });

    it("becomes a record a challenge", () => {
        assert.deepEqual(
            validationRecords([{ name: "a.test", zone: undefined }], [option("b.test"), option("a.test")]),
            [{ name: "_1.a.test.", type: "CNAME", value: "_2.acm-validations.aws." }],
        );
    });
});

describe("what an update says before it waits for ACM", () => {
    it("names the usual cause where the zones are in Route 53", () => {
        const plan = planOf({
            name: "example.com",
            zone: "example.com",
            zones: [{ name: "example.org" }],
            alternativeNames: ["example.org"],
        });
        assert.ok(plan);
        assert.equal(
            waitingMessage(plan, []),
            "Waiting up to 60 minutes for ACM to issue the certificate of example.com. It takes minutes, unless the internet asks other name " +
                "servers than the zone's: the output of `dig +short NS example.com` and `dig +short NS example.org` has to be the name servers " +
                "that Route 53 shows for the zone. A CAA record that does not allow amazon.com is the next usual cause.",
        );
    });

    it("lists the records where someone else creates them", () => {
        const plan = planOf({ name: "example.com", zone: "elsewhere" });
        assert.ok(plan);
        assert.equal(
            waitingMessage(plan, [{ name: "_1.example.com.", type: "CNAME", value: "_2.acm-validations.aws." }]),
            "Waiting up to 60 minutes for ACM to issue the certificate of example.com. It looks for these records; create those that are not there yet:\n" +
                "  _1.example.com. CNAME _2.acm-validations.aws.",
        );
    });
});
