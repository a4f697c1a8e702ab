import type { OptionContext } from "../option-catalogue/types";
import type { Settings } from "../settings";

type Kinds = Pick<Settings, "app" | "environment">;

const kinds = {
    dedicated: "application",
    shared: "application-shared",
    network: "network",
    none: "none",
} as const satisfies Readonly<Record<Settings["environment"]["loadBalancer"]["kind"], OptionContext["loadBalancer"]>>;

/** What decides which options an environment has. */
export const optionContext = ({ app, environment }: Kinds): OptionContext => ({
    tier: environment.tier.kind,
    platform: app.platform.kind,
    loadBalancer: kinds[environment.loadBalancer.kind],
});

/** Whether there can be more than one instance. A worker scales by its queue, without a load balancer. */
export const isScalable = ({ tier, loadBalancer }: Settings["environment"]): boolean =>
    tier.kind === "worker" || loadBalancer.kind !== "none";
