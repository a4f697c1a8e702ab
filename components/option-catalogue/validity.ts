import type { CatalogueEntry, Change, EnvironmentKind, LoadBalancerKind, Validity } from "./types";

/** A worker has no load balancer, whatever its settings say. */
const loadBalancerOf = ({ tier, loadBalancer }: EnvironmentKind): LoadBalancerKind =>
    tier === "worker" ? "none" : loadBalancer;

/** One instance with an address of its own. A worker scales by its queue, although it has no load balancer. */
const isSingleInstance = ({ tier, loadBalancer }: EnvironmentKind): boolean =>
    tier === "web" && loadBalancer === "none";

/** Why something is not valid in an environment, to complete "an option that …", and where it is; undefined when it is valid. */
export function whyNotValid(
    validity: Validity,
    context: EnvironmentKind,
): { why: string; allowed: string } | undefined {
    const { tiers, platforms, loadBalancers, scalable } = validity;
    if (tiers?.includes(context.tier) === false) {
        return {
            why: `a ${context.tier} environment does not have`,
            allowed: `in a ${tiers.join(" or ")} environment`,
        };
    }
    if (platforms?.includes(context.platform) === false) {
        const allowed = platforms.length === 0 ? "on another platform" : `on the ${platforms.join(" or ")} platform`;
        return { why: `the ${context.platform} platform does not have`, allowed };
    }
    const loadBalancer = loadBalancerOf(context);
    if (loadBalancers?.includes(loadBalancer) === false) {
        return { why: `${withLoadBalancer[loadBalancer]} does not have`, allowed: allowedWith(loadBalancers) };
    }
    return scalable === true && isSingleInstance(context)
        ? { why: "a single instance does not have", allowed: "with a load balancer, or in a worker environment" }
        : undefined;
}

/** Whether AWS keeps an option in such an environment. */
export const isValidIn = (validity: Validity, context: EnvironmentKind): boolean =>
    whyNotValid(validity, context) === undefined;

/** Whether AWS takes this value of an option in such an environment; the option itself is valid there. */
export function whyValueNotValid(
    { limited = [] }: CatalogueEntry,
    value: string,
    context: EnvironmentKind,
): { why: string; allowed: string } | undefined {
    const limit = limited.find(({ values }) => values.includes(value));
    return limit === undefined ? undefined : whyNotValid(limit, context);
}

/** What a new value does to an environment like this one. */
export const changeOf = ({ change, changeWhenShared }: CatalogueEntry, context: EnvironmentKind): Change =>
    loadBalancerOf(context) === "application-shared" ? (changeWhenShared ?? change) : change;

const withLoadBalancer: Readonly<Record<LoadBalancerKind, string>> = {
    application: "an environment with an application load balancer",
    network: "an environment with a network load balancer",
    "application-shared": "an environment with a shared load balancer",
    classic: "an environment with a classic load balancer",
    none: "an environment without a load balancer",
};

const allowedWith = (loadBalancers: readonly LoadBalancerKind[]): string =>
    `with a load balancer of kind ${loadBalancers.flatMap((kind) => kindsOfSettings[kind] ?? []).join(", ") || "classic"}${
        loadBalancers.includes("none") ? ", or without one" : ""
    }`;

/** As the settings call them. */
const kindsOfSettings: Readonly<Partial<Record<LoadBalancerKind, string>>> = {
    application: "dedicated",
    "application-shared": "shared",
    network: "network",
};
