import type { Resource } from "../rule";
import { environmentNamespace } from "./environment";
import type { Validity } from "./option-catalogue";
import { readOption } from "./options";
import { peek, peekText } from "./peek";
import { Platform, platformOf } from "./platform";

export type Tier = "web" | "worker";
export type LoadBalancer = "application" | "network" | "application-shared" | "classic" | "none";

/** What an environment is, as far as that is certain; what is not is undefined, and nothing follows from it. */
export interface EnvironmentKind {
    readonly tier: Tier | undefined;
    readonly platform: Platform | undefined;
    readonly loadBalancer: LoadBalancer | undefined;
}

export function kindOf(environment: Resource): EnvironmentKind {
    const tier = tierOf(environment);
    return { tier, platform: platformOf(environment), loadBalancer: loadBalancerIn(environment, tier) };
}

/** The provider takes a web server where nothing is said. */
function tierOf({ props }: Resource): Tier | undefined {
    const tier = peek(props, "tier");
    const text = tier.kind === "absent" ? "WebServer" : peekText(props, "tier");
    return text === "WebServer" ? "web" : text === "Worker" ? "worker" : undefined;
}

/** A type that nobody says is one of a saved configuration, or Elastic Beanstalk's default, which application-load-balancer judges. */
function loadBalancerIn(environment: Resource, tier: Tier | undefined): LoadBalancer | undefined {
    if (tier !== "web") {
        return tier === "worker" ? "none" : undefined;
    }
    const value = (name: string): string => {
        const option = readOption(environment, environmentNamespace, name);
        return option.state === "known" && new Set(option.values).size === 1 ? option.values[0]! : option.state;
    };
    if (value("EnvironmentType") === "SingleInstance") {
        return "none";
    }
    const saved = peek(environment.props, "templateName").kind !== "absent";
    const isLoadBalanced =
        value("EnvironmentType") === "LoadBalanced" || (value("EnvironmentType") === "absent" && !saved);
    const type = value("LoadBalancerType");
    if (!isLoadBalanced) {
        return undefined;
    }
    if (type === "application") {
        const shared = value("LoadBalancerIsShared").toLowerCase();
        const isOwn = shared === "false" || (shared === "absent" && !saved);
        return shared === "true" ? "application-shared" : isOwn ? "application" : undefined;
    }
    return type === "network" || type === "classic" ? type : undefined;
}

export const withSingleInstance = "with a single instance";

/** Why something is not valid in an environment, to end "… is not valid"; undefined when it is valid, or may be. */
export function whyNotValid(validity: Validity, kind: EnvironmentKind): string | undefined {
    const { tiers, platforms, loadBalancers, scalable } = validity;
    const { tier, platform, loadBalancer } = kind;
    if (tier !== undefined && tiers?.includes(tier) === false) {
        return `in a ${tier} environment`;
    }
    if (platform !== undefined && platform !== "other" && platforms?.includes(platform) === false) {
        return `on the ${platform} platform`;
    }
    if (loadBalancer !== undefined && loadBalancers?.includes(loadBalancer) === false) {
        return loadBalancer === "none"
            ? "without a load balancer"
            : `with a load balancer of type ${words[loadBalancer]}`;
    }
    return scalable === true && tier === "web" && loadBalancer === "none" ? withSingleInstance : undefined;
}

const words = {
    application: "application",
    network: "network",
    "application-shared": "application that is shared",
    classic: "classic",
} as const;
