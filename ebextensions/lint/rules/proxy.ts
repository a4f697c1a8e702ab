import type { Application } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { source } from "../sources";

/** nginx and Apache on the instance. */
export const proxyRules: readonly FileRule[] = [
    rule(
        {
            name: "proxy-file-overwritten",
            level: "error",
            what: "files written to /etc/nginx or /etc/httpd",
            happens:
                "The platform writes its own proxy configuration there at each deployment; the file is gone, or was never read.",
            instead: "Put it into .platform/nginx/conf.d (or .platform/httpd/conf.d) of the application.",
            source: source.proxy,
        },
        ({ scripts }) => scripts.flatMap(proxyFiles),
    ),
    rule(
        {
            name: "proxy-in-ebextensions",
            level: "error",
            what: "proxy configuration in .ebextensions/nginx or .ebextensions/httpd",
            happens: "Amazon Linux 2023 reads .platform only; the file does nothing.",
            instead: "Move it to .platform/nginx/conf.d or .platform/httpd/conf.d.",
            source: source.migration,
        },
        ({ files }) => paths(files, /^\.ebextensions\/(nginx|httpd)\/.+/),
    ),
    rule(
        {
            name: "nginx-main-file",
            level: "error",
            what: ".platform/nginx/nginx.conf without the platform's own parts",
            happens:
                "The file takes the place of the platform's. Without its parts requests do not reach the application, and health and logs are empty.",
            instead: "include conf.d/elasticbeanstalk/*.conf; in its server block; or use .platform/nginx/conf.d.",
            source: source.proxy,
        },
        ({ files }) =>
            paths(files, /^\.platform\/nginx\/nginx\.conf$/).filter(
                ({ file }) => !/^\s*include\s+\S*conf\.d\/elasticbeanstalk\//m.test(files.get(file) ?? ""),
            ),
    ),
    rule(
        {
            name: "proxy-file-name",
            level: "warning",
            what: "files of .platform/nginx/conf.d that do not end in .conf",
            happens: "nginx includes conf.d/*.conf; the file does nothing.",
            instead: "Give it a name that ends in .conf.",
            source: source.proxy,
        },
        ({ files }) =>
            paths(files, /^\.platform\/(nginx|httpd)\/conf\.d\/(elasticbeanstalk\/)?[^/]+$/).filter(
                ({ file }) => !/\.conf$|\/(\.[^/]*|README[^/]*)$/.test(file),
            ),
    ),
    rule(
        {
            name: "proxy-beside-compose",
            level: "warning",
            what: ".platform/nginx beside a compose file",
            happens: "With Docker Compose the host has no proxy; the file does nothing.",
            instead: "Configure the proxy in a container.",
            source: source.docker,
        },
        ({ files, platform }) =>
            platform === "docker" && files.has("docker-compose.yml")
                ? paths(files, /^\.platform\/(nginx|httpd)\/.+/).slice(0, 1)
                : [],
    ),
];

const place = /^\/etc\/(nginx|httpd)\//;
const write = /((>>?|\btee\b(\s+-a)?)\s*["']?|\b(cp|mv|ln|sed\s+-i\S*|install)\b\s.*\s["']?)\/etc\/(nginx|httpd)\//;

/** What a postdeploy hook writes stays until the next deployment. */
function proxyFiles({ file, name, line, role, lines }: Application["scripts"][number]): Hit[] {
    if (place.test(name)) {
        return [{ file, line, found: name }];
    }
    const found =
        role === "command" || role === "container_command" ? lines.find(({ text }) => write.test(text)) : undefined;
    return found === undefined ? [] : [{ file, line: found.line, found: name }];
}

const paths = (files: ReadonlyMap<string, string>, pattern: RegExp): Hit[] =>
    [...files.keys()].filter((path) => pattern.test(path)).map((path) => ({ file: path, line: 1, found: path }));
