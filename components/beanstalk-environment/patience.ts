import type { Settings } from "../settings";

/** How long whoever asks waits for an answer. */
export interface Patience {
    readonly seconds: number;
    /** What says so, as a message names it. */
    readonly from: string;
}

/** What the platform's nginx waits by itself. https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout */
const ofNginx = 60;

/** Without a load balancer that reads HTTP only the proxy waits, and longer than Gunicorn; a worker is asked by its daemon. */
export function patience({
    app,
    environment: { loadBalancer, tier },
}: Pick<Settings, "app" | "environment">): Patience {
    const set = (setting: string, seconds: number) => ({ seconds, from: `environment.${setting} (${seconds})` });
    if (tier.kind === "worker") {
        return set("tier.inactivityTimeoutSeconds", tier.inactivityTimeoutSeconds);
    }
    return "idleTimeoutSeconds" in loadBalancer
        ? set("loadBalancer.idleTimeoutSeconds", loadBalancer.idleTimeoutSeconds)
        : { seconds: Math.max(ofNginx, app.web.timeoutSeconds + 5), from: "what the proxy waits" };
}

/** Seconds by which a target has to keep idle connections longer than the load balancer. */
const keepAliveMargin = 10;

/**
 * How long the proxy keeps an idle connection of a load balancer, which must be the one that closes it.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 *
 * @returns undefined where no load balancer reuses connections for requests
 */
export function keepAliveSeconds({
    environment: { loadBalancer, tier },
}: Pick<Settings, "environment">): number | undefined {
    return tier.kind === "web" && "idleTimeoutSeconds" in loadBalancer
        ? loadBalancer.idleTimeoutSeconds + keepAliveMargin
        : undefined;
}
