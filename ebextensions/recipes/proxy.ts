import { apacheProxy } from "../proxy/apache-proxy";
import { makeInstanceCertificate } from "../proxy/instance-certificate";
import { nginxProxy, NginxPlan } from "../proxy/nginx-proxy";
import { fetchSiteCertificate } from "../proxy/site-certificate";
import { endsTls, type ServerTls } from "../proxy/tls";
import type { HookScript, ProxyFile } from "../model";

export interface ProxyPlan extends NginxPlan {
    readonly server: "nginx" | "apache";
}

/** The web server on an instance of the Python platform, between load balancer and application. */
export const proxy = (plan: ProxyPlan): (ProxyFile | HookScript)[] =>
    plan.server === "nginx" ? [...nginxProxy(plan), ...certificate(plan.tls)] : [apacheProxy(plan)];

const certificate = (tls: ServerTls): HookScript[] =>
    tls === undefined ? [] : [endsTls(tls) ? fetchSiteCertificate(tls) : makeInstanceCertificate()];
