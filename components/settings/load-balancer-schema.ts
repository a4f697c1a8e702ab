import { z } from "zod";
import { accessLogs } from "./access-logs-schema";
import { common } from "./defaults";
import {
    certificateArn,
    drainingSeconds,
    healthCheck,
    ipAddressType,
    processName,
    scheme,
    tlsPolicy,
} from "./load-balancer-parts";
import { tlsOnInstances } from "./instance-tls-schema";
import { mutualTls } from "./mutual-tls-schema";
import { network } from "./network-balancer-schema";
import * as forms from "./patterns";
import { seconds, StageDefaults, text } from "./schema-parts";

const stickySeconds = seconds(1, 604800)
    .optional()
    .describe(
        "Seconds for which a browser stays with one instance, by a cookie of the load balancer; without it requests go to any",
    );

/** Another port on the instances to which a listener or a rule can send requests. */
const extraProcess = z.strictObject({
    port: z.int().min(1).max(65535).describe("Port on the instances"),
    protocol: z.enum(["HTTP", "HTTPS"]).default("HTTP").describe("Protocol between load balancer and instance"),
    healthPath: text(forms.urlPath).default("/").describe("Path of its health check"),
    healthCheck: healthCheck.prefault({}),
    drainingSeconds,
    stickySeconds,
});

const listener = z.strictObject({
    protocol: z.enum(["HTTP", "HTTPS"]).describe("Protocol that clients speak"),
    certificateArn: text(forms.certificateArn)
        .optional()
        .describe("Certificate of ACM or IAM in the region; without it that of `domain`"),
    clients: z
        .array(text(forms.cidr))
        .min(1)
        .describe("Addresses that may reach the port; the whole world is for 80 and 443 only"),
    process: processName.default("default").describe("Process that gets what no rule takes"),
    rules: z.array(z.string()).default([]).describe("Names of rules of this listener, out of `rules`"),
});

const rule = z.strictObject({
    hosts: z.array(z.string().min(1).max(128)).default([]).describe("Host headers, with * and ?"),
    paths: z.array(z.string().min(1).max(128)).default([]).describe("Path patterns, with * and ?"),
    priority: z.int().min(1).max(1000).describe("The lowest number is tried first; each number once on a listener"),
    process: processName.default("default").describe("Process that gets the request"),
});

/** AWS's limits. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const idleTimeoutSeconds = seconds(1, 3600);

const http = z.boolean().default(true).describe("Listen on port 80; with a domain it only sends browsers on to HTTPS");

const dedicated = (d: StageDefaults) =>
    z.strictObject({
        kind: z.literal("dedicated").describe("An application load balancer of the environment's own"),
        idleTimeoutSeconds: idleTimeoutSeconds
            .default(d.idleTimeoutSeconds)
            .describe(
                "Seconds for which an idle connection is kept and an answer may take; without it 55, or 5 more than app.web.timeoutSeconds if that is longer. nginx on the instances waits as long, and keeps its connections 10 seconds longer: a target that closes first means a 502",
            ),
        tlsPolicy,
        certificateArn,
        scheme,
        ipAddressType,
        http,
        healthCheck: healthCheck.prefault({}),
        drainingSeconds,
        stickySeconds,
        endToEndTls: z
            .boolean()
            .default(false)
            .describe(
                "Encrypt the way from the load balancer to the instances too: nginx listens on 443 with a certificate that each instance makes itself. Python platform with nginx",
            ),
        mutualTls: mutualTls
            .optional()
            .describe("Certificates of clients, such as those of PIV cards, that the listener on 443 asks for"),
        accessLogs: accessLogs(d).optional().describe("Log of every request, in S3"),
        processes: z
            .record(processName, extraProcess, "processes by name")
            .default({})
            .describe("Other ports on the instances, besides nginx on 80, which is `default`"),
        rules: z
            .record(text(forms.ruleName), rule, "rules by name")
            .default({})
            .describe("Which requests go to which process"),
        listeners: z
            .record(text(forms.listenerPort), listener, "listeners by port")
            .default({})
            .describe("Listeners besides those on 80 and 443"),
    });

const ownListener = z.strictObject({
    certificateArn: text(forms.certificateArn).describe("Its certificate, of ACM or IAM in the region"),
    tlsPolicy,
    mutualTls: mutualTls.optional().describe("Certificates of clients that it asks for"),
});

const shared = z.strictObject({
    kind: z.literal("shared").describe("An application load balancer of yours that several environments share"),
    arn: text(forms.sharedLoadBalancerArn).describe(
        "Its ARN; it stands in the environment's VPC, has a listener, and was not made by Elastic Beanstalk",
    ),
    securityGroupId: z
        .string()
        .startsWith("sg-", "a security group id, sg-…")
        .describe("A security group of it, from which the instances take requests"),
    idleTimeoutSeconds: idleTimeoutSeconds
        .default(common.idleTimeoutSeconds)
        .describe("What its idle time-out is; Gunicorn's has to be less. It is set on the load balancer, not here"),
    listenerPort: z
        .int()
        .min(1)
        .max(65535)
        .optional()
        .describe(
            "Port of its listener; without it 443 with a domain or ownListener, else 80. HTTPS and its certificate are the listener's",
        ),
    ownListener: ownListener
        .optional()
        .describe(
            "Make the listener on listenerPort, with HTTPS, instead of using one that is there. The load balancer's security group has to admit the port",
        ),
    priority: z
        .int()
        .min(1)
        .max(1000)
        .default(1)
        .describe("Order of the environment's rule among those of other environments"),
    healthCheck: healthCheck.prefault({}),
    drainingSeconds,
    stickySeconds,
});

const none = z.strictObject({
    kind: z
        .literal("none")
        .describe(
            "A single instance with a public address and no load balancer; HTTP only, and HTTPS with tlsOnInstances, or where something in front of it ends TLS, such as CloudFront. In the worker tier: no load balancer, as many instances as `scaling` says",
        ),
    tlsOnInstances: tlsOnInstances
        .optional()
        .describe("End TLS on the instance: nginx listens on 443 with the certificate. Python platform with nginx"),
});

export const loadBalancerSchema = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [dedicated(d), shared, network, none]);
