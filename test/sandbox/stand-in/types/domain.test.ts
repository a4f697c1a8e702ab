import * as assert from "node:assert/strict";
import type { Properties } from "../../../../sandbox/stand-in/values";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const certificate = "aws:acm/certificate:Certificate";
const validation = "aws:acm/certificateValidation:CertificateValidation";
const record = "aws:route53/record:Record";

describe("names and certificates in the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    const alias = (name: string, zoneId: string, more: Properties = {}) => ({
        zoneId: "Z1",
        name: "www.example.com",
        type: "A",
        aliases: [{ name, zoneId, evaluateTargetHealth: true }],
        ...more,
    });
    const ofEnvironment = (more: Properties = {}) =>
        alias("notes.eba-1.us-east-1.elasticbeanstalk.com", "Z117KPS5GTRQ2G", more);

    it("want every challenge's record, and never issue what nobody can find", async () => {
        const { id } = await aws.create(certificate, "c", {
            domainName: "a.example.com",
            subjectAlternativeNames: ["b.example.com"],
        });
        await assert.rejects(
            aws.create(validation, "v", { certificateArn: id, validationRecordFqdns: ["_1.example.com"] }),
            /^Error: missing a\.example\.com DNS validation record: _[0-9a-f]{32}\.a\.example\.com\nmissing b\./,
        );
        const never = await aws.create(certificate, "d", { domainName: "a.invalid" });
        await assert.rejects(
            aws.create(validation, "w", { certificateArn: never.id }),
            /timeout while waiting for state to become 'ISSUED' \(last state: 'PENDING_VALIDATION'\)/,
        );
    });

    it("refuse a listener with a certificate that is not issued, and the end of one that a listener has", async () => {
        const { id } = await aws.create(certificate, "c", { domainName: "a.example.com" });
        const environment = "aws:elasticbeanstalk/environment:Environment";
        const inputs = {
            name: "notes-dev",
            application: "notes",
            settings: [{ namespace: "aws:elbv2:listener:443", name: "SSLCertificateArns", value: id }],
        };
        await aws.create("aws:elasticbeanstalk/application:Application", "a", { name: "notes" });
        await assert.rejects(aws.create(environment, "e", inputs), /\(UnsupportedCertificate\)/);
        await aws.create(validation, "v", { certificateArn: id });
        await aws.create(environment, "e", inputs);
        await assert.rejects(aws.remove(certificate, id), /ResourceInUseException: Certificate arn:.* is in use/);
    });

    it("refuse an alias in another zone than its target's, and an address that the environment's name has not", async () => {
        await assert.rejects(
            aws.create(record, "r", ofEnvironment({ type: "AAAA" })),
            /an alias that targets notes\.eba-1.*, type AAAA in zone Z117KPS5GTRQ2G, but that target was not found/,
        );
        await assert.rejects(
            aws.create(record, "r", alias("all-1.us-east-1.elb.amazonaws.com", "Z117KPS5GTRQ2G")),
            /the alias target name does not lie within the target zone/,
        );
        const { dnsName, zoneId } = await aws.invoke("aws:lb/getLoadBalancer:getLoadBalancer", {
            arn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef",
        });
        await aws.create(record, "r", alias(String(dnsName), String(zoneId), { type: "AAAA" }));
        await assert.rejects(
            aws.invoke("aws:lb/getLoadBalancer:getLoadBalancer", { arn: "x" }),
            /couldn't find resource/,
        );
    });

    it("refuse two ways to choose among records of one name", async () => {
        const weighted = (setIdentifier: string) =>
            ofEnvironment({ setIdentifier, weightedRoutingPolicies: [{ weight: 1 }] });
        await aws.create(record, "r", weighted("blue"));
        await aws.create(record, "s", weighted("green"));
        await assert.rejects(aws.create(record, "t", weighted("green")), /but it already exists/);
        await assert.rejects(aws.create(record, "t", ofEnvironment()), /a non-weighted set exists with the same name/);
    });
});
