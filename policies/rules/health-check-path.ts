import { checkov } from "../frameworks";
import { notInDev } from "../levels";
import { environmentType, loadBalancerOf } from "../read/environment";
import { namespacesOf } from "../read/option-names";
import { howToSet, Option, readOption, stateOf } from "../read/options";
import type { Resource, Rule } from "../rule";

const processes = "aws:elasticbeanstalk:environment:process:";
const site = `${processes}default`;
const name = "HealthCheckPath";
const value = "/health/";

export const healthCheckPath: Rule = {
    name: "health-check-path",
    displayName: "Path of the health check",
    description:
        "The load balancer asks a path for health checks, not the home page, which may redirect, need a login or be slow.",
    // AWS's default, the home page, does for a dev stack.
    levels: notInDev,
    severity: "medium",
    framework: checkov("CKV_AWS_261", "Ensure HTTP HTTPS Target group defines Healthcheck"),
    remediationSteps: `Set ${site}/${name} to a path that answers 200 without a login when the application is healthy.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb.html",
    tags: ["load-balancer", "health"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        // A network load balancer checks connections, and has no path.
        if (!["dedicated", "shared"].includes(loadBalancerOf(environment))) {
            return [];
        }
        const judged = new Set([site, ...namespacesOf(environment, processes)]);
        return [...judged].flatMap((namespace) => judgeProcess(environment, namespace));
    },
};

function judgeProcess(environment: Resource, namespace: string): string[] {
    const option = readOption(environment, namespace, name);
    if (isPath(option)) {
        return [];
    }
    const setting = namespace === site ? "app.healthPath" : "environment.loadBalancer.processes.<name>.healthPath";
    return [
        `${namespace}/${name} ${stateOf(option, 'a path other than "/"')}; wanted: such a path, "${value}" for one. Left out, AWS asks "/", the home page. ` +
            howToSet(`${setting}: ${value}`, { namespace, name, value }),
    ];
}

const isPath = (option: Option): boolean =>
    option.state === "known" && option.values.every((path) => path.startsWith("/") && path !== "/");
