import type { Settings } from "../settings";

type Dedicated = Extract<Settings["environment"]["loadBalancer"], { kind: "dedicated" }>;
export type MutualTls = NonNullable<Dedicated["mutualTls"]>;
export type Verify = Extract<MutualTls, { mode: "verify" }>;
export type PemFile = Verify["authorities"];

/** How the load balancer asks clients for a certificate; undefined where it does not. */
export function mutualTlsOf({ environment: { loadBalancer } }: Pick<Settings, "environment">): MutualTls | undefined {
    switch (loadBalancer.kind) {
        case "dedicated":
            return loadBalancer.mutualTls;
        case "shared":
            return loadBalancer.ownListener?.mutualTls;
        case "network":
        case "none":
            return undefined;
    }
}

/** Where the settings ask for it. */
export const mutualTlsPlace = ({ environment: { loadBalancer } }: Pick<Settings, "environment">): string =>
    `environment.loadBalancer.${loadBalancer.kind === "shared" ? "ownListener." : ""}mutualTls`;

/** The authorities that a load balancer knows; it needs none to pass certificates on. */
export function verification(settings: Pick<Settings, "environment">): Verify | undefined {
    const mutualTls = mutualTlsOf(settings);
    return mutualTls?.mode === "verify" ? mutualTls : undefined;
}
