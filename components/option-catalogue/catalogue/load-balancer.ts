import {
    anyText,
    boolean,
    certificateArn,
    oneOf,
    portNumber,
    processName,
    securityGroups,
    setOf,
    textOf,
    whole,
    needs,
} from "../forms";
import { applicationLoadBalancer, managingGuide, networkLoadBalancer, sharedLoadBalancer } from "../sources";
import { sharedLoadBalancerArn } from "../../settings/patterns";
import type { NamespaceTable, OptionRow } from "../types";

const application = ["application", "application-shared"] as const;

const listenerOptions = {
    DefaultProcess: { form: processName, default: "default" },
    ListenerEnabled: { form: boolean, default: "true" },
    Protocol: {
        form: oneOf("HTTP", "HTTPS", "TCP", "TLS"),
        limited: [
            { values: ["HTTP", "HTTPS"], loadBalancers: ["application"] },
            { values: ["TCP", "TLS"], loadBalancers: ["network"] },
        ],
        source: networkLoadBalancer,
        note: "By default HTTP, and TCP of a network load balancer.",
    },
    SSLCertificateArns: { form: certificateArn },
    SSLPolicy: { form: textOf(/^ELBSecurityPolicy-[\w-]+$/, "the name of a TLS policy, ELBSecurityPolicy-…") },
} as const satisfies Readonly<Record<string, OptionRow>>;

const rules = { form: setOf(/^[A-Za-z0-9_-]+$/, "names of rules") } as const;

const wildcards = setOf(/^[^,\s]+$/, "patterns of at most 128 signs, with * and ?", { itemMaxLength: 128 });

/** Settings of a load balancer that a shared one refuses: it belongs to someone else. */
const ownOnly = { loadBalancers: ["application"], source: sharedLoadBalancer } as const;

/** Load balancers of today. Of a shared one only rules, security groups and its ARN can be given, and the first of them only once. */
export const loadBalancerTables = [
    {
        namespace: "aws:elbv2:listener:default",
        tiers: ["web"],
        loadBalancers: ["application", "network"],
        change: "in-place",
        source: managingGuide,
        options: { ...listenerOptions, Rules: { ...rules, loadBalancers: ["application"] } },
    },
    {
        namespace: "aws:elbv2:listener:{listener_port}",
        placeholder: portNumber,
        tiers: ["web"],
        loadBalancers: ["application", "network"],
        change: "in-place",
        source: managingGuide,
        options: {
            ...listenerOptions,
            Rules: { ...rules, loadBalancers: application, changeWhenShared: "refused", source: sharedLoadBalancer },
        },
    },
    {
        namespace: "aws:elbv2:listenerrule:{rule_name}",
        placeholder: /^[A-Za-z0-9_-]+$/,
        tiers: ["web"],
        loadBalancers: application,
        change: "in-place",
        source: sharedLoadBalancer,
        options: {
            HostHeaders: {
                form: wildcards,
                changeWhenShared: "refused",
                note: "With PathPatterns at most five; on a shared load balancer four, because AWS adds the environment's own name.",
            },
            PathPatterns: { form: wildcards, changeWhenShared: "refused" },
            Priority: {
                form: whole(1, 1000),
                default: "1",
                changeWhenShared: "refused",
                note: "Unique for a listener; on a shared load balancer relative to other environments.",
            },
            Process: { form: processName, default: "default", changeWhenShared: "refused" },
        },
    },
    {
        namespace: "aws:elbv2:loadbalancer",
        tiers: ["web"],
        loadBalancers: ["application"],
        change: "in-place",
        source: managingGuide,
        options: {
            AccessLogsS3Bucket: { form: anyText, ...ownOnly },
            AccessLogsS3Enabled: {
                form: boolean,
                default: "false",
                requires: [needs("aws:elbv2:loadbalancer", "AccessLogsS3Bucket")],
                ...ownOnly,
            },
            AccessLogsS3Prefix: { form: anyText, ...ownOnly },
            IdleTimeout: { form: whole(1, 3600), note: "Seconds.", ...ownOnly },
            IpAddressType: {
                form: oneOf("ipv4", "dualstack"),
                default: "ipv4",
                loadBalancers: ["application", "network"],
                source: networkLoadBalancer,
                note: "The VPC and every subnet need IPv6 for dualstack.",
            },
            ManagedSecurityGroup: {
                form: textOf(/^sg-[0-9a-z]+$/, "the id of a security group, sg-…"),
                requires: [needs("aws:elbv2:loadbalancer", "SecurityGroups")],
                source: applicationLoadBalancer,
            },
            SecurityGroups: { form: securityGroups, loadBalancers: application, source: sharedLoadBalancer },
            SharedLoadBalancer: {
                form: { type: "arn", ...sharedLoadBalancerArn },
                loadBalancers: ["application-shared"],
                requires: [needs("aws:elasticbeanstalk:environment", "LoadBalancerIsShared", "true")],
                change: "refused",
                source: sharedLoadBalancer,
            },
        },
    },
] as const satisfies readonly NamespaceTable[];
