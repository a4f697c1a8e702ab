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
              ...healthTwice(app, own),
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

/** Two locations of one name keep nginx from starting. */
function healthTwice({ healthPath }: Settings["app"], own: OwnNginx): Problem[] {
    return own.server
        .filter(({ words }) => words[0] === "location" && words[1] === "=" && words[2] === healthPath)
        .map(({ file }) => ({
            where: file,
            got: `location = ${healthPath}, the path of the health checks`,
            allowed: "any other location: the generated 00_application.conf has this one",
            remedy: "Remove it; the generated one sends the checks to the application under an allowed host.",
        }));
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
