import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { bundleOfEnvironment, isConfigFile } from "../read/bundle";
import { distributionOf } from "../read/distribution";
import { environmentType, isWorker, loadBalancerOf } from "../read/environment";
import { instancesOf, serverFolder } from "../read/instance-tls";
import { listenerResource, overrideIn } from "../read/listener-override";
import { namespacesOf } from "../read/option-names";
import { howToSet, isAlways, problemWith, readOption, Wanted } from "../read/options";
import type { Graph, GraphResource, Resource, Rule } from "../rule";

const listeners = "aws:elbv2:listener:";
/** The default listener has port 80; it may be named too. */
const named80 = `${listeners}80`;
const off: Wanted = { namespace: `${listeners}default`, name: "ListenerEnabled", value: "false" };
const domain = "domain: {name: www.example.com, zone: example.com}, which redirects";

export const httpRedirect: Rule = {
    name: "http-redirect",
    displayName: "Port 80 redirects or is off",
    description: "Plain HTTP is never answered: port 80 is off, or redirects to HTTPS.",
    levels: everywhere,
    devWithoutDomain: "advisory",
    severity: "medium",
    framework: securityHub(
        "ELB.1",
        "Application Load Balancer should be configured to redirect all HTTP requests to HTTPS",
    ),
    remediationSteps:
        `Set ${off.namespace}/${off.name} to "${off.value}", or put a redirect to HTTPS on ` +
        `Resources.${listenerResource} in a file of the bundle's .ebextensions.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/configuring-https-httpredirect.html",
    tags: ["load-balancer", "tls", "bundle"],
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
                return judgeDedicated(environment, graph);
            case "network":
                return judgeNetwork(environment, graph);
        }
    },
};

/** Where nginx on the instances redirects by the load balancer's header, it does for every listener. */
async function judgeDedicated(environment: GraphResource, graph: Graph): Promise<string[]> {
    const plain = plainListeners(environment);
    const isOff = isAlways(readOption(environment, off.namespace, off.name), off.value);
    const port80 = !isOff ? off : plain.includes(named80) ? { ...off, namespace: named80 } : undefined;
    const problem = port80 && (await redirectProblem(environment, graph));
    const others = plain.filter((namespace) => namespace !== named80);
    if ((problem === undefined && others.length === 0) || (await redirectsByHeader(environment, graph))) {
        return [];
    }
    return [
        ...(port80 === undefined || problem === undefined ? [] : [answers(port80, problem)]),
        ...others.flatMap((namespace) => judgePlain(environment, { namespace, name: "Protocol", value: "HTTPS" })),
    ];
}

const answers = (port80: Wanted, problem: string): string =>
    `${port80.namespace}/${port80.name} is not "${port80.value}", so port 80 answers, and ${problem}. ` +
    `${howToSet(domain, port80)} Or redirect in a file of the bundle's .ebextensions: Resources.${listenerResource}.`;

/** Listeners besides the default one that are not disabled, and not certain to be HTTPS. That of port 443 is judged by https-listener. */
const plainListeners = (environment: Resource): readonly string[] =>
    namespacesOf(environment, listeners).filter(
        (namespace) =>
            ![off.namespace, `${listeners}443`].includes(namespace) &&
            !isAlways(readOption(environment, namespace, off.name), off.value) &&
            !isAlways(readOption(environment, namespace, "Protocol"), "HTTPS"),
    );

/** AWS takes HTTP where nothing is said. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elbv2-listener */
const judgePlain = (environment: Resource, wanted: Wanted): string[] => [
    `${problemWith(environment, wanted) ?? ""}. A listener of HTTP is answered by the application. ` +
        howToSet("take the listener out of options", wanted, {
            ...wanted,
            name: "SSLCertificateArns",
            value: "<certificate ARN>",
        }),
];

async function redirectsByHeader(environment: GraphResource, graph: Graph): Promise<boolean> {
    const instances = await instancesOf(environment, graph);
    return instances.kind === "known" && instances.redirectForwarded;
}

/** An instance without TLS is judged by https-listener, and so is a distribution in front of it. */
async function judgeInstance(environment: GraphResource, graph: Graph): Promise<string[]> {
    const instances = distributionOf(environment, graph) === "none" ? await instancesOf(environment, graph) : undefined;
    return instances?.kind !== "known" || !instances.speakTls || instances.redirect
        ? []
        : [
              "The environment has no load balancer, and its instance answers port 80 beside TLS: no file of the bundle redirects it " +
                  "to HTTPS. In this project: environment.loadBalancer.tlsOnInstances, which redirects. In any other program: write " +
                  `"if ($scheme = http) { return 301 https://$host$request_uri; }" into a file of the bundle's ${serverFolder}.`,
          ];
}

/** Why the bundle's redirect is not there or not proven; undefined when it is there. */
async function redirectProblem(environment: GraphResource, graph: Graph): Promise<string | undefined> {
    const bundle = await bundleOfEnvironment(environment, graph);
    if (bundle.kind === "unknown") {
        return `a redirect cannot be proven: ${bundle.reason}`;
    }
    const override = await overrideIn(await bundle.contents.read(isConfigFile));
    switch (override.kind) {
        case "redirects":
            return undefined;
        case "absent":
            return "no .ebextensions file of the bundle redirects it to HTTPS";
        case "other":
            return `the bundle's ${override.file} does not redirect it to HTTPS on port 443`;
        case "broken":
            return `a redirect cannot be proven: the bundle's ${override.files.join(", ")} cannot be read as YAML`;
    }
}

/** It reads no HTTP, so that only the instances could answer with a redirect, where TLS ends on them. */
async function judgeNetwork(environment: GraphResource, graph: Graph): Promise<string[]> {
    const problem = problemWith(environment, off);
    return problem === undefined || (await redirectOnInstances(environment, graph))
        ? []
        : [
              `${problem}. A network load balancer passes connections on and cannot redirect them. ` +
                  howToSet(
                      "domain: {name: www.example.com, zone: example.com}, and no http: true of the load balancer",
                      off,
                  ),
          ];
}

async function redirectOnInstances(environment: GraphResource, graph: Graph): Promise<boolean> {
    const passes = isAlways(readOption(environment, "aws:elbv2:listener:443", "Protocol"), "TCP");
    const instances = passes ? await instancesOf(environment, graph) : undefined;
    return instances?.kind === "known" && instances.redirect;
}

/** A shared load balancer's port 80 is not the environment's; it only must not forward to the environment. */
function judgeShared(environment: Resource): string[] {
    const rules = readOption(environment, "aws:elbv2:listener:80", "Rules");
    return rules.state === "absent"
        ? []
        : [
              "aws:elbv2:listener:80/Rules is set, so the shared load balancer serves the environment over plain HTTP; " +
                  "wanted: not set. Take it out, use aws:elbv2:listener:443/Rules, and redirect on the listener itself.",
          ];
}
