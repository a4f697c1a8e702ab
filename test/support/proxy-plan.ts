import type { ProxyPlan } from "../../ebextensions/recipes/proxy";

/** The web server of an instance as most tests want it. */
export const proxyPlan: ProxyPlan = {
    server: "nginx",
    upstream: "http://127.0.0.1:8000",
    waitSeconds: 55,
    keepAliveSeconds: 65,
    health: { path: "/healthz/", host: "www.example.com" },
    https: true,
    maxBodyMb: 10,
    maxHeaderKb: 16,
    clientCertificates: "none",
    headers: [
        { name: "X-Content-Type-Options", value: "nosniff" },
        { name: "X-Frame-Options", value: "DENY" },
    ],
    headersIn: "http",
    tls: undefined,
    cached: { collected: "/static", folders: [] },
    static: { "/static": "staticfiles" },
};
