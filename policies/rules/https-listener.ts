import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { distributionOf } from "../read/distribution";
import { environmentNamespace, environmentType, isWorker, loadBalancerOf } from "../read/environment";
import { Instances, instancesOf, serverFolder } from "../read/instance-tls";
import { namespacesOf } from "../read/option-names";
import { howToSet, isAlways, problemWith, readOption, Wanted } from "../read/options";
import type { Graph, GraphResource, Resource, Rule } from "../rule";

const namespace = "aws:elbv2:listener:443";
const protocol: Wanted = { namespace, name: "Protocol", value: "HTTPS" };
const certificate: Wanted = { namespace, name: "SSLCertificateArns", value: "<certificate ARN>" };
const enabled: Wanted = { namespace, name: "ListenerEnabled", value: "true" };
const sharedRules: Wanted = { namespace, name: "Rules", value: "default" };
const loadBalanced: Wanted = { namespace: environmentNamespace, name: "EnvironmentType", value: "LoadBalanced" };
const domain = "domain: {name: www.example.com, zone: example.com}";

export const httpsListener: Rule = {
    name: "https-listener",
    displayName: "HTTPS listener",
    description: "The load balancer serves HTTPS on port 443 with a certificate, or the instances do.",
    levels: everywhere,
    devWithoutDomain: "advisory",
    severity: "high",
    framework: securityHub(
        "ELB.18",
        "Application and Network Load Balancer listeners should use secure protocols to encrypt data in transit",
    ),
    remediationSteps: `Set ${namespace}/Protocol to "HTTPS" and ${namespace}/SSLCertificateArns to a certificate's ARN.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-elb.html",
    tags: ["load-balancer", "tls"],
    sees: "graph",
    types: [environmentType],
    judge(environment, graph) {
        switch (loadBalancerOf(environment)) {
            case "none":
                return isWorker(environment) ? [] : judgeInstance(environment, graph);
            case "classic":
                return [];
            case "shared":
                return judgeShared(environment);
            case "dedicated":
                return judgeListener(environment, protocol);
            case "network":
                return isAlways(readOption(environment, namespace, protocol.name), "TCP")
                    ? judgePassing(environment, graph)
                    : judgeListener(environment, { ...protocol, value: "TLS" });
        }
    },
};

const judgeListener = (environment: Resource, protocol: Wanted): string[] => [
    ...judgeProtocol(environment, protocol),
    ...judgeCertificate(environment),
    ...judgeEnabled(environment),
];

/** A network load balancer that passes connections on serves HTTPS where the instances do. */
async function judgePassing(environment: GraphResource, graph: Graph): Promise<string[]> {
    const problem = problemWithInstances(await instancesOf(environment, graph));
    if (problem === undefined) {
        return judgeEnabled(environment);
    }
    return [
        `${namespace}/${protocol.name} is "TCP", which passes connections on to the instances, and ${problem}. ` +
            howToSet(
                `${domain}, or environment.loadBalancer.tlsOnInstances`,
                { ...protocol, value: "TLS" },
                certificate,
            ),
    ];
}

const plainDistribution =
    'viewerProtocolPolicy of the distribution in front of the environment is not "redirect-to-https" or "https-only" in every ' +
    "cache behavior, so it answers plain HTTP. In this project: nothing, it makes no distribution. In any other program: set it " +
    'to "redirect-to-https" in defaultCacheBehavior and in each of orderedCacheBehaviors.';

/** Without a load balancer nobody but the instance itself can speak TLS, or a distribution in front of it. */
async function judgeInstance(environment: GraphResource, graph: Graph): Promise<string[]> {
    const distribution = distributionOf(environment, graph);
    if (distribution !== "none") {
        return distribution === "secure" ? [] : [plainDistribution];
    }
    const problem = problemWithInstances(await instancesOf(environment, graph));
    return problem === undefined
        ? []
        : [
              `The environment has no load balancer, and ${problem}. ` +
                  howToSet("environment.loadBalancer.tlsOnInstances, or kind: dedicated and a domain", loadBalanced) +
                  ` Or put a server with TLS into a file of the bundle's ${serverFolder}.`,
          ];
}

const problemWithInstances = (instances: Instances): string | undefined => {
    if (instances.kind === "unknown") {
        return `that the instances speak TLS cannot be proven: ${instances.reason}`;
    }
    return instances.speakTls ? undefined : "no file of the bundle makes nginx on the instances speak TLS on port 443";
};

function judgeProtocol(environment: Resource, protocol: Wanted): string[] {
    const problem = problemWith(environment, protocol);
    return problem === undefined
        ? []
        : [`${problem}. Without it port 443 does not speak HTTPS. ${howToSet(domain, protocol, certificate)}`];
}

/** An ARN that is not known yet satisfies: the certificate is made in the same run. */
function judgeCertificate(environment: Resource): string[] {
    const option = readOption(environment, namespace, certificate.name);
    if (option.state === "unknown" || (option.state === "known" && option.values.every((value) => value !== ""))) {
        return [];
    }
    const state = option.state === "absent" ? "is not set" : "is empty";
    return [
        `${namespace}/${certificate.name} ${state}; wanted: the ARN of an ACM certificate. AWS refuses an HTTPS ` +
            `listener without one. ${howToSet(domain, certificate)}`,
    ];
}

/** A listener is enabled unless it is said not to be. */
function judgeEnabled(environment: Resource): string[] {
    if (readOption(environment, namespace, enabled.name).state === "absent") {
        return [];
    }
    const problem = problemWith(environment, enabled);
    return problem === undefined
        ? []
        : [`${problem}. A disabled listener serves nothing on port 443. ${howToSet(domain, enabled)}`];
}

/** Protocol and certificate of a shared load balancer are its own; the environment chooses the listener, which may be on a port of its own. */
function judgeShared(environment: Resource): string[] {
    const chosen = [namespace, ...namespacesOf(environment, "aws:elbv2:listener:")].filter((listener) => {
        const rules = readOption(environment, listener, sharedRules.name);
        return rules.state === "unknown" || (rules.state === "known" && !isAlways(rules, ""));
    });
    if (chosen.some((listener) => !/:(80|default)$/.test(listener))) {
        return [];
    }
    return [
        `${namespace}/${sharedRules.name} is not set; wanted: "default" or the names of rules. Left out, the shared load ` +
            `balancer serves the environment on port 80. ${howToSet("environment.loadBalancer: {kind: dedicated}", sharedRules)}`,
    ];
}
