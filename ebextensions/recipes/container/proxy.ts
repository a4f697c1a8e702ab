import type { ComposeMount } from "../../compose-model";
import { plainFile } from "../../factories/scripts";
import type { PlainFile } from "../../model";
import { nginxWord } from "../../nginx";
import {
    applicationLocation,
    serverHeaders,
    serverLocations,
    serverMaps,
    type ServerPlan,
} from "../../proxy/server-block";
import type { StaticPaths } from "../../proxy/static-caching";
import { type ContainerPlan, ourFolder, type ProxyPlan } from "./plan";
import { healthdFolder, staticMount, staticVolume } from "./volumes";
import { written } from "../../written";

/** Holds the folder of the URL's own name, so that nginx finds a file by the path of its URL. */
const staticRoot = "/srv/static-files";
const configuration = `${ourFolder}/nginx.conf`;

export function proxyMounts(plan: ContainerPlan): ComposeMount[] {
    const url = servedUrl(plan);
    return [
        { kind: "bind", source: `./${configuration}`, target: "/etc/nginx/conf.d/default.conf", readOnly: true },
        { kind: "bind", source: healthdFolder, target: healthdFolder },
        ...(url === undefined
            ? []
            : [{ kind: "volume" as const, source: staticVolume, target: `${staticRoot}${url}`, readOnly: true }]),
    ];
}

/**
 * The web server in front of the application. Enhanced health knows requests only by the log that it writes: with Docker Compose there is no nginx on the
 * host. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-serverlogs.html
 */
export function proxyConfiguration(plan: ContainerPlan, proxy: ProxyPlan): PlainFile {
    const server = { ...proxy.server, upstream: "http://$application", cached: cached(plan) };
    const lines = [
        written,
        ...logFormats,
        ...serverMaps(server),
        "server {",
        ...indented([
            "listen 80 default_server;",
            "server_name _;",
            "server_tokens off;",
            "access_log /var/log/nginx/access.log requests;",
            `access_log ${healthdFolder}/application.log.$healthd_hour healthd;`,
            "# nginx writes a log whose name has variables only while the root is there, and its own default is not.",
            "root /usr/share/nginx/html;",
            ...(proxy.maxHeaderKb === undefined ? [] : [`large_client_header_buffers 4 ${proxy.maxHeaderKb}k;`]),
            ...serverHeaders(server),
            ...upstream(plan),
            ...serverLocations(server),
            ...staticLocation(plan, server),
        ]),
        "}",
    ];
    return plainFile(configuration, {
        reason: "configures the proxy, which writes what enhanced health reads",
        content: `${lines.join("\n")}\n`,
    });
}

const logFormats = [
    `log_format healthd '$msec"$uri"$status"$request_time"$upstream_response_time"$http_x_forwarded_for';`,
    `log_format requests '$http_x_forwarded_for $remote_addr [$time_iso8601] "$request" $status $body_bytes_sent $request_time "$http_referer" "$http_user_agent"';`,
    "map $time_iso8601 $healthd_hour {",
    "    default unknown;",
    '    "~^(?<day>[0-9-]+)T(?<hour>[0-9][0-9])" $day-$hour;',
    "}",
];

/** Docker's own name server, asked again and again: a container that starts anew may have another address. https://docs.docker.com/engine/network/#dns-services */
const upstream = ({ network, port }: ContainerPlan): string[] =>
    network === "host"
        ? [`set $application 127.0.0.1:${port};`]
        : ["resolver 127.0.0.11 valid=5s ipv6=off;", `set $application web:${port};`];

const cached = (plan: ContainerPlan): StaticPaths | undefined => {
    const url = servedUrl(plan);
    return url === undefined ? undefined : { collected: url, folders: [] };
};

/** Of the static files that the proxy serves, if it does. */
const servedUrl = (plan: ContainerPlan): string | undefined =>
    staticMount(plan) === undefined ? undefined : plan.proxy?.staticUrl;

/** What is not among the collected files may still be the application's. */
function staticLocation(plan: ContainerPlan, server: ServerPlan): string[] {
    const url = servedUrl(plan);
    if (url === undefined) {
        return [];
    }
    const keepAlive = server.keepAliveSeconds;
    return [
        `location ^~ ${nginxWord(`${url}/`)} {`,
        `    root ${staticRoot};`,
        ...(keepAlive === undefined ? [] : [`    keepalive_timeout ${keepAlive}s;`]),
        "    open_file_cache max=1000 inactive=60s;",
        "    try_files $uri @application;",
        "}",
        ...applicationLocation("@application", server),
    ];
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);
