/** Sends every visitor to HTTPS. */
const toHttps = String.raw`(?:return\s+30[1278]\s+"?https:\/\/|rewrite\s+\S+\s+"?https:\/\/)`;

/** In a server that listens on both ports only a condition tells them apart: the usual one, and that of our own file. */
const onScheme = new RegExp(
    String.raw`\bif\s*\(\s*\$(?:scheme\s*=\s*["']?http["']?|scheme\s*!=\s*["']?https["']?|django_beanstalk_redirect)\s*\)\s*\{\s*${toHttps}`,
);

/**
 * Behind a load balancer that ends TLS only its header tells by which protocol the visitor came. AWS's samples set a variable, and take health checks out.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-httpredirect.html
 */
const onHeader = new RegExp(
    String.raw`\bif\s*\(\s*\$http_x_forwarded_proto\s*(?:=\s*["']?http["']?|!=\s*["']?https["']?)\s*\)\s*\{\s*` +
        String.raw`(?:${toHttps}|set\s+\$(\w+)\s+["']?(\w+)["']?\s*;\s*\}[^]*\bif\s*\(\s*\$\1\s*=\s*["']?\2["']?\s*\)\s*\{\s*${toHttps})`,
);

const block = String.raw`\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}`;
const servers = new RegExp(String.raw`\bserver\s*${block}`, "g");
const otherLocations = new RegExp(String.raw`\blocation\s+(?!\s|\/\s*\{)[^{};]*${block}`, "g");
const conditions = new RegExp(String.raw`\bif\s*\([^{};]*\)\s*${block}`, "g");

/** What is said of the whole site: a redirect of one location is none. */
const ofSite = (nginx: string): string => nginx.replaceAll(otherLocations, "");

/** Whether a server that does not speak TLS itself answers with nothing else. */
const isOnlyRedirect = (server: string): boolean =>
    !/\blisten\s+(\S+:)?443\b/.test(server) && new RegExp(toHttps).test(ofSite(server).replaceAll(conditions, ""));

/**
 * Whether nginx redirects the plain connections it is reached by.
 *
 * @param inside - what is included in the platform's own server, which listens on port 80
 * @param whole - what is included outside it
 */
export const redirectsScheme = (inside: string, whole: string): boolean =>
    onScheme.test(ofSite(inside)) ||
    onScheme.test(ofSite(whole)) ||
    (inside !== "" && isOnlyRedirect(inside)) ||
    (whole.match(servers) ?? []).some((server) => /\blisten\s+(\S+:)?80\b/.test(server) && isOnlyRedirect(server));

/** Whether nginx redirects those who reached the load balancer by plain HTTP. */
export const redirectsForwarded = (inside: string, whole: string): boolean =>
    [inside, whole].some((nginx) => onHeader.test(ofSite(nginx)));

/** Whether Apache redirects plain connections. https://httpd.apache.org/docs/2.4/rewrite/remapping.html */
export const apacheRedirects = (apache: string): boolean =>
    /^\s*(Redirect\s+((permanent|temp|30[1278])\s+)?"?\/"?\s+"?https:\/\/|RewriteRule\s+\S+\s+"?https:\/\/)/im.test(
        apache,
    );

/** Whether Apache redirects by the load balancer's header. */
export const apacheRedirectsForwarded = (apache: string): boolean =>
    /^\s*RewriteCond\s+"?%\{HTTP:X-Forwarded-Proto\}"?\s+"?(=http|!=?https)"?\s[^]*^\s*RewriteRule\s+\S+\s+"?https:\/\//im.test(
        apache,
    );
