import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { loadBalancerCheck } from "./load-balancer-check";
import { rangesCheck } from "./ranges-check";
import { scalingCheck } from "./scaling-check";

type Environment = Settings["environment"];

/** What tier, load balancer, sizes and schedule do not allow each other. What only the catalogue of options knows is not here. */
export function environmentCheck(settings: Settings): Problem[] {
    const { environment } = settings;
    return [
        ...scalingCheck(environment),
        ...worker(settings),
        ...cname(settings),
        ...rangesCheck(settings),
        ...folders(settings),
        ...loadBalancerCheck(settings),
    ];
}

/** A worker is reached by its queue alone. */
function worker({ environment, domain, region }: Settings): Problem[] {
    const { tier, loadBalancer } = environment;
    if (tier.kind !== "worker") {
        return [];
    }
    const problems: Problem[] = [];
    if (loadBalancer.kind !== "none") {
        problems.push({
            where: "environment.loadBalancer.kind",
            got: loadBalancer.kind,
            allowed: "none in the worker tier",
            remedy: "Remove environment.loadBalancer.",
        });
    }
    if (domain !== undefined) {
        problems.push({
            where: "domain",
            got: "a domain, in the worker tier",
            allowed: "a domain in the web tier",
            remedy: "Remove domain: nobody can reach a worker by a name.",
        });
    }
    return [...problems, ...queue(tier, region)];
}

type Worker = Extract<Environment["tier"], { kind: "worker" }>;

function queue(
    { queueUrl, cron, visibilityTimeoutSeconds, inactivityTimeoutSeconds }: Worker,
    region: string,
): Problem[] {
    const problems: Problem[] = [];
    if (queueUrl !== undefined && !queueUrl.startsWith(`https://sqs.${region}.`)) {
        problems.push({
            where: "environment.tier.queueUrl",
            got: queueUrl,
            allowed: `a queue in ${region}`,
            remedy: "Name a queue of the stack's region.",
        });
    }
    if (visibilityTimeoutSeconds <= inactivityTimeoutSeconds) {
        problems.push({
            where: "environment.tier.visibilityTimeoutSeconds",
            got: String(visibilityTimeoutSeconds),
            allowed: `more than inactivityTimeoutSeconds (${inactivityTimeoutSeconds})`,
            remedy: "Raise it: a message that is still worked on would be given to another instance.",
        });
    }
    if (queueUrl?.endsWith(".fifo") === true && Object.keys(cron).length > 0) {
        problems.push({
            where: "environment.tier.cron",
            got: "periodic tasks, with a FIFO queue",
            allowed: "periodic tasks with a standard queue",
            remedy: "Remove the tasks, or name a standard queue; AWS supports no other.",
        });
    }
    return problems;
}

/** The provider reads the prefix back by an expression that GovCloud's names do not match, and would replace the environment each time. */
function cname({ environment: { cnamePrefix, tier }, region }: Settings): Problem[] {
    if (cnamePrefix === undefined || (tier.kind === "web" && !region.startsWith("us-gov-"))) {
        return [];
    }
    return [
        {
            where: "environment.cnamePrefix",
            got: tier.kind === "worker" ? "a prefix, in the worker tier" : `a prefix, in ${region}`,
            allowed: "in the web tier, and outside GovCloud",
            remedy: "Remove it.",
        },
    ];
}

/** One URL path leads to one folder. */
const folders = ({ app }: Settings): Problem[] =>
    Object.hasOwn(app.static.folders, app.static.url)
        ? [
              {
                  where: `app.static.folders.${app.static.url}`,
                  got: "the path of app.static.url",
                  allowed: "any other path",
                  remedy: "Remove it; app.static.root is its folder.",
              },
          ]
        : [];
