import * as assert from "node:assert/strict";
import { recordProgram } from "../../support/program";
import type { Recorded, Recording } from "../../support/record";

type Raw = Readonly<Record<string, unknown>>;

const full = {
    "aws:region": "eu-west-1",
    "django-beanstalk:media": {
        kind: "bucket",
        kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/0a1b",
        uploads: {},
        cdn: { publicPrefixes: ["public/"], name: "media.example.com" },
    },
};
const isOwn = ({ type }: Recorded) => !type.startsWith("django-beanstalk:");
/** Mocks know of a resource no more than the type that it lies in. */
const parts = ({ resources }: Recording<unknown>) =>
    resources.filter((each) => isOwn(each) && /^notes-(dev|prod)-media/.test(each.name));
const line = ({ type, name, parents }: Recorded) =>
    `${type} ${name.replace("notes-dev-media", "media")} in ${parents.at(-1)?.split(":").pop() ?? ""}`;
const named = ({ resources }: Recording<unknown>, name: string): Raw =>
    resources.find((each) => isOwn(each) && each.name === name)?.inputs ?? assert.fail(`no ${name}`);

const bucketParts = [
    "aws:s3/bucket:Bucket media in MediaBucket",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration media-lifecycle in MediaBucket",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls media-owner in MediaBucket",
    "aws:s3/bucketPolicy:BucketPolicy media-tls-only in MediaBucket",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock media-public-access in MediaBucket",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration media-encryption in MediaBucket",
];
const cdnParts = [
    "aws:cloudfront/distribution:Distribution media-cdn in MediaCdn",
    "aws:cloudfront/originAccessControl:OriginAccessControl media-cdn-access in MediaCdn",
];
const nameParts = [
    "aws:acm/certificate:Certificate media-cdn-certificate in Certificate",
    "aws:acm/certificateValidation:CertificateValidation media-cdn-certificate-validation in Certificate",
    "aws:route53/record:Record media-cdn-certificate-media.example.com in Certificate",
    "aws:route53/record:Record media-cdn-media.example.com in MediaCdn",
    "aws:route53/record:Record media-cdn-media.example.com-ipv6 in MediaCdn",
];
const cors = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration media-cors in MediaBucket";

describe("the media bucket", () => {
    for (const preview of [true, false]) {
        describe(preview ? "in a preview" : "in an update", () => {
            it("is these resources with everything that it can have", async () => {
                const recording = await recordProgram("dev", preview, full);
                assert.deepEqual(
                    parts(recording).map(line).sort(),
                    [...bucketParts, ...cdnParts, ...nameParts, cors].sort(),
                );
            });

            it("has a distribution under CloudFront's own name without certificate and records", async () => {
                const recording = await recordProgram("dev", preview, {
                    "django-beanstalk:media": { kind: "bucket", cdn: { publicPrefixes: ["*"] } },
                });
                assert.deepEqual(parts(recording).map(line).sort(), [...bucketParts, ...cdnParts].sort());
                const { aliases, viewerCertificate } = named(recording, "notes-dev-media-cdn");
                assert.deepEqual([aliases, viewerCertificate], [undefined, { cloudfrontDefaultCertificate: true }]);
            });

            it("is not there without one, nor is anything that names it", async () => {
                const recording = await recordProgram("dev", preview, { "django-beanstalk:media": { kind: "none" } });
                assert.deepEqual(parts(recording), []);
                const text = JSON.stringify(recording.resources.map(({ inputs }) => inputs));
                assert.ok(!text.includes("AWS_STORAGE_BUCKET_NAME") && !text.includes("MediaList"));
            });
        });
    }

    it("encrypts with the key of one's own, which S3 asks once a while", async () => {
        const recording = await recordProgram("dev", false, full);
        assert.deepEqual(named(recording, "notes-dev-media-encryption")["rules"], [
            {
                applyServerSideEncryptionByDefault: {
                    sseAlgorithm: "aws:kms",
                    kmsMasterKeyId: "arn:aws:kms:eu-west-1:123456789012:key/0a1b",
                },
                bucketKeyEnabled: true,
            },
        ]);
        assert.match(String(named(recording, "notes-dev-environment-instance-policy")["policy"]), /"Sid":"MediaKey"/);
    });

    it("has one policy, which names the distribution", async () => {
        const { policy } = named(await recordProgram("dev", false, full), "notes-dev-media-tls-only");
        const { Statement } = JSON.parse(String(policy)) as { Statement: Raw[] };
        assert.deepEqual(
            Statement.map(({ Sid, Principal, Resource, Condition }) => [Sid, Principal, Resource, Condition]),
            [
                [
                    "TlsOnly",
                    "*",
                    ["arn:aws:s3:::notes-dev-media", "arn:aws:s3:::notes-dev-media/*"],
                    { Bool: { "aws:SecureTransport": "false" } },
                ],
                [
                    "PublicThroughCloudFront",
                    { Service: "cloudfront.amazonaws.com" },
                    ["arn:aws:s3:::notes-dev-media/public/*"],
                    { StringEquals: { "AWS:SourceArn": "arn:test:notes-dev-media-cdn" } },
                ],
            ],
        );
    });

    it("is read by signed requests, over TLS, through a certificate of CloudFront's region", async () => {
        const recording = await recordProgram("dev", false, full);
        const certificates = recording.resources.filter(({ type }) => type.startsWith("aws:acm/"));
        assert.deepEqual(
            certificates.map(({ name, inputs }) => [name, inputs["region"]]),
            [
                ["notes-dev-certificate", undefined],
                ["notes-dev-media-cdn-certificate", "us-east-1"],
                ["notes-dev-certificate-validation", undefined],
                ["notes-dev-media-cdn-certificate-validation", "us-east-1"],
            ].sort(
                (a, b) =>
                    certificates.findIndex(({ name }) => name === a[0]) -
                    certificates.findIndex(({ name }) => name === b[0]),
            ),
        );
        const { origins, aliases, defaultCacheBehavior, viewerCertificate } = named(recording, "notes-dev-media-cdn");
        assert.deepEqual(origins, [
            {
                originId: "media",
                domainName: "notes-dev-media.s3.test",
                originAccessControlId: "notes-dev-media-cdn-access-id",
            },
        ]);
        assert.deepEqual(aliases, ["media.example.com"]);
        assert.equal((defaultCacheBehavior as Raw)["viewerProtocolPolicy"], "redirect-to-https");
        assert.deepEqual(viewerCertificate, {
            acmCertificateArn: "arn:test:notes-dev-media-cdn-certificate",
            sslSupportMethod: "sni-only",
            minimumProtocolVersion: "TLSv1.2_2021",
        });
        assert.deepEqual(named(recording, "notes-dev-media-cdn-media.example.com-ipv6"), {
            zoneId: "ZLOOKEDUP",
            name: "media.example.com",
            type: "AAAA",
            aliases: [
                { name: "notes-dev-media-cdn.cloudfront.test", zoneId: "ZCLOUDFRONT", evaluateTargetHealth: false },
            ],
        });
    });

    it("tells the application where people read", async () => {
        const variable = async (media: Raw) =>
            (
                named(await recordProgram("dev", false, { "django-beanstalk:media": media }), "notes-dev-environment")[
                    "settings"
                ] as { name: string; value: string }[]
            ).find(({ name }) => name === "AWS_S3_CUSTOM_DOMAIN")?.value;
        const cdnOf = (more: Raw) => ({ kind: "bucket", cdn: { publicPrefixes: ["public/"], ...more } });
        assert.equal(await variable({ kind: "bucket" }), undefined);
        assert.equal(await variable(cdnOf({})), "notes-dev-media-cdn.cloudfront.test");
        assert.equal(await variable(cdnOf({ name: "media.example.com" })), "media.example.com");
    });

    it("protects uploads in prod, and not what can be made again", async () => {
        const recording = await recordProgram("prod", false, {
            "django-beanstalk:media": { ...full["django-beanstalk:media"], kmsKeyArn: undefined },
        });
        const all = parts(recording);
        const byProtection = (wanted: boolean) =>
            all.flatMap(({ protect, type }) => (protect === wanted ? [type.split(":").pop()] : [])).sort();
        assert.deepEqual(byProtection(true), [
            "Bucket",
            "BucketLifecycleConfiguration",
            "BucketOwnershipControls",
            "BucketPolicy",
            "BucketPublicAccessBlock",
            "BucketServerSideEncryptionConfiguration",
        ]);
        assert.ok(byProtection(false).includes("BucketVersioning") && byProtection(false).includes("Distribution"));
        assert.deepEqual(named(recording, "notes-prod-media")["forceDestroy"], false);
    });
});
