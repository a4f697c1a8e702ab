import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** What settings of generated containers do not allow each other. */
export function dockerCheck({ app: { platform } }: Settings): Problem[] {
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
    ];
}
