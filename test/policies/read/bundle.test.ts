import * as assert from "node:assert/strict";
import { archiveOfEnvironment } from "../../../policies/read/bundle";
import type { GraphResource } from "../../../policies/rule";
import { proxied, unknown, urnOf } from "../../support/policy-runner";
import { bundle, environment } from "../sample-stack";

const environmentToken = environment().type;
const [versionToken, objectToken] = bundle("").map(({ type }) => type) as [string, string];

function resource(
    type: string,
    name: string,
    props: Record<string, unknown>,
    propertyDependencies: Record<string, GraphResource[]> = {},
): GraphResource {
    return {
        type,
        name,
        urn: urnOf({ type, name, props }),
        props: proxied(props),
        propertyDependencies,
        dependencies: [],
    };
}

const object = resource(objectToken, "object", { bucket: "bundles", key: "1.zip" });
const otherObject = resource(objectToken, "other-object", { bucket: "bundles", key: "2.zip" });
const location = { bucket: "bundles", key: "1.zip" };
const version = resource(versionToken, "version", { name: "notes-1", ...location });
const linkedVersion = resource(
    versionToken,
    "version",
    { name: unknown, bucket: unknown, key: unknown },
    { key: [object] },
);
const otherVersion = resource(versionToken, "other", { name: "notes-0", bucket: "bundles", key: "2.zip" });
const env = (label: unknown, from: GraphResource[] = []) =>
    resource(environmentToken, "env", { version: label }, { version: from });

/** The name of the object that the archive comes from, or why it is not known. */
async function followed(resources: readonly GraphResource[]): Promise<string> {
    const archive = await archiveOfEnvironment(resources[0]!, {
        resources,
        sourceOf: ({ name }) => Promise.resolve(name),
        contentsOf: () => Promise.resolve(undefined),
    });
    return archive.kind === "path" ? archive.path : archive.reason;
}

const noVersion = "the environment's application version is not in this stack";
const noObject = "the S3 object of the application version is not in this stack";

describe("archiveOfEnvironment", () => {
    const cases: [string, GraphResource[], string][] = [
        ["names alone", [env("notes-1"), otherVersion, version, otherObject, object], "object"],
        [
            "names that are not known yet, by where they came from",
            [env(unknown, [linkedVersion]), linkedVersion, object],
            "object",
        ],
        [
            "a label made from another version's",
            [env("notes-1", [otherVersion]), otherVersion, version, otherObject, object],
            "object",
        ],
        [
            "the named one of two origins",
            [env("notes-1", [otherVersion, version]), otherVersion, version, object],
            "object",
        ],
        [
            "two origins, neither named",
            [env(unknown, [otherVersion, version]), otherVersion, version, object],
            noVersion,
        ],
        ["two versions of one name", [env("notes-1"), version, version, object], noVersion],
        ["no label", [env(undefined), version, object], noVersion],
        ["no version", [env("notes-1"), object], noVersion],
        ["no object", [env("notes-1"), version, otherObject], noObject],
        [
            "the same key in another bucket",
            [env("notes-1"), version, resource(objectToken, "o", { bucket: "x", key: "1.zip" })],
            noObject,
        ],
        [
            "the key in a bucket that is not known yet",
            [env("notes-1"), version, resource(objectToken, "o", { bucket: unknown, key: "1.zip" })],
            "o",
        ],
        [
            "a bucket as origin, which is no object",
            [
                env("notes-1"),
                resource(
                    versionToken,
                    "v",
                    { name: "notes-1", ...location },
                    { bucket: [resource("aws:s3/bucket:Bucket", "b", {})] },
                ),
                object,
            ],
            "object",
        ],
        [
            "an object of the old type",
            [env("notes-1"), version, resource("aws:s3/bucketObject:BucketObject", "old", location)],
            "old",
        ],
    ];
    for (const [title, resources, expected] of cases) {
        it(title, async () => {
            assert.equal(await followed(resources), expected);
        });
    }

    const withoutFile: [string, Record<string, unknown>, string, boolean][] = [
        ["made from a text", { content: "text" }, "is not made from a local file", true],
        ["made from an address", { source: { uri: "https://example.com" } }, "is not made from a local file", true],
        [
            "made from a list of assets",
            { source: { assets: { ".env": { path: ".env" } } } },
            "is a list of assets, which is not read; one file or folder (FileArchive) is",
            false,
        ],
        ["made from what is not known yet", { source: unknown }, "is made from is not known in this preview", false],
        ["made from a file whose path is not known yet", { source: { path: unknown } }, "in this preview", false],
        ["made from nothing", {}, "is made from is not set", false],
        ["made from an asset that is nowhere", { source: { hash: "0a1b" } }, "is made from is not set", false],
    ];
    for (const [title, props, reason, elsewhere] of withoutFile) {
        it(`says so when the object is ${title}`, async () => {
            const resources = [env("notes-1"), version, resource(objectToken, "object", { ...location, ...props })];
            const none = () => Promise.resolve(undefined);
            const archive = await archiveOfEnvironment(resources[0]!, { resources, sourceOf: none, contentsOf: none });
            assert.ok(archive.kind === "unknown" && archive.reason.endsWith(reason), JSON.stringify(archive));
            assert.equal(archive.elsewhere, elsewhere);
        });
    }
});
