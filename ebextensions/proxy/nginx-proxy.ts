import { proxyFile } from "../factories/scripts";
import type { ProxyFile } from "../model";
import { nginxWord } from "../nginx";
import { serverHeaders, serverLocations, serverMaps, ServerPlan } from "./server-block";
import { tlsLines } from "./tls";
import { written } from "../written";

export interface NginxPlan extends ServerPlan {
    /** Undefined leaves the limit to a file of the application's. */
    readonly maxHeaderKb: number | undefined;
    /** Where headers are added: in the server, when the application adds some there, which would else be the only ones. */
    readonly headersIn: ProxyFile["place"];
    /** Folders of the application that nginx serves, by URL path. */
    readonly static: Readonly<Record<string, string>>;
}

const file = (place: ProxyFile["place"], name: string, reason: string, lines: readonly string[]): ProxyFile =>
    proxyFile("nginx", place, { name, reason, content: [written, ...lines, ""].join("\n") });

/**
 * nginx of the Python platform. Its nginx.conf has one server, which includes the files of conf.d/elasticbeanstalk; those of conf.d stand before it in the http block.
 * One named 00_application.conf takes the place of the platform's, which holds the location of the application.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-httpredirect.html
 */
export function nginxProxy(plan: NginxPlan): ProxyFile[] {
    const added = serverHeaders(plan);
    const inHttp = plan.headersIn === "http";
    return [
        file("http", "10-django-beanstalk", "holds the limits and headers that nginx's server shares", [
            ...serverMaps(plan),
            ...(plan.maxHeaderKb === undefined ? [] : [`large_client_header_buffers 4 ${plan.maxHeaderKb}k;`]),
            ...(inHttp ? added : []),
        ]),
        file(
            "server",
            "00_application",
            "leads to the application: as patient as the load balancer, with an allowed host for its health checks",
            serverLocations(plan),
        ),
        ...(inHttp || added.length === 0
            ? []
            : [file("server", "20-response-headers", "adds headers beside the application's own", added)]),
        ...(plan.tls === undefined
            ? []
            : [file("server", "30-tls", "listens on 443 for the load balancer, or for clients", tlsLines(plan.tls))]),
        ...staticLocations(plan),
    ];
}

/** What the platform's nginx.conf sets in the server, where it can be set only once. */
const platformKeepAlive = 60;

/**
 * Static files, where the load balancer keeps connections longer than the platform's nginx: after an answer from the platform's own locations the server's 60
 * seconds count. The file takes the place of the platform's of this name. (Seen on instances and not documented; should the platform write its own over it, the files are served all the same.)
 */
function staticLocations({ keepAliveSeconds, static: folders }: NginxPlan): ProxyFile[] {
    if (keepAliveSeconds === undefined || keepAliveSeconds <= platformKeepAlive + 5) {
        return [];
    }
    const lines = Object.entries(folders).flatMap(([url, folder]) => [
        `location ${nginxWord(withSlash(url))} {`,
        `    alias ${nginxWord(`/var/app/current/${withSlash(folder)}`)};`,
        "    access_log off;",
        `    keepalive_timeout ${keepAliveSeconds}s;`,
        "}",
    ]);
    return [file("server", "01_static", "keeps connections longer than the load balancer for static files too", lines)];
}

const withSlash = (path: string): string => (path.endsWith("/") ? path : `${path}/`);
