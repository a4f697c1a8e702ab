import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { emptyElsewhere, givenElsewhere } from "./secret-values";
import { StageDefaults, text } from "./schema-parts";

const ownKey =
    "ARN of the key in KMS that encrypts it, where that is a key of yours: the instance role may then decrypt with it";

const verifyCertificate = z
    .boolean()
    .optional()
    .describe(
        "DATABASE_URL asks for sslmode=verify-full with the certificates of RDS, which each deployment fetches from AWS; with false the connection is encrypted, to whatever server answers. Generated containers on Docker have the file mounted; in a compose file of your own, mount it",
    );

export const databaseSchema = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [
        z.strictObject({
            kind: z.literal("postgres").describe("RDS for PostgreSQL, created with the stack"),
            version: text(forms.postgresVersion).default(common.postgresVersion).describe("PostgreSQL version, quoted"),
            instanceClass: text(forms.databaseClass)
                .default(d.databaseClass)
                .describe("RDS instance class. Changing it restarts the database"),
            storageGb: z.int().min(20).max(65536).default(common.storageGb).describe("Storage in GB at creation (gp3)"),
            maxStorageGb: z
                .int()
                .min(20)
                .max(65536)
                .default(d.maxStorageGb)
                .describe("Storage in GB up to which it grows by itself"),
            multiAz: z.boolean().default(d.multiAz).describe("Keep a standby in another zone"),
            backupDays: z.int().min(1).max(35).default(d.backupDays).describe("Days that automated backups are kept"),
            deletionProtection: z
                .boolean()
                .default(d.deletionProtection)
                .describe("AWS refuses to delete the database, and a final snapshot is taken"),
            name: text(forms.postgresIdentifier)
                .default(common.databaseName)
                .describe("Name of the database. Changing it replaces the server"),
            username: text(forms.postgresIdentifier)
                .default(common.databaseUser)
                .describe("Master user. Changing it replaces the server"),
            urlScheme: z
                .enum(["postgresql", "postgres", "postgresql+psycopg"])
                .default(common.urlScheme)
                .describe("Scheme of DATABASE_URL; postgresql suits every reader"),
            verifyCertificate,
        }),
        z.strictObject({
            kind: z.literal("external").describe("A database kept elsewhere"),
            urlSecretArn: text(forms.secretArn).describe("ARN of the secret whose whole value is DATABASE_URL"),
            kmsKeyArn: text(forms.kmsKeyArn).optional().describe(ownKey),
        }),
        z.strictObject({ kind: z.literal("none").describe("No database") }),
    ]);

export const secretSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("generated").describe("Made once at random"),
        length: z
            .int()
            .min(32)
            .max(1024)
            .default(common.generatedSecretLength)
            .describe("Number of characters. Changing it makes a new value"),
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
    }),
    z.strictObject({
        kind: z.literal("arn").describe("An existing secret or parameter"),
        arn: text(forms.secretArn).describe("Its ARN"),
        jsonKey: z
            .string()
            .regex(/^[^:]+$/, "a top-level key without a colon")
            .optional()
            .describe("Key of the JSON object that holds the value (Secrets Manager only)"),
        optional: z
            .boolean()
            .default(false)
            .describe(
                "The application does without it: the instances only warn of an empty value. The secret itself must exist, because Elastic Beanstalk fetches it before any check of ours",
            ),
        kmsKeyArn: text(forms.kmsKeyArn).optional().describe(ownKey),
    }),
]);

export const mediaSchema = z.discriminatedUnion("kind", [
    z.strictObject({
        kind: z.literal("bucket").describe("A private S3 bucket for uploads, reached with the instance role"),
    }),
    z.strictObject({ kind: z.literal("none").describe("No bucket") }),
]);

export const domainSchema = z
    .strictObject({
        name: text(forms.domainName).describe("Name under which the site is reached"),
        zone: text(forms.domainName).describe("Route 53 hosted zone that holds the name"),
        zoneId: z
            .string()
            .regex(/^Z[A-Z0-9]+$/, "the id of a hosted zone, Z…")
            .optional()
            .describe("Given, the zone is not looked up"),
        alternativeNames: z
            .array(text(forms.alternativeName))
            .default([])
            .describe("Further names on the certificate; all within the zone"),
    })
    .optional();
