import type { Rule } from "./rule";
import { applicationLoadBalancer } from "./rules/application-load-balancer";
import { bundleSize } from "./rules/bundle-size";
import { databaseNotPublic } from "./rules/database-not-public";
import { enhancedHealth } from "./rules/enhanced-health";
import { httpRedirect } from "./rules/http-redirect";
import { httpsListener } from "./rules/https-listener";
import { imdsv2 } from "./rules/imdsv2";
import { tlsPolicy } from "./rules/tls-policy";

/** Every rule of the pack, in the order in which findings are shown. */
export const catalogue: readonly Rule[] = [
    bundleSize,
    applicationLoadBalancer,
    httpsListener,
    httpRedirect,
    tlsPolicy,
    enhancedHealth,
    imdsv2,
    databaseNotPublic,
];
