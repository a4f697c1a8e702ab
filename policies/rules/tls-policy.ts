import { securityHub } from "../frameworks";
import { environmentType, loadBalancerOf } from "../read/environment";
import { howToSet, isAlways, readOption, stateOf } from "../read/options";
import type { Rule } from "../rule";

const namespace = "aws:elbv2:listener:443";
const wanted = { namespace, name: "SSLPolicy", value: "ELBSecurityPolicy-TLS13-1-2-2021-06" };

/**
 * Policies of AWS that refuse everything below TLS 1.2. A list, because names mislead: TLS13-1-0 admits TLS 1.0.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const allowed: ReadonlySet<string> = new Set([
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2019-08",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
    ...["1-3", "1-2", "1-2-Res", "1-2-Ext1", "1-2-Ext2"].flatMap((suite) => [
        `ELBSecurityPolicy-TLS13-${suite}-2021-06`,
        `ELBSecurityPolicy-TLS13-${suite}-PQ-2025-09`,
    ]),
    ...["1-3", "1-2", "1-2-Res", "1-2-Ext0", "1-2-Ext1", "1-2-Ext2"].flatMap((suite) => [
        `ELBSecurityPolicy-TLS13-${suite}-FIPS-2023-04`,
        `ELBSecurityPolicy-TLS13-${suite}-FIPS-PQ-2025-09`,
    ]),
]);

export const tlsPolicy: Rule = {
    name: "tls-policy",
    displayName: "TLS 1.2 or newer",
    description: "The HTTPS listener refuses TLS versions older than 1.2.",
    level: "mandatory",
    advisoryFor: "dev without domain",
    severity: "high",
    framework: securityHub(
        "ELB.17",
        "Application and Network Load Balancers with listeners should use recommended security policies",
    ),
    remediationSteps: `Set ${namespace}/${wanted.name} to "${wanted.value}" or another policy of TLS 1.2 and newer.`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    tags: ["load-balancer", "tls"],
    sees: "graph",
    type: environmentType,
    judge(environment) {
        // A shared load balancer's listener is not the environment's, and a missing one is https-listener's finding.
        const protocol = readOption(environment, namespace, "Protocol");
        const loadBalancer = loadBalancerOf(environment);
        const secure = protocol.state === "unknown" || isAlways(protocol, loadBalancer === "network" ? "TLS" : "HTTPS");
        if (!["dedicated", "network"].includes(loadBalancer) || !secure) {
            return [];
        }
        const option = readOption(environment, namespace, wanted.name);
        if (option.state === "known" && option.values.every((value) => allowed.has(value))) {
            return [];
        }
        return [
            `${namespace}/${wanted.name} ${stateOf(option, "a policy of TLS 1.2 and newer")}; wanted: such a policy, ` +
                `"${wanted.value}" for one. Left out, AWS takes ELBSecurityPolicy-2016-08, which admits TLS 1.0. ` +
                howToSet(`environment.loadBalancer: {kind: dedicated, tlsPolicy: ${wanted.value}}`, wanted),
        ];
    },
};
