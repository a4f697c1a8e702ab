import { NginxFile } from "../model";

/**
 * nginx waits for the application as long as the load balancer waits for nginx. Keep-alive stays the platform's 60 seconds: its
 * nginx.conf sets it in the server block, where a second line would be a duplicate and keep nginx from starting.
 */
export function proxy({ idleTimeoutSeconds }: { readonly idleTimeoutSeconds: number }): NginxFile {
    return {
        kind: "nginx",
        name: "10-django-beanstalk",
        reason: "aligns nginx's wait for the application with the load balancer's",
        content: `# Written by django-beanstalk. Changes made here are lost with the next deployment.
proxy_read_timeout ${idleTimeoutSeconds}s;
`,
    };
}
