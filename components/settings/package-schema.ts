import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { text } from "./schema-parts";

/** What both package modes say about files. */
const files = {
    exclude: z
        .array(z.string().min(1))
        .default([])
        .describe("Patterns, as in .gitignore, of files left out besides those of the ignore files"),
    include: z
        .array(z.string().min(1))
        .default([])
        .describe(
            "Patterns of files taken although an ignore file, a default or `exclude` leaves them out; one with a slash also opens ignored folders on its way",
        ),
    allow: z
        .array(z.string().min(1))
        .default([])
        .describe("Patterns of files that may be packed although they look like secrets"),
    links: z
        .enum(["refuse", "inline"])
        .default("refuse")
        .describe("Links that leave the application directory: an error, or replaced by what they lead to"),
};

const code = z.discriminatedUnion("from", [
    z.strictObject({
        from: z.literal("git").describe("A commit, fetched over HTTPS when an instance is provisioned"),
        repository: z.string().describe("https:// URL of the repository, without user name, token or query"),
        commit: z.string().describe("Whole id of the commit: 40 lower-case hexadecimal digits, quoted"),
        directory: z.string().optional().describe("Folder of the repository that holds the application"),
        tokenSecretArn: z
            .string()
            .optional()
            .describe("ARN of the Secrets Manager secret whose text is a token that may read the repository"),
        tokenUser: z.string().optional().describe("User name sent with the token; x-access-token without one"),
    }),
    z.strictObject({
        from: z.literal("s3").describe("A zip in a bucket, checked against its SHA-256"),
        bucket: z.string().describe("Name of the bucket, in the stack's region"),
        key: z.string().describe("Key of the zip, ending in .zip"),
        sha256: z.string().describe("SHA-256 of the zip: 64 lower-case hexadecimal digits, quoted"),
        versionId: z.string().optional().describe("Version of the object; the newest without one"),
    }),
    z.strictObject({
        from: z.literal("image").describe("A complete image, pulled by the platform"),
        image: z.string().describe("registry/name@sha256:…, pinned by its digest"),
    }),
]);

/** What goes into the bundle. Changing anything here makes another version, which is deployed in place. */
export const packaging = z.discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("source").describe("The bundle holds the application's files"), ...files }),
    z.strictObject({
        mode: z
            .literal("minimal")
            .describe(
                "Docker: the bundle holds deployment files alone; the code arrives when an instance is provisioned",
            ),
        code,
        ...files,
    }),
]);

/** How a version is called, and where it can be seen. */
export const version = z.strictObject({
    prefix: text(forms.labelPrefix)
        .optional()
        .describe("Put before the fingerprint in the version label: v129-env-var-fix"),
    tagPrefix: z
        .boolean()
        .default(false)
        .describe("Without a prefix, a Git tag of the commit that is checked out takes its place"),
    header: text(forms.headerName)
        .optional()
        .describe("Response header that tells the version label, X-App-Version; Python platform only"),
    contextProcessor: z
        .boolean()
        .default(false)
        .describe(
            "Adds the module django_beanstalk_version, whose context processor gives templates app_version and app_commit",
        ),
});

/** Checks of the Python dependencies before they reach an instance. */
export const python = z.strictObject({
    check: z
        .enum(["auto", "required", "off"])
        .default("auto")
        .describe(
            "Resolve the requirements for the instance's Python: auto tells what cannot be checked here, required refuses it",
        ),
    lock: z
        .union([
            z.boolean(),
            z.strictObject({
                excludeNewer: z.iso.date().describe("Only releases up to this day: the same lock on any later day"),
            }),
        ])
        .default(false)
        .describe("Put a pinned and hashed requirements.txt into the bundle in place of the application's"),
    vendorWheels: z
        .boolean()
        .default(false)
        .describe("Put the wheels into the bundle; the instance then installs offline"),
    indexUrl: z
        .url({ protocol: /^https$/ })
        .optional()
        .describe("The one package index, without credentials; those come from the build machine's environment"),
});

/** The release, on either platform. */
export const platformPin = {
    release: z
        .string()
        .regex(/^\d+\.\d+\.\d+$/, "a quoted platform release of three numbers")
        .default(common.platformRelease)
        .describe("Platform release used when the environment is created; managed updates move it afterwards"),
    checkRelease: z
        .boolean()
        .default(common.checkRelease)
        .describe("Before an environment is created, ask AWS whether it still offers the release to this account"),
};
