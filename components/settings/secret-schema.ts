import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { ownKey, text } from "./schema-parts";
import { ownStoreSchema } from "./secret-storage-schema";
import { emptyElsewhere, givenElsewhere } from "./secret-values";

const existingOptional = z
    .boolean()
    .default(false)
    .describe(
        "The application does without it: the instances only warn of an empty value. The secret itself must exist, because Elastic Beanstalk fetches it before any check of ours",
    );

export const secretSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("generated").describe("Made once at random"),
        length: z
            .int()
            .min(32)
            .max(1024)
            .default(common.generatedSecretLength)
            .describe("Number of characters. Changing it makes a new value"),
        store: ownStoreSchema,
    }),
    z.strictObject({
        kind: z
            .literal("stack")
            .describe(
                "The value is this stack's secret, set by: pulumi config set --secret --path 'secrets.NAME.value'",
            ),
        value: z.literal([givenElsewhere, emptyElsewhere]).optional(),
        optional: z
            .boolean()
            .default(false)
            .describe(
                "The application does without it: as long as it has no value the environment is not told of it, and the instances only warn",
            ),
        store: ownStoreSchema,
    }),
    z.strictObject({
        kind: z.literal("arn").describe("An existing secret or parameter"),
        arn: text(forms.secretArn).describe("Its ARN"),
        jsonKey: z
            .string()
            .regex(/^[^:]+$/, "a top-level key without a colon")
            .optional()
            .describe("Key of the JSON object that holds the value (Secrets Manager only)"),
        optional: existingOptional,
        kmsKeyArn: text(forms.kmsKeyArn).optional().describe(ownKey),
    }),
    z.strictObject({
        kind: z.literal("parameter").describe("An existing SSM parameter of the stack's region and account, by name"),
        name: text(forms.parameterName).describe("Its whole name"),
        optional: existingOptional,
        kmsKeyArn: text(forms.kmsKeyArn).optional().describe(ownKey),
    }),
]);
