import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { environmentType, loadBalancerOf } from "../read/environment";
import { namespacesOf } from "../read/option-names";
import { howToSet, isAlways, readOption, stateOf } from "../read/options";
import { defaultTlsPolicy, modernTlsPolicies, recommendedTlsPolicy } from "../read/tls-policies";
import type { Resource, Rule } from "../rule";

const site = "aws:elbv2:listener:443";
const name = "SSLPolicy";

export const tlsPolicy: Rule = {
    name: "tls-policy",
    displayName: "TLS 1.2 or newer",
    description: "Every listener with HTTPS or TLS refuses TLS versions older than 1.2.",
    levels: everywhere,
    devWithoutDomain: "advisory",
    severity: "high",
    framework: securityHub(
        "ELB.17",
        "Application and Network Load Balancers with listeners should use recommended security policies",
    ),
    standards: ["CKV_AWS_103"],
    remediationSteps: `Set ${site}/${name} to "${recommendedTlsPolicy}" or another policy of TLS 1.2 and newer.`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    tags: ["load-balancer", "tls"],
    sees: "graph",
    types: [environmentType],
    judge(environment) {
        const loadBalancer = loadBalancerOf(environment);
        // A shared load balancer's listener is not the environment's.
        if (loadBalancer !== "dedicated" && loadBalancer !== "network") {
            return [];
        }
        const protocol = loadBalancer === "network" ? "TLS" : "HTTPS";
        const listeners = new Set([site, ...namespacesOf(environment, "aws:elbv2:listener:")]);
        return [...listeners].flatMap((namespace) => judgeListener(environment, namespace, protocol));
    },
};

/** Where it does not speak TLS there is no policy; that it should is https-listener's finding. */
function judgeListener(environment: Resource, namespace: string, protocol: "HTTPS" | "TLS"): string[] {
    const spoken = readOption(environment, namespace, "Protocol");
    const speaksTls = spoken.state === "unknown" || isAlways(spoken, protocol);
    const policy = readOption(environment, namespace, name);
    const isModern = policy.state === "known" && policy.values.every((value) => modernTlsPolicies.has(value));
    if (!speaksTls || isModern || isAlways(readOption(environment, namespace, "ListenerEnabled"), "false")) {
        return [];
    }
    return [
        `${namespace}/${name} ${stateOf(policy, "a policy of TLS 1.2 and newer")}; wanted: such a policy, ` +
            `"${recommendedTlsPolicy}" for one. Left out, AWS takes ${defaultTlsPolicy}, which admits TLS 1.0. ` +
            howToSet(`environment.loadBalancer: {kind: dedicated, tlsPolicy: ${recommendedTlsPolicy}}`, {
                namespace,
                name,
                value: recommendedTlsPolicy,
            }),
    ];
}
