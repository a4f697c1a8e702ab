import { mutualTlsOf } from "../client-certificates/mutual-tls";
import { hasHttps } from "../beanstalk-environment/variables";
import { webServer } from "../proxy/plan-proxy";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** What the web server on the instances cannot be told. */
export const proxyCheck = (settings: Settings): Problem[] => [
    ...literalPath(settings.app),
    ...bodyOfApache(settings.app),
    ...encryption(settings),
    ...clientsOfApache(settings),
    ...port(settings.app),
    ...strictTransport(settings),
];

const header = "app.proxy.securityHeaders";
/** https://hstspreload.org/#submission-requirements */
const preloadSeconds = 31536000;

/** Where there is no load balancer, something in front may end TLS. https://www.rfc-editor.org/rfc/rfc6797#section-7.2 */
function strictTransport(settings: Settings): Problem[] {
    const { hstsSeconds, hstsIncludeSubdomains, hstsPreload } = settings.app.proxy.securityHeaders;
    const { loadBalancer, tier } = settings.environment;
    const encrypted = hasHttps(settings) || (loadBalancer.kind === "none" && tier.kind === "web");
    const parts: [string, boolean][] = [
        ["hstsIncludeSubdomains", hstsIncludeSubdomains],
        ["hstsPreload", hstsPreload],
    ];
    return [
        ...(hstsSeconds !== undefined && !encrypted
            ? [
                  {
                      where: `${header}.hstsSeconds`,
                      got: `${hstsSeconds}, without HTTPS`,
                      allowed: "a site with HTTPS; a server sends the header over nothing else",
                      remedy: "Set domain, or remove it.",
                  },
              ]
            : []),
        ...parts
            .filter(([, on]) => on && hstsSeconds === undefined)
            .map(([key]) => ({
                where: `${header}.${key}`,
                got: "true, without hstsSeconds",
                allowed: "true with hstsSeconds, whose header it is a part of",
                remedy: `Set ${header}.hstsSeconds, or remove it.`,
            })),
        ...(hstsPreload && hstsSeconds !== undefined && (hstsSeconds < preloadSeconds || !hstsIncludeSubdomains)
            ? [
                  {
                      where: `${header}.hstsPreload`,
                      got: `true, with ${hstsSeconds} seconds${hstsIncludeSubdomains ? "" : " and without hstsIncludeSubdomains"}`,
                      allowed: `true with hstsIncludeSubdomains and at least ${preloadSeconds} seconds; the list takes no other site`,
                      remedy: "Set both, or remove it.",
                  },
              ]
            : []),
    ];
}

/** Apache passes on X_Client_Cert_Subject, which Python reads as X-Client-Cert-Subject, in more mixtures than could be named. */
const clientsOfApache = (settings: Settings): Problem[] =>
    webServer(settings.app) === "apache" && mutualTlsOf(settings) !== undefined
        ? [
              {
                  where: "app.platform.proxyServer",
                  got: "apache, with certificates of clients",
                  allowed: "nginx: Apache lets clients write the headers that tell of their certificates",
                  remedy: "Choose nginx.",
              },
          ]
        : [];

/** The proxy and the generated Procfile both follow it, and only root listens below 1024. That it is a port at all is the catalogue's to say. */
const port = ({ variables: { PORT: value } }: Settings["app"]): Problem[] =>
    value === undefined || !/^\d+$/.test(value) || Number(value) >= 1024
        ? []
        : [
              {
                  where: "app.variables.PORT",
                  got: value,
                  allowed: "a port from 1024 to 65535, on which the application listens on an instance",
                  remedy: "Remove it, and 8000 is used; or write such a number.",
              },
          ];

/** In a container, and in Apache, nothing listens on 443. */
const encryption = ({ app: { platform }, environment: { loadBalancer } }: Settings): Problem[] =>
    loadBalancer.kind === "dedicated" &&
    loadBalancer.endToEndTls &&
    (platform.kind !== "python" || platform.proxyServer !== "nginx")
        ? [
              {
                  where: "environment.loadBalancer.endToEndTls",
                  got: `true, with ${platform.kind === "python" ? "app.platform.proxyServer apache" : "app.platform.kind docker"}`,
                  allowed: "on the Python platform with nginx",
                  remedy: "Remove it.",
              },
          ]
        : [];

/** nginx has no escape for a dollar sign, and web servers compare with the decoded path. */
const literalPath = ({ healthPath }: Settings["app"]): Problem[] =>
    /[$%]/.test(healthPath)
        ? [
              {
                  where: "app.healthPath",
                  got: healthPath,
                  allowed: "a path without dollar and percent signs",
                  remedy: "Choose another path: the web server on the instances has a location of this name.",
              },
          ]
        : [];

/** https://httpd.apache.org/docs/2.4/mod/core.html#limitrequestbody does not count for what is passed on to an application. */
const bodyOfApache = ({ platform, proxy }: Settings["app"]): Problem[] =>
    platform.kind === "python" && platform.proxyServer === "apache" && proxy.maxBodyMb !== undefined
        ? [
              {
                  where: "app.proxy.maxBodyMb",
                  got: `${proxy.maxBodyMb}, with app.platform.proxyServer apache`,
                  allowed: "nginx; Apache has no limit for what it passes on",
                  remedy: "Remove it, or choose nginx.",
              },
          ]
        : [];
