import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { text } from "./schema-parts";
import * as workerForms from "./worker-patterns";

const key = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z
            .literal("generated")
            .describe(
                "The stack makes an Ed25519 key pair; the private part is encrypted in the state and nowhere else",
            ),
    }),
    z.strictObject({
        kind: z.literal("secret").describe("A key pair of yours, whose private part is in Secrets Manager"),
        secretArn: text(forms.jsonSecretArn).describe(
            "ARN of the secret whose value is the private key in the OpenSSH or PEM form, without a passphrase",
        ),
        publicKey: text(workerForms.publicKey).describe("The public part, as in an .pub file"),
    }),
]);

/** Both ways over SSH. */
const overSsh = {
    allowedCidrs: z
        .array(text(forms.cidr))
        .min(1)
        .max(20)
        .describe("Addresses from which SSH is allowed: those on which `pulumi up` runs. The whole world is refused"),
    key: key.prefault({ kind: "generated" }).describe("Who may log in"),
    hostKey: text(workerForms.hostKey)
        .optional()
        .describe(
            "The instance's own public key, where an image brings it. Without it the engine trusts whoever answers at the address that AWS gives",
        ),
    timeoutMinutes: z
        .int()
        .min(2)
        .max(60)
        .default(common.workerTimeoutMinutes)
        .describe(
            "Minutes for each step: the instance answers, a copy or part arrives, the release runs. A step whose connection breaks begins again, up to four times, but not once that time has passed since the worker's first break",
        ),
};

/** How a bundle travels. */
export const workerDelivery = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z
            .literal("s3")
            .describe("Instances fetch it from the stack's bucket with their role, within a minute; no port is open"),
    }),
    z.strictObject({
        kind: z.literal("ssh").describe("The engine copies it over SSH and waits until the services run"),
        ...overSsh,
    }),
    z.strictObject({
        kind: z
            .literal("ssh-parts")
            .describe("The same in parts, so that a connection that breaks costs one part and not the whole"),
        ...overSsh,
        partMiB: z.int().min(1).max(64).default(common.workerPartMiB).describe("MiB of a part"),
    }),
    z.strictObject({
        kind: z
            .literal("url")
            .describe("Instances fetch a release from a public address, such as an asset of a release on GitHub"),
        url: z
            .string()
            .regex(workerForms.httpsUrl.pattern, workerForms.httpsUrl.allowed)
            .describe("Address of the bundle that `npm run worker -- bundle` has made"),
        sha256: text(workerForms.sha256).describe("Checksum of the bundle; another one is refused"),
    }),
]);
