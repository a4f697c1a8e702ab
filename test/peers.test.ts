import * as assert from "node:assert/strict";
import { planOptions } from "../components/beanstalk-environment/plan-options";
import { planGeneratedFiles } from "../components/generated-files";
import { ProblemError } from "../components/problem";
import { typeOf } from "../sandbox/stand-in/types";
import { everySetting } from "./support/every-setting";
import { linksOf } from "./support/option-links";
import { Outputs, recordProgram } from "./support/program";
import { Recording } from "./support/record";
import { testSettings } from "./support/settings";

type Raw = Readonly<Record<string, unknown>>;

const environmentType = "aws:elasticbeanstalk/environment:Environment";
const environment = (settings: Raw) => ({ "django-beanstalk:environment": { stage: "dev", ...settings } });

const settingsOf = (recording: Recording<Outputs>) =>
    recording.only(environmentType).inputs["settings"] as readonly { namespace: string; name: string; value: string }[];

const optionsOf = (raw: Raw) => {
    const settings = testSettings(raw);
    return planOptions(settings, linksOf(settings));
};

/**
 * What users of other ways to describe an environment report, and what cannot happen here. More of them stand beside the parts that they are about.
 *
 * cloudposse/terraform-aws-elastic-beanstalk-environment
 */
describe("peers' pains", () => {
    it("cloudposse #114: settings change in each plan; here each is one text, whatever order the stack file has", () => {
        const trigger = { measure: "RequestCount", lower: 1, upper: 9 };
        const one = { environment: { stage: "dev", scaling: { min: 1, max: 3, trigger }, xray: true } };
        const other = {
            environment: {
                xray: true,
                scaling: { trigger: { upper: 9, lower: 1, measure: "RequestCount" }, max: 3, min: 1 },
                stage: "dev",
            },
        };
        assert.deepEqual(optionsOf(one), optionsOf(other));
    });

    it("cloudposse #97: a platform that managed updates moved is not taken back", async () => {
        const ignored = async (enabled: boolean) =>
            (await recordProgram("dev", true, environment({ managedUpdates: { enabled } }))).only(environmentType)
                .ignoreChanges;
        assert.deepEqual(await ignored(true), ["cnamePrefix", "platformArn", "solutionStackName"]);
        assert.deepEqual(await ignored(false), ["cnamePrefix", "platformArn"]);
    });

    it("cloudposse #220: a new account cannot make launch configurations; every environment asks for a launch template", () => {
        for (const [name, settings] of everySetting) {
            const options = planOptions(settings, linksOf(settings));
            assert.equal(options.find((option) => option.name === "DisableIMDSv1")?.value, "true", name);
        }
    });

    it("cloudposse #175: the deprecated AWSElasticBeanstalkService is attached to no role", async () => {
        const arns = (await recordProgram("prod", false))
            .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
            .map(({ inputs }) => String(inputs["policyArn"]).split("/").pop());
        assert.deepEqual(arns.filter((name) => name?.startsWith("AWSElasticBeanstalk")).sort(), [
            "AWSElasticBeanstalkEnhancedHealth",
            "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy",
        ]);
    });

    it("cloudposse #74, #98, PR #218: HTTP goes on to HTTPS by a file of the bundle, not by the load balancer's name or ARN", async () => {
        const domain = { name: "www.example.com", zone: "example.com" };
        const paths = (raw: Raw) => planGeneratedFiles(testSettings(raw), new Set()).map(({ path }) => path);
        assert.ok(paths({ domain }).includes(".ebextensions/20-https-redirect.config"));
        assert.ok(!paths({}).includes(".ebextensions/20-https-redirect.config"));
        const recording = await recordProgram("prod", false);
        assert.deepEqual(
            recording.resources.filter(({ type }) => type.startsWith("aws:lb/") || type.startsWith("aws:alb/")),
            [],
        );
    });

    it("cloudposse #152, #179, #217, #227, #243: no log bucket is made; a bucket of one's own is used when asked for", async () => {
        const accessLogs = { kind: "existing", bucket: "logs-of-ours", prefix: "notes" };
        const buckets = ({ resources }: Recording<Outputs>) =>
            resources.filter(({ type }) => type === "aws:s3/bucket:Bucket").map(({ name }) => name);
        const logs = (recording: Recording<Outputs>) =>
            settingsOf(recording)
                .filter(({ name }) => name.startsWith("AccessLogs"))
                .map(({ name, value }) => `${name}=${value}`);
        const [without, withLogs] = [
            await recordProgram("dev", false),
            await recordProgram("dev", false, environment({ loadBalancer: { kind: "dedicated", accessLogs } })),
        ];
        assert.deepEqual(buckets(withLogs), buckets(without));
        assert.deepEqual(logs(without), []);
        assert.deepEqual(logs(withLogs), [
            "AccessLogsS3Bucket=logs-of-ours",
            "AccessLogsS3Enabled=true",
            "AccessLogsS3Prefix=notes",
        ]);
    });

    it("cloudposse #172: the name is configurable, and one that AWS refuses is told before", async () => {
        const recording = await recordProgram("dev", false, environment({ name: "shop-live" }));
        assert.equal(recording.only(environmentType).inputs["name"], "shop-live");
        assert.throws(
            () => testSettings({ environment: { stage: "dev", name: "-shop" } }),
            (error: unknown) => error instanceof ProblemError && error.problems[0]?.where === "environment.name",
        );
    });

    it("terraform-provider-aws #812, #18030: a load balancer's type is never left to AWS, and a shared one is told as such", () => {
        const types = [...everySetting.values()].map((settings) => [
            settings.environment.loadBalancer.kind,
            planOptions(settings, linksOf(settings))
                .filter(({ name }) => name.startsWith("LoadBalancer"))
                .map(({ name, value }) => `${name}=${String(value)}`)
                .join(),
        ]);
        assert.deepEqual([...new Map(types as [string, string][])].sort(), [
            ["dedicated", "LoadBalancerType=application"],
            ["network", "LoadBalancerType=network"],
            ["none", ""],
            ["shared", "LoadBalancerIsShared=true,LoadBalancerType=application"],
        ]);
    });

    it("aws-cdk coverage-roadmap #226, #155, #4431, eb-roadmap #32: another platform release or tag changes an environment in place", () => {
        const { replaces = [] } = typeOf(environmentType);
        assert.deepEqual([...replaces].sort(), ["cnamePrefix", "name", "region", "tier"]);
    });

    it("a certificate of one's own needs no hosted zone, and none is made beside it", async () => {
        const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b-2c3d";
        const recording = await recordProgram("dev", false, {
            ...environment({ loadBalancer: { kind: "dedicated", certificateArn } }),
            "django-beanstalk:domain": {},
        });
        assert.deepEqual(recording.ofType("aws:acm/certificate:Certificate"), []);
        assert.equal(settingsOf(recording).find(({ name }) => name === "SSLCertificateArns")?.value, certificateArn);
    });
});
