import { proxyFile } from "../factories/scripts";
import type { ProxyFile } from "../model";

export interface ProxyPlan {
    readonly server: "nginx" | "apache";
    readonly idleTimeoutSeconds: number;
}

/**
 * The proxy waits for the application as long as the load balancer waits for it. nginx's keep-alive stays the platform's 60 seconds: its
 * nginx.conf sets it in the server block, where a second line would be a duplicate and keep nginx from starting.
 */
export function proxy({ server, idleTimeoutSeconds }: ProxyPlan): ProxyFile {
    const [kind, line] =
        server === "nginx"
            ? (["nginx", `proxy_read_timeout ${idleTimeoutSeconds}s;`] as const)
            : (["httpd", `ProxyTimeout ${idleTimeoutSeconds}`] as const);
    return proxyFile(kind, "http", {
        name: "10-django-beanstalk",
        reason: `aligns ${server}'s wait for the application with the load balancer's`,
        content: `# Written by django-beanstalk. Changes made here are lost with the next deployment.
${line}
`,
    });
}
