import { advisoryInDev } from "../levels";
import type { Contents } from "../read/archive";
import { bundleOfEnvironment, isConfigFile } from "../read/bundle";
import { environmentNamespace, environmentType, loadBalancerOf } from "../read/environment";
import { isAlways, readOption } from "../read/options";
import { peek } from "../read/peek";
import { isWindows } from "../read/platform";
import { gunicornWait, proxyWaits, Wait } from "../read/waits";
import type { Resource, Rule } from "../rule";

export const loadBalancerTimeouts: Rule = {
    name: "load-balancer-timeouts",
    displayName: "Order of time-outs",
    description:
        "Whoever asks waits longer than who answers, and the load balancer closes idle connections before nginx does.",
    levels: advisoryInDev,
    severity: "medium",
    remediationSteps:
        "Order the time-outs: nginx's keepalive_timeout above the load balancer's idle time-out, that not below proxy_read_timeout, that above Gunicorn's.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    tags: ["load-balancer", "bundle"],
    sees: "graph",
    types: [environmentType],
    async judge(environment, graph) {
        // Only one that reads HTTP, and is the environment's own, has a time-out that can be set here.
        if (!["dedicated", "classic"].includes(loadBalancerOf(environment)) || isWindows(environment)) {
            return [];
        }
        const bundle = await bundleOfEnvironment(environment, graph);
        return bundle.kind === "known" ? judgeWaits(environment, bundle.contents) : [];
    },
};

/** What cannot be read for sure is no finding: only an order that is proven to be wrong is. */
async function judgeWaits(environment: Resource, contents: Contents): Promise<string[]> {
    const idle = await idleWait(environment, contents);
    const { keepAlive, read } = hasNginx(environment)
        ? await proxyWaits(contents)
        : { keepAlive: undefined, read: undefined };
    const application = await gunicornWait(
        contents,
        readOption(environment, "aws:elasticbeanstalk:application:environment", "GUNICORN_CMD_ARGS").state !== "absent",
    );
    const asks = read ?? idle;
    return [
        ...(idle !== undefined && keepAlive !== undefined && keepAlive.seconds <= idle.seconds
            ? [
                  `nginx keeps idle connections ${seconds(keepAlive)}, the load balancer ${seconds(idle)}; wanted: nginx longer. ` +
                      `A request on a connection that nginx closes is answered with 502. ${remedy}`,
              ]
            : []),
        ...(idle !== undefined && read !== undefined && read.seconds > idle.seconds
            ? [
                  `nginx waits for an answer ${seconds(read)}, the load balancer ${seconds(idle)}; wanted: nginx no longer. ` +
                      `The load balancer answers 504 while the application still works. ${remedy}`,
              ]
            : []),
        ...(asks !== undefined && application !== undefined && application.seconds >= asks.seconds
            ? [
                  `Gunicorn ends a worker after ${seconds(application)}, ${asks === read ? "nginx" : "the load balancer"} waits ` +
                      `${seconds(asks)}; wanted: Gunicorn less. Nobody waits for the answer any more. ${remedy}`,
              ]
            : []),
    ];
}

const remedy =
    "In this project: environment.loadBalancer.idleTimeoutSeconds, or app.web.timeoutSeconds; what is left out follows. In any other program: keepalive_timeout " +
    "above aws:elbv2:loadbalancer/IdleTimeout, proxy_read_timeout not above it, and gunicorn --timeout below that.";

/** Where it is written, and never a value of an option: that might be a secret. */
const seconds = ({ seconds, from }: Wait): string =>
    from.startsWith("aws:") ? `as ${from} says` : `${seconds === Infinity ? "no time" : `${seconds} s`} (${from})`;

const options = {
    application: { namespace: "aws:elbv2:loadbalancer", name: "IdleTimeout" },
    classic: { namespace: "aws:elb:policies", name: "ConnectionSettingIdleTimeout" },
} as const;

/** AWS's default of both kinds. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html */
const idleByItself = 60;

async function idleWait(environment: Resource, contents: Contents): Promise<Wait | undefined> {
    const type = readOption(environment, environmentNamespace, "LoadBalancerType");
    if (type.state === "unknown") {
        return undefined;
    }
    const { namespace, name } = isAlways(type, "application") ? options.application : options.classic;
    const option = readOption(environment, namespace, name);
    if (option.state === "absent") {
        const files = await contents.read(isConfigFile);
        const isElsewhere =
            peek(environment.props, "templateName").kind !== "absent" ||
            files.some(({ text }) => text?.includes(name) !== false);
        return isElsewhere ? undefined : { seconds: idleByItself, from: "AWS's default" };
    }
    const [value = ""] = option.state === "known" && option.values.length === 1 ? option.values : [];
    return /^\d+$/.test(value) ? { seconds: Number(value), from: `${namespace}/${name}` } : undefined;
}

/** The platform's nginx is there unless another proxy, or none, is chosen. */
function hasNginx(environment: Resource): boolean {
    const proxy = readOption(environment, "aws:elasticbeanstalk:environment:proxy", "ProxyServer");
    return proxy.state === "absent" || isAlways(proxy, "nginx");
}
