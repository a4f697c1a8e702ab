import { boolean, oneOf, path, port, setOf, whole } from "../forms";
import { managingGuide, networkLoadBalancer } from "../sources";
import type { NamespaceTable, OptionRow } from "../types";

/** Of an application load balancer, one's own or a shared one. */
const application = ["application", "application-shared"] as const;

/** A network load balancer checks connections, so it has neither path nor codes; given, they would show as a change for ever. */
const processOptions = {
    DeregistrationDelay: { form: whole(0, 3600), default: "20", note: "Seconds." },
    HealthCheckInterval: {
        form: whole(5, 300),
        note: "Seconds; more than HealthCheckTimeout. By default 15, and 30 of a network load balancer, which takes 10 or 30.",
    },
    HealthCheckPath: { form: path, default: "/", loadBalancers: application, source: networkLoadBalancer },
    HealthCheckTimeout: { form: whole(1, 60), default: "5", loadBalancers: application },
    HealthyThresholdCount: {
        form: whole(2, 10),
        note: "By default 3, and 5 of a network load balancer.",
    },
    MatcherHTTPCode: {
        form: setOf(/^[2-4]\d\d(-[2-4]\d\d)?$/, "HTTP codes from 200 to 499, such as 200,301 or 200-299"),
        default: "200",
        loadBalancers: application,
        source: networkLoadBalancer,
    },
    Port: { form: port, default: "80", change: "unknown" },
    Protocol: {
        form: oneOf("HTTP", "HTTPS", "TCP"),
        limited: [
            { values: ["HTTP", "HTTPS"], loadBalancers: application },
            { values: ["TCP"], loadBalancers: ["network"] },
        ],
        change: "unknown",
        note: "By default HTTP, and TCP of a network load balancer.",
    },
    StickinessEnabled: { form: boolean, default: "false", loadBalancers: application },
    StickinessLBCookieDuration: {
        form: whole(1, 604800),
        default: "86400",
        loadBalancers: application,
        note: "Seconds.",
    },
    StickinessType: { form: oneOf("lb_cookie"), default: "lb_cookie", loadBalancers: application },
    UnhealthyThresholdCount: { form: whole(2, 10), default: "5" },
} as const satisfies Readonly<Record<string, OptionRow>>;

const common = {
    tiers: ["web"],
    loadBalancers: ["application", "network", "application-shared"],
    change: "in-place",
    source: managingGuide,
    options: processOptions,
} as const;

/** Where the load balancer sends requests, and how it finds out who answers. */
export const processTables = [
    { namespace: "aws:elasticbeanstalk:environment:process:default", ...common },
    {
        namespace: "aws:elasticbeanstalk:environment:process:{process_name}",
        placeholder: /^(?!default$)[A-Za-z0-9_-]+$/,
        ...common,
    },
] as const satisfies readonly NamespaceTable[];
