import { instanceTls } from "../beanstalk-environment/instance-tls";
import { httpProcess } from "../beanstalk-environment/plan-load-balancer";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { at, Network } from "./listeners-check";

/** What TLS that ends on the instances does not go together with. */
export function instanceTlsCheck(settings: Settings): Problem[] {
    if (instanceTls(settings) === undefined) {
        return [];
    }
    const { loadBalancer } = settings.environment;
    return [...server(settings), ...(loadBalancer.kind === "network" ? besideIt(loadBalancer) : [])];
}

/** In a container, and in Apache, nothing listens on 443; nobody comes to a worker. */
function server({ app: { platform }, environment: { tier } }: Settings): Problem[] {
    const other =
        tier.kind === "worker"
            ? "in the worker tier"
            : platform.kind === "docker"
              ? "with app.platform.kind docker"
              : platform.proxyServer === "apache"
                ? "with app.platform.proxyServer apache"
                : undefined;
    return other === undefined
        ? []
        : [
              {
                  where: at("tlsOnInstances"),
                  got: `TLS on the instances, ${other}`,
                  allowed: "in the web tier, on the Python platform with nginx",
                  remedy: "Remove it.",
              },
          ];
}

function besideIt({ certificateArn, processes, listeners }: Network): Problem[] {
    return [
        ...(certificateArn === undefined
            ? []
            : [
                  {
                      where: at("certificateArn"),
                      got: "a certificate for the load balancer, with tlsOnInstances",
                      allowed: "one of the two: port 443 passes connections on",
                      remedy: "Remove it, or tlsOnInstances.",
                  },
              ]),
        ...(Object.hasOwn(processes, httpProcess)
            ? [
                  {
                      where: at(`processes.${httpProcess}`),
                      got: `a process named ${httpProcess}, with tlsOnInstances`,
                      allowed: "any other name: it is nginx on port 80, which redirects",
                      remedy: "Rename it.",
                  },
              ]
            : []),
        // Decrypted, on a port of nginx that reads TLS.
        ...Object.entries(listeners)
            .filter(([, { protocol, process }]) => protocol === "TLS" && process === "default")
            .map(([port]) => ({
                where: at(`listeners.${port}.protocol`),
                got: "TLS that ends before the process default, with tlsOnInstances",
                allowed: "TCP, or another process",
                remedy: "Choose TCP: nginx has the certificate.",
            })),
    ];
}
