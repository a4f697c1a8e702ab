import { nginxWord } from "../nginx";
import { CertificateHeader, certificateHeaders, certificateMaps, ClientCertificates } from "./client-certificates";
import { addedHeaders, headerVariables, ResponseHeader } from "./response-headers";
import { cachingHeader, cachingMap, StaticPaths } from "./static-caching";
import { endsTls, ServerTls, tlsMaps } from "./tls";

/** A server of nginx in front of a Django application, on an instance or in a container. */
export interface ServerPlan {
    /** The application as nginx reaches it, `http://127.0.0.1:8000`. */
    readonly upstream: string;
    /** Seconds that the application may take for an answer. */
    readonly waitSeconds: number;
    /** Seconds for which an idle connection is kept; undefined leaves it to the server. */
    readonly keepAliveSeconds: number | undefined;
    /** Path of the health checks, without percent and dollar signs, and a host name that the application allows. */
    readonly health: { readonly path: string; readonly host: string };
    /** People reach the site by HTTPS, which ends before this server unless `tls` says that it ends here. */
    readonly https: boolean;
    readonly tls: ServerTls;
    /** Undefined leaves the limit to a file of the application's. */
    readonly maxBodyMb: number | undefined;
    readonly clientCertificates: ClientCertificates;
    readonly headers: readonly ResponseHeader[];
    /** Files that get headers for caches; undefined leaves that to a file of the application's, or to the application. */
    readonly cached: StaticPaths | undefined;
}

/**
 * What a server's locations need in the http block. Upgrades are passed on for websockets alone; others, such as h2c, would let a client past the proxy's rules.
 * Checks of a load balancer name the instance's address as host, and tell no protocol: both become what the application expects of a visitor.
 */
export const serverMaps = ({ health, https, tls, clientCertificates, headers, cached }: ServerPlan): string[] => [
    "map $http_upgrade $django_beanstalk_upgrade {",
    '    default "";',
    '    "~*^websocket$" websocket;',
    "}",
    "map $http_upgrade $django_beanstalk_connection {",
    '    default "";',
    '    "~*^websocket$" upgrade;',
    "}",
    "map $host $django_beanstalk_health_host {",
    "    default $host;",
    `    "" ${nginxWord(health.host)};`,
    `    "~^[0-9.]+$" ${nginxWord(health.host)};`,
    `    "~^\\[" ${nginxWord(health.host)};`,
    "}",
    ...tlsMaps(tls),
    ...certificateMaps(clientCertificates),
    ...(https && !endsTls(tls)
        ? [
              "map $http_x_forwarded_proto $django_beanstalk_health_protocol {",
              "    default $http_x_forwarded_proto;",
              '    "" https;',
              "}",
          ]
        : []),
    ...headerVariables(headers),
    ...(cached === undefined ? [] : cachingMap(cached)),
];

/** The headers that answers get, beside the server or in it. */
export const serverHeaders = ({ headers, cached }: ServerPlan): string[] => [
    ...addedHeaders(headers),
    ...(cached === undefined ? [] : [cachingHeader]),
];

/** The locations that lead to the application. Only the path of the health checks is told another host; a forged one reaches nothing else by it. */
export function serverLocations(plan: ServerPlan): string[] {
    const common = [...limits(plan), ...requestHeaders(plan)];
    return [
        ...applicationLocation("/", plan),
        ...location(`= ${nginxWord(plan.health.path)}`, plan.upstream, [
            "proxy_set_header Host $django_beanstalk_health_host;",
            ...(plan.https && !endsTls(plan.tls)
                ? ["proxy_set_header X-Forwarded-Proto $django_beanstalk_health_protocol;"]
                : []),
            ...common,
        ]),
    ];
}

/** A location that leads to the application, by a path or a name. */
export const applicationLocation = (match: string, plan: ServerPlan): string[] =>
    location(match, plan.upstream, ["proxy_set_header Host $host;", ...limits(plan), ...requestHeaders(plan)]);

/** In the location, where nothing else sets them: a second one in the same block would keep nginx from starting. */
const limits = ({ waitSeconds, keepAliveSeconds, maxBodyMb }: ServerPlan): string[] => [
    `proxy_read_timeout ${waitSeconds}s;`,
    ...(keepAliveSeconds === undefined ? [] : [`keepalive_timeout ${keepAliveSeconds}s;`]),
    ...(maxBodyMb === undefined ? [] : [`client_max_body_size ${maxBodyMb}m;`]),
];

/** All of them in each location: one that sets any inherits none. https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header */
const requestHeaders = ({ tls, clientCertificates }: ServerPlan): string[] => [
    "proxy_http_version 1.1;",
    "proxy_set_header Connection $django_beanstalk_connection;",
    "proxy_set_header Upgrade $django_beanstalk_upgrade;",
    "proxy_set_header X-Real-IP $remote_addr;",
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    ...(endsTls(tls) ? ["proxy_set_header X-Forwarded-Proto $django_beanstalk_protocol;"] : []),
    ...certificateHeaders(clientCertificates).map(({ name, from }) => `proxy_set_header ${name} ${valueOf(from)};`),
];

const valueOf = (from: CertificateHeader["from"]): string =>
    from === undefined
        ? '""'
        : "variable" in from
          ? from.variable
          : `$http_${from.header.toLowerCase().replaceAll("-", "_")}`;

const location = (match: string, upstream: string, lines: readonly string[]): string[] => [
    `location ${match} {`,
    ...[`proxy_pass ${upstream};`, ...lines].map((line) => `    ${line}`),
    "}",
];
