import * as assert from "node:assert/strict";
import { Problem, ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

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
