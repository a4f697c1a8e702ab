import { loadBalancerPrefix } from "../access-logs/plan-access-logs";
import { trustStoreOption } from "../../ebextensions/recipes/mutual-tls";
import type { Settings } from "../settings";
import { common } from "../settings/defaults";
import { instanceTls } from "./instance-tls";
import type { OptionLinks } from "./option-links";
import { given, onlyOn, OptionTree, unless } from "./options";
import { hasCertificate, siteNames } from "./variables";

type LoadBalancer = Settings["environment"]["loadBalancer"];
type Dedicated = Extract<LoadBalancer, { kind: "dedicated" }>;
type Shared = Extract<LoadBalancer, { kind: "shared" }>;
type Network = Extract<LoadBalancer, { kind: "network" }>;
type Tree<V> = OptionTree<V | string>;

const environmentNamespace = "aws:elasticbeanstalk:environment";
const loadBalancerNamespace = "aws:elbv2:loadbalancer";
const processNamespace = (name: string) => `aws:elasticbeanstalk:environment:process:${name}`;
const listenerNamespace = (port: number | string) => `aws:elbv2:listener:${port}`;

/** The load balancer, its listeners, where it sends requests and how it finds out who answers. AWS's default is a classic one. */
export function loadBalancerOptions<V>(settings: Settings, links: OptionLinks<V>): readonly Tree<V>[] {
    const { loadBalancer } = settings.environment;
    switch (loadBalancer.kind) {
        case "dedicated":
            return dedicated(settings, loadBalancer, links);
        case "shared":
            return shared(settings, loadBalancer);
        case "network":
            return network(settings, loadBalancer, links);
        case "none":
            return [];
    }
}

function dedicated<V>({ app }: Settings, settings: Dedicated, links: OptionLinks<V>): readonly Tree<V>[] {
    return [
        { [environmentNamespace]: { LoadBalancerType: "application" } },
        {
            [loadBalancerNamespace]: {
                IdleTimeout: String(settings.idleTimeoutSeconds),
                IpAddressType: settings.ipAddressType,
                ManagedSecurityGroup: links.loadBalancerSecurityGroupId,
                SecurityGroups: links.loadBalancerSecurityGroupId,
                ...accessLogs(settings, links),
            },
        },
        { [trustStoreOption.namespace]: trustStore(settings, links) },
        { [processNamespace("default")]: { ...encrypted(settings), ...process(app.healthPath, settings) } },
        ...Object.entries(settings.processes).map(([name, { healthPath, port, protocol, ...checks }]) => ({
            [processNamespace(name)]: { Port: String(port), Protocol: protocol, ...process(healthPath, checks) },
        })),
        ...listeners(settings, links),
        ...Object.entries(settings.rules).map(([name, rule]) => ({
            [`aws:elbv2:listenerrule:${name}`]: {
                HostHeaders: list(rule.hosts),
                PathPatterns: list(rule.paths),
                Priority: String(rule.priority),
                Process: rule.process,
            },
        })),
    ];
}

function accessLogs<V>({ accessLogs: logs }: Dedicated, { accessLogsBucket }: OptionLinks<V>) {
    const [bucket, prefix] =
        logs?.kind === "new" ? [accessLogsBucket, loadBalancerPrefix] : [logs?.bucket, logs?.prefix];
    return {
        AccessLogsS3Enabled: onlyOn(logs !== undefined),
        AccessLogsS3Bucket: bucket,
        AccessLogsS3Prefix: prefix,
    };
}

/** Read by a file of the bundle; see ebextensions/recipes/mutual-tls.ts. */
const trustStore = <V>({ mutualTls }: Dedicated, { clientTrustStoreArn }: OptionLinks<V>) => ({
    [trustStoreOption.name]: mutualTls?.mode === "verify" ? clientTrustStoreArn : undefined,
});

const encrypted = ({ endToEndTls }: Dedicated) => (endToEndTls ? { Port: "443", Protocol: "HTTPS" } : {});

type Checks = Pick<Dedicated, "healthCheck" | "drainingSeconds" | "stickySeconds">;

function process(
    healthPath: string,
    { healthCheck, drainingSeconds, stickySeconds }: Checks,
): Readonly<Record<string, string | undefined>> {
    return {
        HealthCheckPath: healthPath,
        HealthCheckInterval: unless(common.checkSeconds, healthCheck.intervalSeconds),
        HealthCheckTimeout: String(healthCheck.timeoutSeconds),
        HealthyThresholdCount: unless(common.healthyCount, healthCheck.healthyCount),
        UnhealthyThresholdCount: String(healthCheck.unhealthyCount),
        MatcherHTTPCode: healthCheck.codes.join(","),
        DeregistrationDelay: String(drainingSeconds),
        StickinessEnabled: onlyOn(stickySeconds !== undefined),
        StickinessLBCookieDuration: given(stickySeconds),
    };
}

/** A rule that no listener of its own names is for the site: 443 where there is a certificate, else 80. */
function listeners<V>(settings: Dedicated, links: OptionLinks<V>): readonly Tree<V>[] {
    const elsewhere = new Set(Object.values(settings.listeners).flatMap(({ rules }) => rules));
    const site = list(Object.keys(settings.rules).filter((name) => !elsewhere.has(name)));
    const { certificateArn } = links;
    return [
        {
            [listenerNamespace("default")]: {
                ListenerEnabled: settings.http ? undefined : "false",
                Rules: certificateArn === undefined ? site : undefined,
            },
        },
        certificateArn === undefined
            ? {}
            : { [listenerNamespace(443)]: { ...secure("HTTPS", settings.tlsPolicy, certificateArn), Rules: site } },
        ...Object.entries(settings.listeners).map(([port, listener]) => ({
            [listenerNamespace(port)]: {
                ...(listener.protocol === "HTTPS"
                    ? secure<V>("HTTPS", settings.tlsPolicy, listener.certificateArn ?? certificateArn)
                    : { ListenerEnabled: "true", Protocol: "HTTP" }),
                DefaultProcess: listener.process,
                Rules: list(listener.rules),
            },
        })),
    ];
}

const secure = <V>(protocol: "HTTPS" | "TLS", tlsPolicy: string, certificateArn: V | string | undefined) => ({
    ListenerEnabled: "true",
    Protocol: protocol,
    SSLCertificateArns: certificateArn,
    SSLPolicy: tlsPolicy,
});

/** Conditions that a rule may have beside the environment's own name, which AWS adds. */
const conditionsOfShared = 4;

/**
 * Only rules, processes, security groups and the ARN can be given: the rest belongs to the load balancer's owner. A rule names the site, because the one that AWS makes
 * knows the environment's own name alone.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb-shared.html
 */
function shared<V>(settings: Settings, loadBalancer: Shared): readonly Tree<V>[] {
    const rules = sharedRules(settings, loadBalancer);
    const port = sharedListenerPort(settings, loadBalancer);
    return [
        { [environmentNamespace]: { LoadBalancerType: "application", LoadBalancerIsShared: "true" } },
        {
            [loadBalancerNamespace]: {
                SharedLoadBalancer: loadBalancer.arn,
                // Needed, because the instances do without Elastic Beanstalk's own group.
                SecurityGroups: loadBalancer.securityGroupId,
            },
        },
        { [processNamespace("default")]: process(settings.app.healthPath, loadBalancer) },
        { [listenerNamespace(port)]: { Rules: list(rules.map(({ name }) => name)) ?? "default" } },
        ...rules.map(({ name, hosts, priority }) => ({
            [`aws:elbv2:listenerrule:${name}`]: { HostHeaders: hosts.join(","), Priority: String(priority) },
        })),
    ];
}

/** The site's names in rules, as many in each as it takes, of consecutive priorities. */
export const sharedRules = (settings: Pick<Settings, "domain">, { priority }: Pick<Shared, "priority">) =>
    chunks(siteNames(settings), conditionsOfShared).map((hosts, i) => ({
        name: i === 0 ? "site" : `site${i + 1}`,
        hosts,
        priority: priority + i,
    }));

/** Port of the shared load balancer on which the site is. */
export const sharedListenerPort = (
    { domain }: Pick<Settings, "domain">,
    { listenerPort, ownListener }: Pick<Shared, "listenerPort" | "ownListener">,
): number => listenerPort ?? (domain === undefined && ownListener === undefined ? 80 : 443);

const chunks = <T>(items: readonly T[], size: number): T[][] =>
    Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** It passes connections on, so that it has neither paths nor codes to check. */
function network<V>(settings: Settings, loadBalancer: Network, links: OptionLinks<V>): readonly Tree<V>[] {
    const { healthCheck, drainingSeconds } = loadBalancer;
    return [
        { [environmentNamespace]: { LoadBalancerType: "network" } },
        { [loadBalancerNamespace]: { IpAddressType: loadBalancer.ipAddressType } },
        {
            [processNamespace("default")]: {
                Port: loadBalancer.tlsOnInstances === undefined ? undefined : "443",
                HealthCheckInterval: unless(30, healthCheck.intervalSeconds),
                HealthyThresholdCount: unless(common.networkHealthyCount, healthCheck.healthyCount),
                UnhealthyThresholdCount: String(healthCheck.unhealthyCount),
                DeregistrationDelay: String(drainingSeconds),
            },
        },
        ...siteListeners(settings, loadBalancer, links),
        ...Object.entries(loadBalancer.processes).map(([name, process]) => ({
            [processNamespace(name)]: connections(process),
        })),
        ...Object.entries(loadBalancer.listeners).map(([port, listener]) => ({
            [listenerNamespace(port)]: {
                ...(listener.protocol === "TLS"
                    ? secure<V>("TLS", loadBalancer.tlsPolicy, listener.certificateArn ?? links.certificateArn)
                    : passing),
                DefaultProcess: listener.process,
            },
        })),
    ];
}

/** Those on 80 and 443. Where TLS ends on the instances, port 80 leads to a port that reads no TLS. */
function siteListeners<V>(settings: Settings, loadBalancer: Network, links: OptionLinks<V>): readonly Tree<V>[] {
    const { tlsOnInstances, tlsPolicy, drainingSeconds } = loadBalancer;
    const onHttp = listensOnHttp(settings, loadBalancer);
    const toHttp = tlsOnInstances !== undefined && onHttp;
    const secured = links.certificateArn === undefined ? {} : secure("TLS", tlsPolicy, links.certificateArn);
    return [
        {
            [listenerNamespace("default")]: {
                ListenerEnabled: onHttp ? undefined : "false",
                DefaultProcess: toHttp ? httpProcess : undefined,
            },
        },
        toHttp ? { [processNamespace(httpProcess)]: connections({ port: 80, drainingSeconds }) } : {},
        { [listenerNamespace(443)]: tlsOnInstances === undefined ? secured : passing },
    ];
}

const passing = { ListenerEnabled: "true", Protocol: "TCP" };

const connections = ({ port, drainingSeconds }: Network["processes"][string]) => ({
    Port: String(port),
    Protocol: "TCP",
    DeregistrationDelay: String(drainingSeconds),
});

/** nginx on port 80, where the process `default` is nginx on 443: it redirects. */
export const httpProcess = "http";

/** A network load balancer that ends TLS cannot send browsers on to HTTPS, so that port 80 closes then; nginx on the instances can. */
export const listensOnHttp = (
    settings: Pick<Settings, "domain" | "environment">,
    { http }: Pick<Network, "http">,
): boolean => http ?? (instanceTls(settings) !== undefined || !hasCertificate(settings));

const list = (items: readonly string[]): string | undefined => (items.length === 0 ? undefined : items.join(","));
