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

const tlsPolicy = z.enum(tlsPolicies).default(common.tlsPolicy).describe("TLS policy of the listener on 443");

const thresholds = {
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

const drainingSeconds = seconds(0, 3600)
    .default(common.drainingSeconds)
    .describe("Seconds that open requests have to end when an instance is taken out");

/** The path is app.healthPath. */
const healthCheck = z.strictObject({
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

const stickySeconds = seconds(1, 604800)
    .optional()
    .describe(
        "Seconds for which a browser stays with one instance, by a cookie of the load balancer; without it requests go to any",
    );

const processName = text(forms.processName);

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

/** Of a network load balancer, which passes connections on. */
const connectionProcess = z.strictObject({
    port: z.int().min(1).max(65535).describe("Port on the instances"),
    drainingSeconds,
});

const connectionListener = z.strictObject({
    protocol: z.enum(["TCP", "TLS"]).describe("Protocol that clients speak"),
    certificateArn: text(forms.certificateArn)
        .optional()
        .describe("Certificate of ACM or IAM in the region; without it that of port 443"),
    clients: z
        .array(text(forms.cidr))
        .min(1)
        .describe("Addresses that may reach the port; the whole world is for 80 and 443 only"),
    process: processName.default("default").describe("Process that gets the connections"),
});

const rule = z.strictObject({
    hosts: z.array(z.string().min(1).max(128)).default([]).describe("Host headers, with * and ?"),
    paths: z.array(z.string().min(1).max(128)).default([]).describe("Path patterns, with * and ?"),
    priority: z.int().min(1).max(1000).describe("The lowest number is tried first; each number once on a listener"),
    process: processName.default("default").describe("Process that gets the request"),
});

const accessLogs = z.strictObject({
    bucket: z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of an S3 bucket")
        .describe("A bucket in the same region into which Elastic Load Balancing may write"),
    prefix: z.string().min(1).optional().describe("Prefix of the keys"),
});

const certificateArn = text(forms.certificateArn)
    .optional()
    .describe("A certificate of ACM or IAM for port 443, in the region; without it the stack makes one for `domain`");

const scheme = z
    .enum(["public", "internal"])
    .default("public")
    .describe("Whether the load balancer has addresses of the internet or of the VPC alone");

const ipAddressType = z
    .enum(["ipv4", "dualstack"])
    .default("ipv4")
    .describe("dualstack adds IPv6, which the VPC and the load balancer's subnets need too");

const http = z.boolean().default(true).describe("Listen on port 80; with a domain it only sends browsers on to HTTPS");

const dedicated = z.strictObject({
    kind: z.literal("dedicated").describe("An application load balancer of the environment's own"),
    idleTimeoutSeconds: seconds(1, 59)
        .default(common.idleTimeoutSeconds)
        .describe(
            "Seconds an idle connection is kept; less than the 60 after which the platform's nginx closes it, or users see a 502",
        ),
    tlsPolicy,
    certificateArn,
    scheme,
    ipAddressType,
    http,
    healthCheck: healthCheck.prefault({}),
    drainingSeconds,
    stickySeconds,
    accessLogs: accessLogs.optional().describe("Log of every request, in S3"),
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

const shared = z.strictObject({
    kind: z.literal("shared").describe("An application load balancer of yours that several environments share"),
    arn: text(forms.sharedLoadBalancerArn).describe(
        "Its ARN; it stands in the environment's VPC, has a listener, and was not made by Elastic Beanstalk",
    ),
    securityGroupId: z
        .string()
        .startsWith("sg-", "a security group id, sg-…")
        .describe("A security group of it, from which the instances take requests"),
    idleTimeoutSeconds: seconds(1, 59)
        .default(common.idleTimeoutSeconds)
        .describe("What its idle time-out is; Gunicorn's has to be less. It is set on the load balancer, not here"),
    listenerPort: z
        .int()
        .min(1)
        .max(65535)
        .optional()
        .describe(
            "Port of its listener; without it 443 with a domain, else 80. HTTPS and its certificate are the listener's",
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

const network = z.strictObject({
    kind: z
        .literal("network")
        .describe(
            "A network load balancer of the environment's own: TCP, with TLS on 443 where there is a domain. The application sees clients' own addresses, but cannot tell HTTPS from HTTP",
        ),
    tlsPolicy,
    certificateArn,
    scheme,
    ipAddressType,
    http: z
        .boolean()
        .optional()
        .describe(
            "Listen on port 80; without it only where there is no domain, since nothing could send browsers on to HTTPS",
        ),
    clients: z
        .array(text(forms.cidr))
        .min(1)
        .default([...common.everywhere])
        .describe(
            "Addresses that reach port 80 of the instances: they see clients' own, so their security group has to admit them",
        ),
    vpcRange: text(forms.cidr)
        .optional()
        .describe(
            "Range of the VPC, from which the load balancer checks the instances; needed with clients of your own in a VPC that the stack does not make",
        ),
    healthCheck: z
        .strictObject({
            intervalSeconds: z.literal([10, 30]).default(30).describe("Seconds between two checks"),
            healthyCount: thresholds.healthyCount.default(common.networkHealthyCount),
            unhealthyCount: thresholds.unhealthyCount,
        })
        .prefault({}),
    drainingSeconds,
    processes: z
        .record(processName, connectionProcess, "processes by name")
        .default({})
        .describe("Other ports on the instances, besides nginx on 80, which is `default`"),
    listeners: z
        .record(text(forms.listenerPort), connectionListener, "listeners by port")
        .default({})
        .describe("Listeners besides those on 80 and 443"),
});

const none = z.strictObject({
    kind: z
        .literal("none")
        .describe(
            "A single instance with a public address and no load balancer; HTTP only, and HTTPS where something in front of it ends TLS, such as CloudFront. In the worker tier: no load balancer, as many instances as `scaling` says",
        ),
});

export const loadBalancerSchema = z.discriminatedUnion("kind", [dedicated, shared, network, none]);
