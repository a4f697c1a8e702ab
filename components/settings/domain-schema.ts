import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { text } from "./schema-parts";

const zoneId = z
    .string()
    .regex(/^Z[A-Z0-9]+$/, "the id of a hosted zone, Z…")
    .optional()
    .describe("Given, the zone is not looked up");

const furtherZone = z.strictObject({
    name: text(forms.domainName).describe("Name of the zone"),
    id: zoneId,
});

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const healthCheck = z
    .strictObject({
        intervalSeconds: z
            .literal([10, 30])
            .default(common.dnsCheckSeconds)
            .describe("Seconds between two checks of each of Route 53's checkers; 10 costs more"),
        failureThreshold: z
            .int()
            .min(1)
            .max(10)
            .default(common.dnsCheckFailures)
            .describe("Checks in a row after which the other state counts"),
    })
    .optional()
    .describe("A health check of Route 53 on the environment's own name, billed by the month");

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
const setIdentifier = z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe("What tells this stack's records from the others of the same name; without it the environment's name");

const routing = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("simple").describe("One record a name and type") }),
    z.strictObject({
        kind: z.literal("weighted").describe("Several stacks share the names, each by its weight"),
        weight: z.int().min(0).max(255).describe("Share of the answers, among the weights of all; 0 for none"),
        setIdentifier,
        healthCheck,
    }),
    z.strictObject({
        kind: z
            .literal("failover")
            .describe("Two stacks have the names, and the second answers while the first is ill"),
        role: z.enum(["primary", "secondary"]).describe("Which of the two this stack is"),
        setIdentifier,
        healthCheck,
    }),
]);

const certificate = z.strictObject({
    keyAlgorithm: z
        .enum(["RSA_2048", "EC_prime256v1", "EC_secp384r1"])
        .default(common.keyAlgorithm)
        .describe("Key of the certificate; few clients still lack the elliptic curves"),
    validationMinutes: z
        .int()
        .min(1)
        .max(4320)
        .default(common.validationMinutes)
        .describe(
            "Minutes for which an update waits until ACM has found the validation records; ACM gives up after 72 hours",
        ),
});

export const domainSchema = z
    .strictObject({
        name: text(forms.domainName).describe("Name under which the site is reached"),
        zone: text(forms.zoneName).describe(
            "Route 53 hosted zone that holds the name. elsewhere where the names are not in Route 53: the stack then makes no record, and its output dnsRecords lists those to create by hand",
        ),
        zoneId,
        zones: z
            .array(furtherZone)
            .default([])
            .describe("Further hosted zones. A name's records are in the zone with the longest name that it ends in"),
        alternativeNames: z
            .array(text(forms.alternativeName))
            .default([])
            .describe("Further names on the certificate; each within one of the zones"),
        certificate: certificate.prefault({}).describe("The certificate that the stack makes for the names"),
        waitForCertificate: z
            .boolean()
            .default(true)
            .describe(
                "With zone: elsewhere. false requests the certificate, does not wait, and leaves the site without HTTPS until it is true",
            ),
        evaluateTargetHealth: z
            .boolean()
            .default(true)
            .describe("Route 53 prefers other records of a name while the load balancer has no healthy instance"),
        routing: routing.prefault({ kind: "simple" }).describe("How Route 53 chooses among records of one name"),
    })
    .optional();
