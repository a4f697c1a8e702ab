import type { ComposeMount } from "../../compose-model";
import { plainFile } from "../../factories/scripts";
import type { PlainFile } from "../../model";
import { nginxWord } from "../../nginx";
import { type ContainerPlan, ourFolder, type ProxyPlan } from "./plan";
import { healthdFolder, staticMount, staticVolume } from "./volumes";

/** Beside the folder of the URL's own name, so that nginx finds a file by the path of its URL. */
const staticRoot = "/srv/static-files";
const configuration = `${ourFolder}/nginx.conf`;

export function proxyMounts(plan: ContainerPlan): ComposeMount[] {
    const url = plan.proxy?.staticUrl;
    return [
        { kind: "bind", source: `./${configuration}`, target: "/etc/nginx/conf.d/default.conf", readOnly: true },
        { kind: "bind", source: healthdFolder, target: healthdFolder },
        ...(url === undefined || staticMount(plan) === undefined
            ? []
            : [{ kind: "volume" as const, source: staticVolume, target: `${staticRoot}${url}`, readOnly: true }]),
    ];
}

/**
 * The web server in front of the application. Enhanced health knows requests only by the log that it writes: with Docker Compose there is no nginx on the
 * host. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-serverlogs.html
 */
export function proxyConfiguration(plan: ContainerPlan, proxy: ProxyPlan): PlainFile {
    const { healthPath, idleTimeoutSeconds } = proxy;
    const content = `# Written by django-beanstalk. Changes made here are lost with the next deployment.
${logFormat}
${maps(proxy)}
server {
    listen 80 default_server;
    server_name _;
    server_tokens off;
    access_log /var/log/nginx/access.log requests;
    access_log ${healthdFolder}/application.log.$healthd_hour healthd;
    # nginx writes a log whose name has variables only while the root is there, and its own default is not.
    root /usr/share/nginx/html;

    client_max_body_size ${proxy.maxBodyMb}m;
    # The load balancer must be the one that closes an idle connection, or its next request is answered by 502.
    keepalive_timeout ${idleTimeoutSeconds + keepAliveMargin}s;
    proxy_read_timeout ${idleTimeoutSeconds}s;
    proxy_send_timeout ${idleTimeoutSeconds}s;
    proxy_http_version 1.1;
${indented(requestHeaders("$http_host", "$http_x_forwarded_proto"))}
${indented(upstream(plan))}

    location / {
        proxy_pass http://$application;
    }

    # A load balancer asks by the instance's address over plain HTTP, which Django would answer with 400 or a redirect.
    location = ${nginxWord(decodeURI(healthPath))} {
${indented(indented(requestHeaders("$health_host", "$health_proto")))}
        proxy_pass http://$application;
    }
${staticLocation(plan)}}
`;
    return plainFile(configuration, {
        reason: "configures the proxy, which writes what enhanced health reads",
        content,
    });
}

/** Seconds by which the proxy keeps idle connections longer than the load balancer. */
const keepAliveMargin = 10;

const logFormat = `log_format healthd '$msec"$uri"$status"$request_time"$upstream_response_time"$http_x_forwarded_for';
log_format requests '$http_x_forwarded_for $remote_addr [$time_iso8601] "$request" $status $body_bytes_sent $request_time "$http_referer" "$http_user_agent"';
map $time_iso8601 $healthd_hour {
    default unknown;
    "~^(?<day>[0-9-]+)T(?<hour>[0-9][0-9])" $day-$hour;
}`;

const maps = ({ healthHost }: ProxyPlan) => `map $http_host $health_host {
    default $http_host;
    "" ${nginxWord(healthHost)};
    "~^[0-9.]+(:[0-9]+)?$" ${nginxWord(healthHost)};
}
map $http_x_forwarded_proto $health_proto {
    default $http_x_forwarded_proto;
    "" https;
}
map $http_upgrade $connection_upgrade {
    default upgrade;
    "" "";
}`;

/** Only the load balancer may say who a client with a certificate is, so that a client's own word for it ends here.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html */
const certificateHeaders = [
    "Clientcert",
    "Clientcert-Serial-Number",
    "Clientcert-Issuer",
    "Clientcert-Subject",
    "Clientcert-Validity",
    "Clientcert-Leaf",
];

/** Repeated in each location that sets one of them: a location that has a proxy_set_header inherits none. */
const requestHeaders = (host: string, protocol: string) =>
    [
        `proxy_set_header Host ${host};`,
        "proxy_set_header X-Real-IP $remote_addr;",
        "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
        `proxy_set_header X-Forwarded-Proto ${protocol};`,
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header Connection $connection_upgrade;",
        ...certificateHeaders.map((name) => `proxy_set_header X-Amzn-Mtls-${name} "";`),
    ].join("\n");

/** Docker's own name server, asked again and again: a container that starts anew may have another address. https://docs.docker.com/engine/network/#dns-services */
const upstream = ({ network, port }: ContainerPlan) =>
    network === "host"
        ? `set $application 127.0.0.1:${port};`
        : `resolver 127.0.0.11 valid=5s ipv6=off;\nset $application web:${port};`;

/** What is not among the collected files may still be the application's. */
function staticLocation(plan: ContainerPlan): string {
    const url = plan.proxy?.staticUrl;
    return url === undefined || staticMount(plan) === undefined
        ? ""
        : `
    location ^~ ${nginxWord(`${url}/`)} {
        root ${staticRoot};
        try_files $uri @application;
    }

    location @application {
        proxy_pass http://$application;
    }
`;
}

const indented = (text: string) => text.replaceAll(/^(?=.)/gm, "    ");
