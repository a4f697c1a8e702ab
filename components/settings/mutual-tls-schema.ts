import { z } from "zod";
import * as forms from "./patterns";
import { text } from "./schema-parts";

/** A file in PEM form: beside the stack file, from where the stack uploads it, or in S3 already. */
const pemFile = z.discriminatedUnion("from", [
    z.strictObject({
        from: z.literal("file").describe("A file of yours, which the stack uploads"),
        path: text(forms.besideStackFile).describe("Its path, relative to the stack file"),
    }),
    z.strictObject({
        from: z.literal("s3").describe("An object in S3"),
        bucket: text(forms.bucketName).describe("Its bucket, in the stack's region"),
        key: z.string().min(1).max(1024).describe("Its key"),
        versionId: z.string().min(1).optional().describe("Its version; without it the newest"),
    }),
]);

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html */
export const mutualTls = z.discriminatedUnion("mode", [
    z.strictObject({
        mode: z
            .literal("verify")
            .describe(
                "The load balancer lets in clients alone whose certificate one of your authorities signed, and tells the application whose it is in X-Client-Cert-Subject, -Issuer, -Serial-Number, -Validity and -Leaf",
            ),
        authorities: pemFile.describe("The certificates of those authorities, root and intermediate ones in one file"),
        revocations: z.array(pemFile).max(30).default([]).describe("Lists of certificates that were revoked (CRL)"),
        advertiseNames: z
            .boolean()
            .default(true)
            .describe(
                "Tell clients the names of the authorities, so that a browser offers the right certificates of a card",
            ),
        allowExpired: z.boolean().default(false).describe("Let in certificates that have expired"),
    }),
    z.strictObject({
        mode: z
            .literal("passthrough")
            .describe(
                "The load balancer asks for a certificate and checks nothing: the application gets the chain in X-Client-Cert-Chain and must verify it",
            ),
    }),
]);
