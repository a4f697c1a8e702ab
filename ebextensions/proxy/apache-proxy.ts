import { proxyFile } from "../factories/scripts";
import type { ProxyFile } from "../model";
import { certificateHeaders } from "./client-certificates";
import { apacheCaching } from "./static-caching";
import { NginxPlan } from "./nginx-proxy";
import { written } from "../written";
import type { ServerPlan } from "./server-block";

/**
 * Apache of the Python platform, which includes the files of conf.d for the whole server. Each directive may be given again; the last one counts.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.proxy.html
 */
export const apacheProxy = (plan: NginxPlan): ProxyFile =>
    proxyFile("httpd", "http", {
        name: "10-django-beanstalk",
        reason: "aligns Apache's waits with the load balancer's, and adds headers for security and caches",
        content: [written, ...limits(plan), ...healthHost(plan), ...headers(plan), ...caching(plan), ""].join("\n"),
    });

const limits = ({ waitSeconds, keepAliveSeconds, maxHeaderKb }: NginxPlan): string[] => [
    `ProxyTimeout ${waitSeconds}`,
    ...(keepAliveSeconds === undefined
        ? []
        : ["KeepAlive On", "MaxKeepAliveRequests 0", `KeepAliveTimeout ${keepAliveSeconds}`]),
    ...(maxHeaderKb === undefined
        ? []
        : [`LimitRequestLine ${maxHeaderKb * 1024}`, `LimitRequestFieldSize ${maxHeaderKb * 1024}`]),
];

/** Checks of a load balancer name the instance's address as host. ProxyPreserveHost, which the platform sets, passes on what stands in the request. */
const healthHost = ({ health, https }: ServerPlan): string[] => {
    const isCheck = `%{REQUEST_URI} == ${apacheWord(health.path)} && %{HTTP_HOST} =~ m#^([0-9.]+|\\[.*)(:[0-9]+)?$#`;
    return [
        `<If "${isCheck.replaceAll('"', '\\"')}">`,
        `    RequestHeader set Host ${apacheWord(health.host)}`,
        ...(https ? ["    RequestHeader setifempty X-Forwarded-Proto https"] : []),
        "</If>",
    ];
};

/** Copies before what they are copied from is taken away. `setifempty` would not see what the application sent. */
const headers = ({ clientCertificates, headers: added }: ServerPlan): string[] => [
    ...certificateHeaders(clientCertificates)
        .flatMap(({ name, from }) => (from !== undefined && "header" in from ? [{ name, header: from.header }] : []))
        .map(({ name, header }) => `RequestHeader set ${name} "expr=%{req:${header}}"`),
    ...certificateHeaders(clientCertificates)
        .filter(({ from }) => from === undefined)
        .map(({ name }) => `RequestHeader unset ${name}`),
    // Python reads both spellings as one name. nginx drops the second by itself, and so does Gunicorn from version 22 on.
    ...certificateHeaders(clientCertificates).map(({ name }) => `RequestHeader unset ${name.replaceAll("-", "_")}`),
    ...added.map(
        ({ name, value }) =>
            `Header always set ${name} ${apacheWord(value.replaceAll("%", "%%"))} "expr=-z %{resp:${name}}"`,
    ),
];

const caching = ({ cached }: ServerPlan): string[] => (cached === undefined ? [] : apacheCaching(cached));

const apacheWord = (text: string): string => `"${text.replaceAll(/[\\"]/g, (sign) => `\\${sign}`)}"`;
