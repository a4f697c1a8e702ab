import { z } from "zod";
import { common } from "./defaults";
import * as forms from "./patterns";
import { seconds, text } from "./schema-parts";

/** Policies of TLS 1.2 and newer. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export const tlsPolicies = [
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
] as const;

export const tlsPolicy = z.enum(tlsPolicies).default(common.tlsPolicy).describe("TLS policy of the listener on 443");

export const thresholds = {
    healthyCount: z
        .int()
        .min(2)
        .max(10)
        .default(common.healthyCount)
        .describe("Good answers in a row after which an instance gets requests"),
    unhealthyCount: z
        .int()
        .min(2)
        .max(10)
        .default(common.unhealthyCount)
        .describe("Bad answers in a row after which an instance gets none"),
};

export const drainingSeconds = seconds(0, 3600)
    .default(common.drainingSeconds)
    .describe("Seconds that open requests have to end when an instance is taken out");

/** The path is app.healthPath. */
export const healthCheck = z.strictObject({
    intervalSeconds: seconds(5, 300).default(common.checkSeconds).describe("Seconds between two checks"),
    timeoutSeconds: seconds(1, 60)
        .default(common.checkTimeoutSeconds)
        .describe("Seconds that an answer may take; less than the interval"),
    codes: z
        .array(
            z
                .string()
                .regex(/^[2-4]\d\d(-[2-4]\d\d)?$/, 'quoted HTTP codes from 200 to 499, such as "200" or "200-299"'),
        )
        .min(1)
        .default([...common.healthCodes])
        .describe("HTTP codes of a healthy answer"),
    ...thresholds,
});

export const processName = text(forms.processName);

export const certificateArn = text(forms.certificateArn)
    .optional()
    .describe("A certificate of ACM or IAM for port 443, in the region; without it the stack makes one for `domain`");

export const scheme = z
    .enum(["public", "internal"])
    .default("public")
    .describe("Whether the load balancer has addresses of the internet or of the VPC alone");

export const ipAddressType = z
    .enum(["ipv4", "dualstack"])
    .default("ipv4")
    .describe("dualstack adds IPv6, which the VPC and the load balancer's subnets need too");
