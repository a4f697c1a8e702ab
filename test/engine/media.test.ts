import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

interface Option {
    readonly name: string;
    readonly value: string;
}

/** A bucket for uploads with everything that it can have, in a region that is not CloudFront's. */
describe("the media bucket of a stack in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const config = (...args: string[]) => sandbox.must("config", args[0] ?? "", "--stack", "dev", ...args.slice(1));
    const set = (settings: Readonly<Record<string, string>>) => sandbox.set("dev", settings);
    const up = () => sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
    const previewNothing = () => sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    const resources = (type: string) => sandbox.state("dev").resources.filter((resource) => resource.type === type);
    /** A component may have the name of a resource in it. */
    const named = (name: string) =>
        sandbox.state("dev").resources.find(({ urn, type }) => urn.endsWith(`::${name}`) && type.startsWith("aws:"));
    const option = (wanted: string) =>
        (named("notes-dev-environment")?.inputs?.["settings"] as Option[]).find(({ name }) => name === wanted)?.value;
    const statements = (name: string) =>
        (JSON.parse(String(named(name)?.inputs?.["policy"])) as { Statement: Record<string, unknown>[] }).Statement;

    it("comes with distribution, certificate, records and logs, and a second preview finds nothing to change", async () => {
        await config("set", "aws:region", "eu-west-1");
        await set({
            "media.kind": "bucket",
            "media.uploads.maxAgeSeconds": "600",
            "media.cdn.publicPrefixes[0]": "public/",
            "media.cdn.name": "notes-media.example.com",
            "environment.loadBalancer.accessLogs.kind": "new",
            "environment.loadBalancer.accessLogs.buckets": "true",
        });
        await up();
        await previewNothing();
        const distribution = named("notes-dev-media-cdn");
        assert.match(
            String(
                (distribution?.inputs?.["viewerCertificate"] as Record<string, unknown> | undefined)?.[
                    "acmCertificateArn"
                ],
            ),
            /^arn:aws:acm:us-east-1:/,
        );
        assert.match(String(named("notes-dev-certificate")?.outputs?.["arn"]), /^arn:aws:acm:eu-west-1:/);
        assert.deepEqual(
            statements("notes-dev-media-tls-only").map(({ Sid, Condition }) => [Sid, Condition]),
            [
                ["TlsOnly", { Bool: { "aws:SecureTransport": "false" } }],
                ["PublicThroughCloudFront", { StringEquals: { "AWS:SourceArn": distribution?.outputs?.["arn"] } }],
            ],
        );
        assert.equal(option("AWS_S3_CUSTOM_DOMAIN"), "notes-media.example.com");
        assert.equal(option("AccessLogsS3Bucket"), named("notes-dev-access-logs")?.id);
        assert.deepEqual(
            resources("aws:s3/bucketLogging:BucketLogging").map(({ inputs }) => inputs?.["targetPrefix"]),
            ["s3/notes-dev-bundle/", "s3/notes-dev-media/"],
        );
    });

    it("takes CloudFront's own name when it is protected, and leaves the distribution where it is", async () => {
        const before = named("notes-dev-media-cdn");
        await config("rm", "--path", "django-beanstalk:media.cdn.name");
        await set({ "media.cdn.publicPrefixes[1]": "avatars/", "environment.protect": "true" });
        await up();
        const after = named("notes-dev-media-cdn");
        assert.equal(after?.id, before?.id);
        assert.equal(option("AWS_S3_CUSTOM_DOMAIN"), after?.outputs?.["domainName"]);
        assert.equal(named("notes-dev-media-cdn-certificate"), undefined);
        assert.equal(resources("aws:s3/bucketVersioning:BucketVersioning").length, 1);
    });

    it("loses the distribution in a protected stack, and never the uploads", async () => {
        await config("rm", "--path", "django-beanstalk:media.cdn");
        await up();
        await previewNothing();
        assert.deepEqual(resources("aws:cloudfront/distribution:Distribution"), []);
        assert.deepEqual(
            statements("notes-dev-media-tls-only").map(({ Sid }) => Sid),
            ["TlsOnly"],
        );
        await config("rm", "--path", "django-beanstalk:media.uploads");
        await set({ "media.kind": "none" });
        const { code, output } = await sandbox.pulumi("preview", "--stack", "dev");
        assert.notEqual(code, 0, output);
        assert.match(output, /notes-dev-media.*protect|protect.*notes-dev-media/s);
    });

    it("goes with the stack once nothing is protected", async () => {
        await set({ "media.kind": "bucket", "environment.protect": "false" });
        await up();
        await sandbox.must("destroy", "--yes", "--stack", "dev", "--skip-preview");
        assert.deepEqual(sandbox.state("dev").resources, []);
    });
});
