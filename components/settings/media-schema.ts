import { z } from "zod";
import { common } from "./defaults";
import * as mediaForms from "./media-patterns";
import * as forms from "./patterns";
import { seconds, text } from "./schema-parts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const transition = z.strictObject({
    storageClass: z
        .enum(["INTELLIGENT_TIERING", "STANDARD_IA"])
        .describe(
            "INTELLIGENT_TIERING moves each object by its use, for a fee per object; STANDARD_IA is cheaper to keep and has a fee for each read",
        ),
    afterDays: z
        .int()
        .min(0)
        .max(3650)
        .describe("Days after the upload; at least 30 for STANDARD_IA. S3 leaves objects below 128 KB where they are"),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
const uploads = z.strictObject({
    origins: z
        .array(text(mediaForms.webOrigin))
        .min(1)
        .optional()
        .describe("Sites whose pages may send files to the bucket; without it the site's own names"),
    methods: z
        .array(z.enum(["DELETE", "GET", "HEAD", "POST", "PUT"]))
        .min(1)
        .default([...common.uploadMethods])
        .describe(
            "Methods that pages may use: POST for a presigned form, PUT for a presigned URL, GET and HEAD to read",
        ),
    headers: z
        .array(text(mediaForms.corsHeader))
        .default([...common.uploadHeaders])
        .describe("Headers that pages may send; one * in each stands for any letters"),
    maxAgeSeconds: seconds(0, 86400)
        .default(common.uploadMaxAgeSeconds)
        .describe("Seconds for which a browser remembers what it may do; a change takes as long to reach it"),
});

const cdn = z.strictObject({
    publicPrefixes: z
        .array(text(mediaForms.publicPrefix))
        .min(1)
        .describe(
            "What everyone may read, by the beginning of the key: public/. Everything else stays private. * is the whole bucket",
        ),
    name: text(forms.domainName)
        .optional()
        .describe(
            "Name of your own for it, within domain.zone, with a certificate and records that the stack makes; without it CloudFront's own",
        ),
    priceClass: z
        .enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"])
        .default(common.cdnPriceClass)
        .describe(
            "Where it answers from: North America, Europe and Israel; those with Asia, the Near East and Africa; or everywhere. Elsewhere people wait longer",
        ),
});

const bucket = z.strictObject({
    kind: z.literal("bucket").describe("A private S3 bucket for uploads, reached with the instance role"),
    oldVersionDays: z
        .int()
        .min(1)
        .max(3650)
        .default(common.oldVersionDays)
        .describe(
            "Days for which an upload that was overwritten or deleted can be had back. Versions are kept while environment.protect holds",
        ),
    kmsKeyArn: text(forms.kmsKeyArn)
        .optional()
        .describe(
            "ARN of the key in KMS that encrypts new uploads, where that is a key of yours: the instance role may then use it. What is there keeps its key. With cdn, the key's policy has to let CloudFront decrypt",
        ),
    formerKmsKeyArns: z
        .array(text(forms.kmsKeyArn))
        .default([])
        .describe("Keys that older uploads are encrypted with; the instance role may decrypt with them"),
    transition: transition
        .optional()
        .describe("Move uploads to a cheaper class of storage; without it they stay in STANDARD"),
    uploads: uploads.optional().describe("Let pages of the site send files straight to the bucket, by CORS"),
    cdn: cdn
        .optional()
        .describe("Let everyone read a part of the bucket, through CloudFront; the bucket stays private"),
});

export const mediaSchema = z.discriminatedUnion("kind", [
    bucket,
    z.strictObject({ kind: z.literal("none").describe("No bucket") }),
]);
