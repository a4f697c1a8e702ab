import { hasCertificate } from "../beanstalk-environment/variables";
import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { at, Dedicated } from "./listeners-check";

/** What clients' certificates need of the rest. */
export const mutualTlsCheck = (settings: Settings, loadBalancer: Dedicated): Problem[] =>
    loadBalancer.mutualTls === undefined ? [] : [...withoutTls(settings), ...otherWays(loadBalancer)];

const withoutTls = (settings: Settings): Problem[] =>
    hasCertificate(settings)
        ? []
        : [
              {
                  where: at("mutualTls"),
                  got: "certificates of clients, without HTTPS",
                  allowed: "with a domain, or with certificateArn",
                  remedy: "Set one of them, or remove mutualTls.",
              },
          ];

/** Behind another listener nobody looks at certificates, and a client could write the headers about them itself. */
function otherWays({ listeners, rules }: Dedicated): Problem[] {
    return Object.entries(listeners)
        .filter(
            ([, listener]) =>
                listener.process === "default" || listener.rules.some((name) => rules[name]?.process === "default"),
        )
        .map(([port]) => ({
            where: at(`listeners.${port}`),
            got: "a way to the site past the listener that asks for certificates",
            allowed: "with mutualTls, listeners that lead to other processes only",
            remedy: "Name another process, or remove the listener.",
        }));
}
