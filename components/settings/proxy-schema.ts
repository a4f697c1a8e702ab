import { z } from "zod";
import { common } from "./defaults";

/** What a response header can hold, and nginx can write: a dollar sign would begin a variable. */
const headerValue = z.string().regex(/^[\x20-\x23\x25-\x7e]+$/, "printable ASCII without a dollar sign");

/** https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Referrer-Policy */
const referrerPolicies = [
    "no-referrer",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
] as const;

const securityHeaders = z.strictObject({
    contentTypeOptions: z.boolean().default(true).describe("X-Content-Type-Options: nosniff"),
    referrerPolicy: z
        .enum([...referrerPolicies, "off"])
        .default(common.referrerPolicy)
        .describe("Referrer-Policy; the default is Django's own"),
    frameOptions: z
        .enum(["DENY", "SAMEORIGIN", "off"])
        .default(common.frameOptions)
        .describe("X-Frame-Options; off where views that Django exempts are shown in frames of other sites"),
    contentSecurityPolicy: headerValue
        .optional()
        .describe("Content-Security-Policy, such as default-src 'self'; without it only the application sends one"),
    hstsSeconds: z
        .int()
        .min(1)
        .max(63072000)
        .optional()
        .describe(
            "max-age of Strict-Transport-Security, which browsers keep for so long; without it only Django sends it (SECURE_HSTS_SECONDS)",
        ),
    hstsIncludeSubdomains: z
        .boolean()
        .default(false)
        .describe("includeSubDomains of that header: every name below the site's has to have HTTPS too"),
    hstsPreload: z
        .boolean()
        .default(false)
        .describe(
            "preload of that header: consent to the list that browsers are shipped with, which takes months to leave",
        ),
});

/** Of the web server on the instances. */
export const proxySchema = z.strictObject({
    maxBodyMb: z
        .int()
        .min(1)
        .max(5120)
        .optional()
        .describe(
            "Largest body of a request, so the largest upload, in MB; without it 10, or what a proxy file of the application's says. nginx's own is 1, and more is answered by 413; Apache has none. Django's FILE_UPLOAD and DATA_UPLOAD settings count besides",
        ),
    maxHeaderKb: z
        .int()
        .min(8)
        .max(64)
        .default(common.maxHeaderKb)
        .describe("Longest request line or header, in KB; an application load balancer lets 16 through"),
    securityHeaders: securityHeaders
        .prefault({})
        .describe(
            "Headers on every answer, static files and errors included, which lacks them: what the application sends wins",
        ),
});
