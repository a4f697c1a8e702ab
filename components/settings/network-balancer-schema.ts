import { z } from "zod";
import { common } from "./defaults";
import {
    certificateArn,
    drainingSeconds,
    ipAddressType,
    processName,
    scheme,
    thresholds,
    tlsPolicy,
} from "./load-balancer-parts";
import { tlsOnInstances } from "./instance-tls-schema";
import * as forms from "./patterns";
import { text } from "./schema-parts";

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

/** A load balancer of connections, which knows nothing of HTTP. */
export const network = z.strictObject({
    kind: z
        .literal("network")
        .describe(
            "A network load balancer of the environment's own: TCP, with TLS on 443 where there is a domain. The application sees clients' own addresses, but cannot tell HTTPS from HTTP unless TLS ends on the instances",
        ),
    tlsPolicy,
    certificateArn,
    tlsOnInstances: tlsOnInstances
        .optional()
        .describe(
            "End TLS on the instances: port 443 passes connections on, and nginx has the certificate. Python platform with nginx",
        ),
    scheme,
    ipAddressType,
    http: z
        .boolean()
        .optional()
        .describe(
            "Listen on port 80; without it only where there is no domain, since nothing could send browsers on to HTTPS, and with tlsOnInstances, where nginx does",
        ),
    clients: z
        .array(text(forms.cidr))
        .min(1)
        .default([...common.everywhere])
        .describe(
            "Addresses that reach nginx on the instances: they see clients' own, so their security group has to admit them",
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
        .describe(
            "Other ports on the instances, besides nginx on 80, or on 443 with tlsOnInstances, which is `default`",
        ),
    listeners: z
        .record(text(forms.listenerPort), connectionListener, "listeners by port")
        .default({})
        .describe("Listeners besides those on 80 and 443"),
});
