import { securityHub } from "../frameworks";
import { environmentType, loadBalancerOf } from "../read/environment";
import { instancesOf, serverFolder } from "../read/instance-tls";
import { howToSet, isAlways, problemWith, readOption, Wanted } from "../read/options";
import type { Graph, GraphResource, Resource, Rule } from "../rule";

const namespace = "aws:elbv2:listener:443";
const protocol: Wanted = { namespace, name: "Protocol", value: "HTTPS" };
const certificate: Wanted = { namespace, name: "SSLCertificateArns", value: "<certificate ARN>" };
const enabled: Wanted = { namespace, name: "ListenerEnabled", value: "true" };
const sharedRules: Wanted = { namespace, name: "Rules", value: "default" };
const domain = "domain: {name: www.example.com, zone: example.com}";

export const httpsListener: Rule = {
    name: "https-listener",
    displayName: "HTTPS listener",
    description: "The load balancer serves HTTPS on port 443 with a certificate.",
    level: "mandatory",
    advisoryFor: "dev without domain",
    severity: "high",
    framework: securityHub(
        "ELB.18",
        "Application and Network Load Balancer listeners should use secure protocols to encrypt data in transit",
    ),
    remediationSteps: `Set ${namespace}/Protocol to "HTTPS" and ${namespace}/SSLCertificateArns to a certificate's ARN.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-elb.html",
    tags: ["load-balancer", "tls"],
    sees: "graph",
    type: environmentType,
    judge(environment, graph) {
        switch (loadBalancerOf(environment)) {
            case "none":
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
    const instances = await instancesOf(environment, graph);
    if (instances.kind === "known" && instances.speakTls) {
        return judgeEnabled(environment);
    }
    const reason =
        instances.kind === "known"
            ? `no file of the bundle's ${serverFolder} makes nginx speak TLS on port 443`
            : `that they speak TLS cannot be proven: ${instances.reason}`;
    return [
        `${namespace}/${protocol.name} is "TCP", which passes connections on to the instances, and ${reason}. ` +
            howToSet(
                `${domain}, or environment.loadBalancer.tlsOnInstances`,
                { ...protocol, value: "TLS" },
                certificate,
            ),
    ];
}

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

/** Protocol and certificate of a shared load balancer are its own; the environment chooses the listener. */
function judgeShared(environment: Resource): string[] {
    const rules = readOption(environment, namespace, sharedRules.name);
    if (rules.state === "unknown" || (rules.state === "known" && !isAlways(rules, ""))) {
        return [];
    }
    return [
        `${namespace}/${sharedRules.name} is not set; wanted: "default" or the names of rules. Left out, the shared load ` +
            `balancer serves the environment on port 80. ${howToSet("environment.loadBalancer: {kind: dedicated}", sharedRules)}`,
    ];
}
