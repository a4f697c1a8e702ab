import * as assert from "node:assert/strict";
import { Problem, ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

function problemsOf(changes: Raw, region = "us-east-1"): readonly Problem[] {
    try {
        testSettings(changes, { region });
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const domain = { name: "www.example.com", zone: "example.com" };
const key = (id: string, region = "us-east-1") => `arn:aws:kms:${region}:123456789012:key/${id}`;
const media = (more: Raw) => ({ domain, media: { kind: "bucket", ...more } });
const logs = (accessLogs: Raw) => ({
    environment: { stage: "dev", loadBalancer: { kind: "dedicated", accessLogs } },
});

describe("media", () => {
    it("is a bucket of which nothing is public when nothing is said", () => {
        assert.deepEqual(testSettings().media, { kind: "bucket", oldVersionDays: 30, formerKmsKeyArns: [] });
    });

    it("takes uploads by pages and a distribution with what they need", () => {
        const settings = testSettings(media({ uploads: {}, cdn: { publicPrefixes: ["public/", "a/b/"] } })).media;
        assert.deepEqual(settings, {
            kind: "bucket",
            oldVersionDays: 30,
            formerKmsKeyArns: [],
            uploads: {
                methods: ["POST", "PUT"],
                headers: ["Content-Type", "Content-MD5", "Content-Disposition", "Cache-Control", "x-amz-*"],
                maxAgeSeconds: 3600,
            },
            cdn: { publicPrefixes: ["public/", "a/b/"], priceClass: "PriceClass_100" },
        });
    });

    const site = "a site as browsers name it, https://www.example.com, without a path; not * for every site";
    const prefix = "a folder with a slash after it and none before it, such as public/, or * for the whole bucket";
    const write = "Change it to what is allowed.";
    const refused: readonly (readonly [string, Raw, ...(readonly [string, string, string, string])])[] = [
        ["every site", media({ uploads: { origins: ["*"] } }), "media.uploads.origins[0]", '"*"', site, write],
        [
            "a site with a path",
            media({ uploads: { origins: ["https://www.example.com/"] } }),
            "media.uploads.origins[0]",
            '"https://www.example.com/"',
            site,
            write,
        ],
        [
            "a name without a scheme",
            media({ uploads: { origins: ["www.example.com"] } }),
            "media.uploads.origins[0]",
            '"www.example.com"',
            site,
            write,
        ],
        [
            "a site twice",
            media({ uploads: { origins: ["https://a.example.com", "https://a.example.com"] } }),
            "media.uploads.origins",
            '"https://a.example.com" more than once',
            "each one once",
            "Remove the second one.",
        ],
        [
            "pages of no site",
            { media: { kind: "bucket", uploads: {} } },
            "media.uploads.origins",
            "nothing, without a domain",
            "the sites whose pages send files, such as https://www.example.com",
            "Set it, or domain.",
        ],
        [
            "a method that S3 does not know",
            media({ uploads: { methods: ["PATCH"] } }),
            "media.uploads.methods[0]",
            '"PATCH"',
            '"DELETE", "GET", "HEAD", "POST", "PUT"',
            "Choose one of the allowed values.",
        ],
        [
            "every header",
            media({ uploads: { headers: ["*"] } }),
            "media.uploads.headers[0]",
            '"*"',
            "the name of a header, which may end in *",
            write,
        ],
        [
            "an answer that browsers keep for a week",
            media({ uploads: { maxAgeSeconds: 604800 } }),
            "media.uploads.maxAgeSeconds",
            "604800 (a number)",
            "at most 86400",
            write,
        ],
        [
            "no day for old versions",
            media({ oldVersionDays: 0 }),
            "media.oldVersionDays",
            "0 (a number)",
            "at least 1",
            write,
        ],
        [
            "a key's alias",
            media({ kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:alias/media" }),
            "media.kmsKeyArn",
            "a value that is not shown",
            "the ARN of a key in KMS, not of an alias",
            write,
        ],
        [
            "a key of another region",
            media({ kmsKeyArn: key("a", "eu-west-1") }),
            "media.kmsKeyArn",
            "a key of eu-west-1",
            "one of us-east-1, the stack's region",
            "Name a key that stands in the stack's region.",
        ],
        [
            "a former key of another region",
            media({ formerKmsKeyArns: [key("a"), key("b", "eu-west-1")] }),
            "media.formerKmsKeyArns[1]",
            "a key of eu-west-1",
            "one of us-east-1, the stack's region",
            "Name a key that stands in the stack's region.",
        ],
        [
            "a key that is former and present",
            media({ kmsKeyArn: key("a"), formerKmsKeyArns: [key("a")] }),
            "media.formerKmsKeyArns",
            `"${key("a")}" more than once`,
            "each one once",
            "Remove the second one.",
        ],
        [
            "a class of storage that takes hours to read from",
            media({ transition: { storageClass: "GLACIER", afterDays: 90 } }),
            "media.transition.storageClass",
            '"GLACIER"',
            '"INTELLIGENT_TIERING", "STANDARD_IA"',
            "Choose one of the allowed values.",
        ],
        [
            "a transition that S3 refuses",
            media({ transition: { storageClass: "STANDARD_IA", afterDays: 29 } }),
            "media.transition.afterDays",
            "29",
            "at least 30 for STANDARD_IA",
            "Raise it, or choose INTELLIGENT_TIERING.",
        ],
        [
            "a prefix with a slash before it, which no key has",
            media({ cdn: { publicPrefixes: ["/public/"] } }),
            "media.cdn.publicPrefixes[0]",
            '"/public/"',
            prefix,
            write,
        ],
        [
            "a prefix without a slash after it, which others begin with",
            media({ cdn: { publicPrefixes: ["public"] } }),
            "media.cdn.publicPrefixes[0]",
            '"public"',
            prefix,
            write,
        ],
        [
            "a distribution of nothing",
            media({ cdn: { publicPrefixes: [] } }),
            "media.cdn.publicPrefixes",
            "[]",
            "at least 1 entries",
            write,
        ],
        [
            "a prefix within another",
            media({ cdn: { publicPrefixes: ["public/", "public/avatars/"] } }),
            "media.cdn.publicPrefixes[1]",
            '"public/avatars/"',
            'what lies outside "public/", which is public already',
            'Remove it, or "public/" if that was not meant to be public.',
        ],
        [
            "a prefix beside everything",
            media({ cdn: { publicPrefixes: ["public/", "*"] } }),
            "media.cdn.publicPrefixes[0]",
            '"public/"',
            'what lies outside "*", which is public already',
            'Remove it, or "*" if that was not meant to be public.',
        ],
        [
            "a prefix twice",
            media({ cdn: { publicPrefixes: ["public/", "public/"] } }),
            "media.cdn.publicPrefixes",
            '"public/" more than once',
            "each one once",
            "Remove the second one.",
        ],
        [
            "a name outside the zone",
            media({ cdn: { publicPrefixes: ["public/"], name: "media.example.org" } }),
            "media.cdn.name",
            '"media.example.org"',
            "a name that ends in .example.com and that the site does not have",
            "Choose another name, such as media in front of the zone.",
        ],
        [
            "a name of the site",
            media({ cdn: { publicPrefixes: ["public/"], name: "www.example.com" } }),
            "media.cdn.name",
            '"www.example.com", a name of the site',
            "a name that ends in .example.com and that the site does not have",
            "Choose another name, such as media in front of the zone.",
        ],
        [
            "a name without a zone",
            { media: { kind: "bucket", cdn: { publicPrefixes: ["public/"], name: "media.example.com" } } },
            "media.cdn.name",
            '"media.example.com", without a domain',
            "a name within domain.zone, which holds its certificate's records",
            "Set domain, or remove the name: CloudFront has one of its own.",
        ],
        [
            "a class of prices that is none",
            media({ cdn: { publicPrefixes: ["public/"], priceClass: "PriceClass_300" } }),
            "media.cdn.priceClass",
            '"PriceClass_300"',
            '"PriceClass_100", "PriceClass_200", "PriceClass_All"',
            "Write PriceClass_100.",
        ],
        [
            "a value that the bucket fills in",
            {
                ...media({ cdn: { publicPrefixes: ["public/"] } }),
                app: { ...minimalRaw.app, variables: { AWS_S3_CUSTOM_DOMAIN: "media.example.com" } },
            },
            "app.variables.AWS_S3_CUSTOM_DOMAIN",
            "a name that the database, the media bucket or the cache fills in",
            "any other name",
            "Remove it, or choose kind: none for the database, the media bucket or the cache.",
        ],
        [
            "access logs in a bucket that is neither made nor named",
            logs({ kind: "existing" }),
            "environment.loadBalancer.accessLogs.bucket",
            "nothing",
            "a text",
            "Set django-beanstalk:environment.loadBalancer.accessLogs.bucket.",
        ],
        [
            "access logs without a word on whose bucket it is",
            logs({ bucket: "logs-of-ours" }),
            "environment.loadBalancer.accessLogs.kind",
            "nothing",
            "new, existing",
            "Set django-beanstalk:environment.loadBalancer.accessLogs.kind.",
        ],
        [
            "access logs that are never kept",
            logs({ kind: "new", expireDays: 0 }),
            "environment.loadBalancer.accessLogs.expireDays",
            "0 (a number)",
            "at least 1",
            write,
        ],
    ];
    for (const [name, changes, where, got, allowed, remedy] of refused) {
        it(`refuses ${name}`, () => {
            assert.deepEqual(problemsOf(changes), [{ where, got, allowed, remedy }]);
        });
    }

    it("refuses a distribution where AWS has another CloudFront, or none", () => {
        for (const region of ["cn-north-1", "us-gov-west-1"]) {
            assert.deepEqual(problemsOf({ media: { kind: "bucket", cdn: { publicPrefixes: ["*"] } } }, region), [
                {
                    where: "media.cdn",
                    got: `CloudFront, in ${region}`,
                    allowed: "nothing, outside AWS's standard partition",
                    remedy: "Remove it, and let the application sign the URLs.",
                },
            ]);
        }
    });

    it("tells a region that is none, and nothing that follows from it", () => {
        const changes = { media: { kind: "bucket", kmsKeyArn: key("a"), cdn: { publicPrefixes: ["*"] } } };
        assert.deepEqual(
            problemsOf(changes, "nowhere").map(({ where }) => where),
            ["aws:region"],
        );
    });

    it("takes a site's pages on another machine's port, and of every name under one", () => {
        const origins = ["http://localhost:8000", "https://*.example.com"];
        assert.deepEqual(problemsOf(media({ uploads: { origins } })), []);
    });
});
