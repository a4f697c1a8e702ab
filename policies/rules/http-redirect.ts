import { securityHub } from "../frameworks";
import { readConfigFiles } from "../read/archive";
import { archiveOfEnvironment } from "../read/bundle";
import { environmentType, loadBalancerOf } from "../read/environment";
import { instancesOf } from "../read/instance-tls";
import { listenerResource, overrideIn } from "../read/listener-override";
import { howToSet, isAlways, problemWith, readOption, Wanted } from "../read/options";
import type { Graph, GraphResource, Resource, Rule } from "../rule";

const off: Wanted = { namespace: "aws:elbv2:listener:default", name: "ListenerEnabled", value: "false" };
const domain = "domain: {name: www.example.com, zone: example.com}, which redirects";
const remedy = `${howToSet(domain, off)} Or redirect in a file of the bundle's .ebextensions: Resources.${listenerResource}.`;

export const httpRedirect: Rule = {
    name: "http-redirect",
    displayName: "Port 80 redirects or is off",
    description: "Plain HTTP is never answered: port 80 is off, or redirects to HTTPS.",
    level: "mandatory",
    advisoryFor: "dev without domain",
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
    type: environmentType,
    judge(environment, graph) {
        switch (loadBalancerOf(environment)) {
            case "none":
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

async function judgeDedicated(environment: GraphResource, graph: Graph): Promise<string[]> {
    if (isAlways(readOption(environment, off.namespace, off.name), off.value)) {
        return [];
    }
    const problem = await redirectProblem(environment, graph);
    return problem === undefined
        ? []
        : [`${off.namespace}/${off.name} is not "${off.value}", so port 80 answers, and ${problem}. ${remedy}`];
}

/** Why the bundle's redirect is not there or not proven; undefined when it is there. */
async function redirectProblem(environment: GraphResource, graph: Graph): Promise<string | undefined> {
    const archive = await archiveOfEnvironment(environment, graph);
    if (archive.kind === "unknown") {
        return `a redirect cannot be proven: ${archive.reason}`;
    }
    const files = await readConfigFiles(archive.path);
    if (files === undefined) {
        return `a redirect cannot be proven: the bundle ${archive.path} cannot be read`;
    }
    const override = await overrideIn(files);
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
