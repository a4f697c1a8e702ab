import { mutualTlsOf, mutualTlsPlace } from "../client-certificates/mutual-tls";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** What settings of generated containers do not allow each other. */
export function dockerCheck(settings: Settings): Problem[] {
    const { platform } = settings.app;
    if (platform.kind !== "docker") {
        return [];
    }
    const { network, proxy, volume } = platform;
    return [
        ...(network === "host" && proxy === "none"
            ? [
                  {
                      where: "app.platform.network",
                      got: "host, without a proxy",
                      allowed: "host with proxy: nginx, which alone may listen on port 80 there",
                      remedy: "Use proxy: nginx, or network: bridge.",
                  },
              ]
            : []),
        ...(volume?.kind === "host" && /^\/var\/app(\/|$)/.test(volume.folder)
            ? [
                  {
                      where: "app.platform.volume.folder",
                      got: JSON.stringify(volume.folder),
                      allowed: "a folder outside /var/app, which each deployment lays anew",
                      remedy: "Choose another one, such as /srv/data.",
                  },
              ]
            : []),
        ...(proxy === "none" ? forgeable(settings) : []),
    ];
}

/** Only the proxy takes away what a client writes into the headers about certificates, such as the other one of the two sets. */
const forgeable = (settings: Settings): Problem[] =>
    mutualTlsOf(settings) === undefined
        ? []
        : [
              {
                  where: mutualTlsPlace(settings),
                  got: "certificates of clients, with app.platform.proxy none",
                  allowed: "with proxy: nginx, which takes away headers about certificates that clients write",
                  remedy: "Use proxy: nginx, or remove mutualTls.",
              },
          ];
