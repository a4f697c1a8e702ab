import * as assert from "node:assert/strict";
import * as path from "node:path";
import { planOptions } from "../../../components/beanstalk-environment/plan-options";
import { planGeneratedFiles } from "../../../components/generated-files";
import { linksOf } from "../../support/option-links";
import { recordProgram } from "../../support/program";
import { minimalRaw, testSettings } from "../../support/settings";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d";
const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/all/0123456789abcdef";
const authorities = { from: "file", path: path.join("test", "fixtures", "authorities", "ca.pem") };
const loadBalancer = {
    kind: "shared",
    arn,
    securityGroupId: "sg-0c",
    ownListener: { certificateArn, mutualTls: { mode: "verify", authorities } },
};

describe("a listener of the stack's own on a shared load balancer", () => {
    it("asks clients for a certificate, and is there before the environment, whose rule it gets", async () => {
        const recording = await recordProgram("dev", false, {
            "django-beanstalk:environment": { stage: "dev", loadBalancer },
        });
        assert.deepEqual(recording.only("aws:lb/listener:Listener").inputs, {
            loadBalancerArn: arn,
            port: 443,
            protocol: "HTTPS",
            sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            certificateArn,
            mutualAuthentication: {
                mode: "verify",
                trustStoreArn: "arn:test:notes-dev-clients-store",
                advertiseTrustStoreCaNames: "on",
                ignoreClientCertificateExpiry: false,
            },
            defaultActions: [
                { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
            ],
            tags: recording.only("aws:elasticbeanstalk/application:Application").inputs["tags"],
        });
        const order = recording.resources.map(({ type }) => type);
        assert.ok(
            order.indexOf("aws:lb/listener:Listener") < order.indexOf("aws:elasticbeanstalk/environment:Environment"),
        );
    });

    it("gets the rule by its port, and no file of the bundle touches it", () => {
        const settings = testSettings({ app: minimalRaw.app, environment: { loadBalancer } });
        const options = planOptions(settings, linksOf(settings));
        assert.deepEqual(
            options
                .filter(({ namespace }) => namespace.startsWith("aws:elbv2:listener:"))
                .map(({ namespace, name, value }) => [namespace, name, value]),
            [["aws:elbv2:listener:443", "Rules", "default"]],
        );
        assert.ok(!options.some(({ namespace }) => namespace === "aws:elasticbeanstalk:customoption"));
        assert.ok(!planGeneratedFiles(settings, new Set()).some((file) => file.path.includes("mutual-tls")));
    });
});
