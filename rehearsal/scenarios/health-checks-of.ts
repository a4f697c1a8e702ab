import { common } from "../../components/settings/defaults";
import type { Settings } from "../../components/settings";

/** The checks of the stack's load balancer, or those that it would have by itself. */
export interface StackHealthChecks {
    readonly intervalSeconds: number;
    readonly healthyCount: number;
    readonly unhealthyCount: number;
}

/** Numbers that a kind of load balancer does not have are those of the application load balancer. */
export function healthChecksOf({ environment: { loadBalancer } }: Settings): StackHealthChecks {
    const { checkSeconds: intervalSeconds, healthyCount, unhealthyCount } = common;
    const own = "healthCheck" in loadBalancer ? loadBalancer.healthCheck : {};
    return { intervalSeconds, healthyCount, unhealthyCount, ...own };
}
