import type { ServerTls } from "../../ebextensions/proxy/tls";
import { noOwnNginx, OwnNginx, settersOf } from "../../ebextensions/proxy/own-files";
import type { ProxyPlan } from "../../ebextensions/recipes/proxy";
import type { ResponseHeader } from "../../ebextensions/proxy/response-headers";
import { instanceTls, verifiesClients } from "../beanstalk-environment/instance-tls";
import { keepAliveSeconds, patience } from "../beanstalk-environment/patience";
import { mutualTlsOf } from "../client-certificates/mutual-tls";
import { fixedVariables, hasHttps, siteNames } from "../beanstalk-environment/variables";
import type { Settings } from "../settings";
import { common } from "../settings/defaults";

/**
 * The web server of the Python platform. Where a file of the application's sets a limit, ours leaves it out: a second one would keep nginx from starting.
 *
 * @param authorities - who signs clients' certificates, in PEM form
 */
export function planProxy(settings: Settings, own: OwnNginx = noOwnNginx, authorities = ""): ProxyPlan {
    const { proxy, healthPath, static: files } = settings.app;
    const has = (directive: string) => settersOf(own, directive).length > 0;
    return {
        server: webServer(settings.app),
        upstream: `http://127.0.0.1:${applicationPort(settings)}`,
        waitSeconds: patience(settings).seconds,
        keepAliveSeconds: keepAliveSeconds(settings),
        health: { path: healthPath, host: allowedHost(settings) },
        https: hasHttps(settings),
        maxBodyMb: has("client_max_body_size") ? undefined : (proxy.maxBodyMb ?? common.maxBodyMb),
        maxHeaderKb: has("large_client_header_buffers") ? undefined : proxy.maxHeaderKb,
        clientCertificates: verifiesClients(settings) ? "instance" : (mutualTlsOf(settings)?.mode ?? "none"),
        headers: securityHeaders(proxy.securityHeaders),
        headersIn: headersIn(own),
        cached: setsCaching(own) ? undefined : { collected: files.url, folders: Object.keys(files.folders) },
        tls: serverTls(settings, authorities),
        static: { ...files.folders, [files.url]: files.root },
    };
}

/** Where the application listens on an instance. The platform looks at the same property; without it 8000 is that of the Python platform. */
export const applicationPort = ({ app: { variables } }: Settings): number => Number(variables["PORT"] ?? 8000);

function serverTls(settings: Settings, authorities: string): ServerTls {
    const { loadBalancer } = settings.environment;
    const tls = instanceTls(settings);
    if (tls === undefined) {
        return loadBalancer.kind === "dedicated" && loadBalancer.endToEndTls ? { certificate: "own" } : undefined;
    }
    const { certificateSecretArn, clientCertificates: clients } = tls;
    return {
        certificate: "secret",
        secretArn: certificateSecretArn,
        clients: clients && { verify: clients.verify, depth: clients.depth, authorities },
    };
}

export const webServer = ({ platform }: Settings["app"]): "nginx" | "apache" =>
    platform.kind === "python" ? platform.proxyServer : "nginx";

/** Headers in a server take the place of those beside it. */
export const headersIn = (own: OwnNginx): "http" | "server" =>
    own.server.some(({ words }) => words[0] === "add_header") ? "server" : "http";

/** A second header beside the application's own would say something else. */
const setsCaching = (own: OwnNginx): boolean =>
    [...own.http, ...own.server].some(
        ({ words: [directive, name] }) => directive === "add_header" && name?.toLowerCase() === "cache-control",
    );

function securityHeaders(settings: Settings["app"]["proxy"]["securityHeaders"]): ResponseHeader[] {
    const { contentTypeOptions, referrerPolicy, frameOptions, contentSecurityPolicy } = settings;
    const all = {
        "X-Content-Type-Options": contentTypeOptions ? "nosniff" : undefined,
        "Referrer-Policy": unlessOff(referrerPolicy),
        "X-Frame-Options": unlessOff(frameOptions),
        "Content-Security-Policy": contentSecurityPolicy,
        "Strict-Transport-Security": strictTransport(settings),
    };
    return Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** https://www.rfc-editor.org/rfc/rfc6797#section-6.1; preload is the browsers' own word. */
const strictTransport = ({
    hstsSeconds,
    hstsIncludeSubdomains,
    hstsPreload,
}: Settings["app"]["proxy"]["securityHeaders"]): string | undefined =>
    hstsSeconds === undefined
        ? undefined
        : [
              `max-age=${hstsSeconds}`,
              ...(hstsIncludeSubdomains ? ["includeSubDomains"] : []),
              ...(hstsPreload ? ["preload"] : []),
          ].join("; ");

const unlessOff = (value: string): string | undefined => (value === "off" ? undefined : value);

/** A name that Django's ALLOWED_HOSTS takes, the site's first one if it is among them. A leading dot, or a star, stands for any name below. */
export function allowedHost(settings: Settings): string {
    const { ALLOWED_HOSTS: variable = "" } = fixedVariables(settings);
    const allowed = variable.split(/[\s,;]+/);
    const site = siteNames(settings).find(
        (name) => !name.startsWith("*") && allowed.some((host) => covers(host, name)),
    );
    const named = allowed.map((host) => host.replace(/^\./, "")).find((host) => /^[a-z0-9][a-z0-9.-]*$/i.test(host));
    return site ?? named ?? "localhost";
}

/** https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts */
const covers = (host: string, name: string): boolean =>
    host === "*" || host === name || (host.startsWith(".") && `.${name}`.endsWith(host));
