import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { text } from "./schema-parts";

/** Where the stack keeps a secret that it makes. */
export const storeSchema = z.enum(["each", "together", "parameter"]);

const storeWords =
    "each: a secret of its own in Secrets Manager, billed by the month; together: one secret for all of them, as JSON; parameter: a SecureString in SSM, which costs nothing. The value stays the same wherever it goes";

export const ownStoreSchema = storeSchema
    .optional()
    .describe(`Where the stack keeps it; default: environment.secretStorage.store`);

const keySchema = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("aws").describe("The key that AWS manages for the service") }),
    z.strictObject({
        kind: z
            .literal("new")
            .describe("A key of the stack's own, whose material AWS changes once a year; billed by the month"),
    }),
    z.strictObject({
        kind: z.literal("existing").describe("A key of yours"),
        arn: text(forms.kmsKeyArn).describe("Its ARN; whoever deploys must be allowed to use it"),
    }),
]);

/** How the stack keeps the secrets that it makes. */
export const secretStorageSchema = z.strictObject({
    store: storeSchema.default(common.secretStore).describe(`Where the stack keeps its secrets. ${storeWords}`),
    parameterPrefix: text(forms.parameterPrefix)
        .optional()
        .describe("Path of the parameters that the stack makes; default: /<application>-<stack>/secrets"),
    key: keySchema
        .prefault({ kind: common.secretKey })
        .describe(
            "Key in KMS that encrypts every secret of the stack, the database's credentials and the cache's URL too. A running application does not notice another one",
        ),
});
