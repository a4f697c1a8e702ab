import { mainFile, OwnNginx, settersOf } from "../../ebextensions/proxy/own-files";
import { verifiesClients } from "../beanstalk-environment/instance-tls";
import { mutualTlsOf } from "../client-certificates/mutual-tls";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { listed } from "../words";

/** What settings of the proxy and the application's own files for nginx do not allow each other. */
export function proxyProblems(settings: Settings, own: OwnNginx): Problem[] {
    const { app } = settings;
    return app.platform.kind === "python" && app.platform.proxyServer === "nginx"
        ? [
              ...bodyTwice(app, own),
              ...locationTwice(app, own),
              ...(mutualTlsOf(settings) === undefined ? [] : forgeable(own, "mutualTls")),
              ...(verifiesClients(settings) ? forgeable(own, "tlsOnInstances.clientCertificates") : []),
          ]
        : [];
}

/** The generated location takes away what a client could say of its certificate itself; the application's own do not. */
const forgeable = (own: OwnNginx, setting: string): Problem[] =>
    [...own.passing, ...(missingIncludes(own).length === 0 ? [] : [mainFile])].map((file) => ({
        where: file,
        got: `requests passed on with the headers of clients, with environment.loadBalancer.${setting}`,
        allowed: "the generated location alone: a client could write X-Client-Cert-Subject itself",
        remedy:
            file === mainFile
                ? `Include ${listed(missingIncludes(own))} in it, or remove it.`
                : "Remove the location; websockets and long waits need none of their own.",
    }));

function bodyTwice({ proxy }: Settings["app"], own: OwnNginx): Problem[] {
    const files = settersOf(own, "client_max_body_size");
    return proxy.maxBodyMb === undefined || files.length === 0
        ? []
        : [
              {
                  where: "app.proxy.maxBodyMb",
                  got: `${proxy.maxBodyMb}, and client_max_body_size in ${listed(files)}`,
                  allowed: "one of the two",
                  remedy: "Remove the line from the file, or the setting.",
              },
          ];
}

/** Two locations of one name keep nginx from starting. A file of a generated one's name is told as such. */
function locationTwice({ healthPath, static: files }: Settings["app"], own: OwnNginx): Problem[] {
    const taken: Readonly<Record<string, string>> = {
        "/": "requests to the application have this one, in the generated 00_application.conf",
        [`= ${healthPath}`]: "health checks have this one, in the generated 00_application.conf",
        ...Object.fromEntries(
            [files.url, ...Object.keys(files.folders)].map((url) => [url, "static files have this one (app.static)"]),
        ),
    };
    return own.server
        .filter(({ file, words }) => words[0] === "location" && !file.endsWith("/00_application.conf"))
        .flatMap(({ file, words }) => {
            // With or without ^~ it is the same name to nginx.
            const name = words
                .slice(1)
                .filter((word) => word !== "^~" && word !== "{")
                .join(" ");
            const why = taken[name];
            return why === undefined
                ? []
                : [
                      {
                          where: file,
                          got: `location ${name}`,
                          allowed: `any other location: ${why}, and nginx does not start with two`,
                          remedy: "Remove it. Waits, limits and headers have settings (app.proxy, environment.loadBalancer.idleTimeoutSeconds); other directives may stand in the file without a location.",
                      },
                  ];
        });
}

/** Directives that the generated location sets, so that one for all locations has no effect there. */
const overridden: Readonly<Record<string, string>> = {
    proxy_read_timeout: "set environment.loadBalancer.idleTimeoutSeconds, or app.web.timeoutSeconds",
    keepalive_timeout: "it follows environment.loadBalancer.idleTimeoutSeconds",
    proxy_set_header: "a location that sets request headers inherits none",
};

/** What of the application's own files for nginx will not do what it says. */
export function proxyNotices({ app }: Settings, own: OwnNginx): string[] {
    if (app.platform.kind !== "python" || app.platform.proxyServer !== "nginx") {
        return [];
    }
    const lost = Object.entries(overridden).flatMap(([directive, instead]) =>
        settersOf(own, directive).map(
            (file) => `${directive} in ${file} has no effect on the application's location: ${instead}.`,
        ),
    );
    return [...lost, ...withoutIncludes(own)];
}

const includes = ["conf.d/*.conf", "conf.d/elasticbeanstalk/*.conf"];

const missingIncludes = ({ main }: OwnNginx): string[] => includes.filter((each) => main?.includes(each) === false);

function withoutIncludes(own: OwnNginx): string[] {
    const missing = missingIncludes(own);
    return missing.length === 0
        ? []
        : [
              `${mainFile} takes the place of the platform's and does not include ${listed(missing)}: what is generated there (waits, limits, headers, the host of health checks) has no effect.`,
          ];
}
