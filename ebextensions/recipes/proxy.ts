import { apacheProxy } from "../proxy/apache-proxy";
import { nginxProxy, NginxPlan } from "../proxy/nginx-proxy";
import type { ProxyFile } from "../model";

export interface ProxyPlan extends NginxPlan {
    readonly server: "nginx" | "apache";
}

/** The web server on an instance of the Python platform, between load balancer and application. */
export const proxy = (plan: ProxyPlan): ProxyFile[] =>
    plan.server === "nginx" ? nginxProxy(plan) : [apacheProxy(plan)];
