import type { Settings } from "../settings";

/** How long whoever asks waits for an answer. */
export interface Patience {
    readonly seconds: number;
    /** What says so, as a message names it. */
    readonly from: string;
}

/** Without a load balancer's idle time it is nginx's, whose keep-alive on the platform is 60 seconds; a worker is asked by its daemon. */
export function patience({ environment: { loadBalancer, tier } }: Pick<Settings, "environment">): Patience {
    const set = (setting: string, seconds: number) => ({ seconds, from: `environment.${setting} (${seconds})` });
    if (tier.kind === "worker") {
        return set("tier.inactivityTimeoutSeconds", tier.inactivityTimeoutSeconds);
    }
    return "idleTimeoutSeconds" in loadBalancer
        ? set("loadBalancer.idleTimeoutSeconds", loadBalancer.idleTimeoutSeconds)
        : { seconds: 60, from: "the 60 seconds of nginx" };
}
