import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { cdnAccess, mediaKeyStatements, planMedia } from "../../../components/media-bucket/plan-media";
import { bucketPolicy, oldVersions, unfinishedUploads } from "../../../components/plan-bucket";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const key = (id: string) => `arn:aws:kms:us-east-1:123456789012:key/${id}`;
const settings = (media: Raw, others: Raw = {}, region = "us-east-1") =>
    testSettings({ media: { kind: "bucket", ...media }, ...others }, { region });
const protectedStack = { environment: { stage: "dev", protect: true } };
const domain = { name: "example.com", zone: "example.com", alternativeNames: ["*.example.com"] };

describe("the plan of the media bucket", () => {
    it("is none without a bucket", () => {
        assert.equal(planMedia(testSettings({ media: { kind: "none" } })), undefined);
    });

    it("keeps versions where uploads stay, and ends old ones in any case", () => {
        const plan = {
            kmsKeyArn: undefined,
            rules: [unfinishedUploads, oldVersions(30)],
            cors: undefined,
            cdn: undefined,
        };
        assert.deepEqual(planMedia(settings({})), { ...plan, forceDestroy: true, versioned: false });
        assert.deepEqual(planMedia(settings({}, protectedStack)), { ...plan, forceDestroy: false, versioned: true });
    });

    it("moves uploads after the days that are given", () => {
        const transition = { storageClass: "INTELLIGENT_TIERING", afterDays: 0 };
        assert.deepEqual(planMedia(settings({ transition, oldVersionDays: 5 }))?.rules.slice(1), [
            oldVersions(5),
            {
                id: "cheaper-storage",
                status: "Enabled",
                filter: { prefix: "" },
                transitions: [{ storageClass: "INTELLIGENT_TIERING", days: 0 }],
            },
        ]);
    });

    it("admits the pages of the site by the scheme that people reach it with, unless others are named", () => {
        const origins = (uploads: Raw, others: Raw) => planMedia(settings({ uploads }, others))?.cors?.allowedOrigins;
        assert.deepEqual(origins({}, { domain }), ["https://example.com", "https://*.example.com"]);
        const single = { environment: { stage: "dev", loadBalancer: { kind: "none" } }, domain };
        assert.deepEqual(origins({}, single), ["http://example.com", "http://*.example.com"]);
        assert.deepEqual(origins({ origins: ["https://a.example.org"] }, { domain }), ["https://a.example.org"]);
    });

    it("tells pages the ETag of each part, without which they cannot finish an upload", () => {
        const cors = planMedia(
            settings({ uploads: { methods: ["PUT"], headers: [], maxAgeSeconds: 5 } }, { domain }),
        )?.cors;
        assert.deepEqual(cors, {
            allowedOrigins: ["https://example.com", "https://*.example.com"],
            allowedMethods: ["PUT"],
            allowedHeaders: [],
            exposeHeaders: ["ETag"],
            maxAgeSeconds: 5,
        });
    });
});

describe("what instances may do with the keys of uploads", () => {
    it("is nothing without a key of one's own", () => {
        assert.deepEqual(mediaKeyStatements(settings({})), []);
        assert.deepEqual(mediaKeyStatements(testSettings({ media: { kind: "none" } })), []);
    });

    it("is to encrypt with the present one and to decrypt with all, through S3 alone", () => {
        const condition = { StringEquals: { "kms:ViaService": ["s3.us-east-1.amazonaws.com"] } };
        assert.deepEqual(mediaKeyStatements(settings({ kmsKeyArn: key("a"), formerKmsKeyArns: [key("b")] })), [
            {
                sid: "MediaKey",
                actions: ["kms:Decrypt", "kms:GenerateDataKey"],
                resources: [key("a")],
                condition,
            },
            { sid: "MediaFormerKeys", actions: ["kms:Decrypt"], resources: [key("b")], condition },
        ]);
    });
});

describe("what a distribution may read", () => {
    const distribution = "arn:aws:cloudfront::123456789012:distribution/E1";
    const resources = (prefixes: readonly string[]) =>
        (
            JSON.parse(bucketPolicy("arn:aws:s3:::m", [cdnAccess(prefixes, distribution)])) as {
                Statement: { Resource: string[] }[];
            }
        ).Statement[1]?.Resource;

    it("is what lies below the public prefixes, for this distribution alone", () => {
        assert.deepEqual(cdnAccess(["public/", "a/b/"], distribution), {
            sid: "PublicThroughCloudFront",
            service: "cloudfront.amazonaws.com",
            action: "s3:GetObject",
            objects: ["public/*", "a/b/*"],
            condition: { StringEquals: { "AWS:SourceArn": distribution } },
        });
        assert.deepEqual(resources(["*"]), ["arn:aws:s3:::m/*"]);
    });

    it("is never a key outside them", () => {
        const folder = fc.stringMatching(/^([A-Za-z0-9_-]{1,8}\/){1,2}$/);
        fc.assert(
            fc.property(fc.uniqueArray(folder, { minLength: 1, maxLength: 4 }), folder, (prefixes, other) => {
                const isPublic = resources(prefixes)?.some((pattern) =>
                    `arn:aws:s3:::m/${other}file`.startsWith(pattern.slice(0, -1)),
                );
                assert.equal(
                    isPublic,
                    prefixes.some((prefix) => other.startsWith(prefix)),
                );
            }),
        );
    });
});
