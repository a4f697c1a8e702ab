import {
    anyText,
    boolean,
    certificateArn,
    oneOf,
    port,
    portNumber,
    ports,
    securityGroups,
    setOf,
    whole,
} from "../forms";
import { changeSeverity } from "../sources";
import type { ListForm, NamespaceTable, OptionRow } from "../types";

const process = "aws:elasticbeanstalk:environment:process:default";

/** The order may be the order of preference, so it is kept. */
const policyNames: ListForm = { type: "list", order: "kept", item: /^[^,\s]+$/, allowed: "names of policies" };

const instanceProtocol = oneOf("HTTP", "HTTPS", "TCP", "SSL");

const classic = { tiers: ["web"], loadBalancers: ["classic"] } as const;

const stickiness = {
    "Stickiness Cookie Expiration": {
        form: whole(0, 1000000),
        default: "0",
        instead: `Use ${process} / StickinessLBCookieDuration.`,
    },
    "Stickiness Policy": { form: boolean, default: "false", instead: `Use ${process} / StickinessEnabled.` },
} as const satisfies Readonly<Record<string, OptionRow>>;

/** The load balancer of before 2016, which AWS still takes as its default. Its options beside a newer one show as a change for ever. */
export const classicTables = [
    {
        namespace: "aws:elb:healthcheck",
        ...classic,
        change: "in-place",
        source: changeSeverity,
        options: {
            HealthyThreshold: {
                form: whole(2, 10),
                default: "3",
                instead: `Use ${process} / HealthyThresholdCount.`,
            },
            Interval: { form: whole(5, 300), default: "10", instead: `Use ${process} / HealthCheckInterval.` },
            Timeout: { form: whole(2, 60), default: "5", instead: `Use ${process} / HealthCheckTimeout.` },
            UnhealthyThreshold: {
                form: whole(2, 10),
                default: "5",
                instead: `Use ${process} / UnhealthyThresholdCount.`,
            },
            Target: { form: anyText, default: "TCP:80", instead: "Use app.healthPath." },
        },
    },
    {
        namespace: "aws:elb:loadbalancer",
        ...classic,
        change: "in-place",
        source: changeSeverity,
        instead: "Use aws:elbv2:listener:443 for HTTPS and aws:elbv2:listener:default for port 80.",
        options: {
            CrossZone: {
                form: boolean,
                default: "false",
                instead: "Remove it; an application load balancer always balances across zones.",
            },
            SecurityGroups: { form: securityGroups, instead: "Use aws:elbv2:loadbalancer / SecurityGroups." },
            ManagedSecurityGroup: { form: anyText, instead: "Use aws:elbv2:loadbalancer / ManagedSecurityGroup." },
            LoadBalancerHTTPPort: { form: oneOf("OFF", "80"), default: "80" },
            LoadBalancerPortProtocol: { form: oneOf("HTTP", "TCP"), default: "HTTP" },
            LoadBalancerHTTPSPort: { form: oneOf("OFF", "443", "8443"), default: "OFF" },
            LoadBalancerSSLPortProtocol: { form: oneOf("HTTPS", "SSL"), default: "HTTPS" },
            SSLCertificateId: { form: certificateArn },
        },
    },
    {
        namespace: "aws:elb:listener",
        ...classic,
        change: "unknown",
        instead: "Use aws:elbv2:listener:default.",
        options: {
            ListenerProtocol: { form: oneOf("HTTP", "TCP"), default: "HTTP" },
            InstancePort: { form: port, default: "80" },
            InstanceProtocol: { form: instanceProtocol, default: "HTTP" },
            PolicyNames: { form: policyNames },
            ListenerEnabled: { form: boolean, default: "true" },
        },
    },
    {
        namespace: "aws:elb:listener:{listener_port}",
        placeholder: portNumber,
        ...classic,
        change: "unknown",
        instead: "Use aws:elbv2:listener:{listener_port}.",
        options: {
            ListenerProtocol: { form: instanceProtocol, default: "HTTP" },
            InstancePort: { form: port, note: "By default the listener's own port." },
            InstanceProtocol: { form: instanceProtocol },
            PolicyNames: { form: policyNames },
            SSLCertificateId: { form: certificateArn },
            ListenerEnabled: { form: boolean, note: "By default true when another option is set." },
        },
    },
    {
        namespace: "aws:elb:policies",
        ...classic,
        change: "in-place",
        source: changeSeverity,
        instead: "Remove it; an application load balancer has no policies.",
        options: {
            ConnectionDrainingEnabled: {
                form: boolean,
                default: "false",
                instead: `Use ${process} / DeregistrationDelay.`,
            },
            ConnectionDrainingTimeout: {
                form: whole(1, 3600),
                default: "20",
                instead: `Use ${process} / DeregistrationDelay.`,
            },
            ConnectionSettingIdleTimeout: {
                form: whole(1, 3600),
                default: "60",
                instead: "Use environment.loadBalancer.idleTimeoutSeconds (aws:elbv2:loadbalancer / IdleTimeout).",
            },
            LoadBalancerPorts: { form: ports },
            ...stickiness,
        },
    },
    {
        namespace: "aws:elb:policies:{policy_name}",
        placeholder: /^\S+$/,
        ...classic,
        change: "in-place",
        source: changeSeverity,
        instead: "Remove it; an application load balancer has no policies.",
        options: {
            CookieName: { form: anyText },
            InstancePorts: { form: ports },
            LoadBalancerPorts: { form: ports },
            ProxyProtocol: { form: boolean },
            PublicKey: { form: anyText },
            PublicKeyPolicyNames: { form: policyNames },
            SSLProtocols: { form: setOf(/^[^,\s]+$/, "names of protocols") },
            SSLReferencePolicy: { form: anyText, instead: "Use environment.loadBalancer.tlsPolicy." },
            ...stickiness,
        },
    },
] as const satisfies readonly NamespaceTable[];
