import { protect } from "../../../policies/rules/protect";
import { Described, secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const says = (held: string) =>
    `protect is not set on ${held}; wanted: true, so that the engine refuses to delete it, and to replace it by an empty one. In ` +
    "this project: environment: {protect: true}, the default of prod. In any other program: the resource option protect: " +
    "true. To end it on purpose: an exemption with the day until which it holds.";

const database = (props: Described["props"] = {}, other: Partial<Described> = {}): Described => ({
    type: "aws:rds/instance:Instance",
    name: "db",
    props,
    ...other,
});
const bucket = (name: string, props: Described["props"] = {}, type = "aws:s3/bucket:Bucket"): Described => ({
    type,
    name,
    props,
});
const data = "a bucket of data";

const right = (title: string, described: Described, reads: string): Scenario => ({
    title,
    stack: () => [described],
    reads: [reads],
});
const wrong = (title: string, described: Described, held: string): Scenario => ({
    title,
    stack: () => [described],
    finds: [says(held)],
});

describe("protect", () => {
    itJudges(protect, [
        // The option is none of the properties, and the same environment without it is wrong.
        { title: "a protected environment is right", stack: () => [environment()], finds: () => [] },
        {
            title: "a protected server is right",
            stack: () => [database({}, { opts: { protect: true } })],
            finds: () => [],
        },
        wrong("an environment without options is wrong", environment({}, { opts: undefined }), "the environment"),
        wrong(
            "an environment with protect off is wrong",
            environment({}, { opts: { protect: false } }),
            "the environment",
        ),
        wrong("a server is wrong", database(), "the database"),
        wrong(
            "RDS's own protection does not keep the engine from replacing it",
            database({ deletionProtection: true }),
            "the database",
        ),
        right("a replica can be made again", database({ replicateSourceDb: "other" }), "db.replicateSourceDb"),
        right("a replica of a new server is one too", database({ replicateSourceDb: unknown }), "db.replicateSourceDb"),
        wrong("no source is no replica", database({ replicateSourceDb: "" }), "the database"),
        wrong("a cluster is wrong", database({}, { type: "aws:rds/cluster:Cluster" }), "the database"),
        wrong("a bucket of uploads is wrong", bucket("notes-prod-media"), data),
        wrong("an alias of the type is the same", bucket("uploads", {}, "aws:s3/bucketV2:BucketV2"), data),
        wrong("the bucket's own name counts", bucket("b", { bucket: "notes-backups" }), data),
        wrong("a prefix counts", bucket("b", { bucketPrefix: secret("media-") }), data),
        right("a bucket of logs is right", bucket("media-logs", { bucket: "notes-1" }), "media-logs.bucket"),
        right(
            "a bucket of bundles is right",
            bucket("data-prod-bundle", { bucket: "notes-2" }),
            "data-prod-bundle.bucket",
        ),
        right("files may come again", bucket("static-files", { bucket: "config-files" }), "static-files.bucket"),
        right("a bucket of which nothing is known is right", bucket("b", { bucket: unknown }), "b.bucket"),
        {
            ...wrong("words of one's own count", bucket("invoices"), data),
            config: { dataWords: ["invoices"] },
        },
        { title: "a dev stack may go", stack: () => [environment({}, { opts: {} })], stage: "dev" },
    ]);
});
