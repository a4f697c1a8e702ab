import type { Problem } from "../problem";
import type { Settings } from "../settings";
import { loadBalancerCheck } from "./load-balancer-check";

type Environment = Settings["environment"];

/** What tier, load balancer, sizes and schedule do not allow each other. What only the catalogue of options knows is not here. */
export function environmentCheck(settings: Settings): Problem[] {
    const { environment } = settings;
    return [
        ...sizes(environment),
        ...schedule(environment),
        ...worker(settings),
        ...cname(settings),
        ...folders(settings),
        ...loadBalancerCheck(settings),
    ];
}

function sizes({ scaling, loadBalancer, tier }: Environment): Problem[] {
    const problems: Problem[] = [];
    if (scaling.min > scaling.max) {
        problems.push({
            where: "environment.scaling.max",
            got: String(scaling.max),
            allowed: `at least environment.scaling.min (${scaling.min})`,
            remedy: "Raise max or lower min.",
        });
    }
    const single = tier.kind === "web" && loadBalancer.kind === "none";
    if (single && scaling.max > 1) {
        problems.push({
            where: "environment.scaling.max",
            got: String(scaling.max),
            allowed: "1 with environment.loadBalancer.kind none",
            remedy: "Set scaling: {min: 1, max: 1}, or choose a load balancer.",
        });
    }
    return problems;
}

function schedule({ scaling }: Environment): Problem[] {
    const actions = Object.entries(scaling.schedule);
    const starts = actions.map(([, { start }]) => start);
    return actions.flatMap(([name, action], i) => {
        const where = `environment.scaling.schedule.${name}`;
        const problems: Problem[] = [];
        if (action.start === undefined && action.recurrence === undefined) {
            problems.push({
                where,
                got: "neither start nor recurrence",
                allowed: "one of them, or both",
                remedy: "Say when it happens.",
            });
        }
        if (action.min === undefined && action.max === undefined && action.desired === undefined) {
            problems.push({
                where,
                got: "no size",
                allowed: "min, max or desired",
                remedy: "Say how many instances there shall be.",
            });
        }
        if (action.start !== undefined && starts.indexOf(action.start) < i) {
            problems.push({
                where: `${where}.start`,
                got: action.start,
                allowed: "a time that no other action has",
                remedy: "Let one of the two start a minute later; AWS refuses equal times.",
            });
        }
        return problems;
    });
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

function queue({ queueUrl, cron }: Worker, region: string): Problem[] {
    const problems: Problem[] = [];
    if (queueUrl !== undefined && !queueUrl.startsWith(`https://sqs.${region}.`)) {
        problems.push({
            where: "environment.tier.queueUrl",
            got: queueUrl,
            allowed: `a queue in ${region}`,
            remedy: "Name a queue of the stack's region.",
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
    app.static.url in app.static.folders
        ? [
              {
                  where: `app.static.folders.${app.static.url}`,
                  got: "the path of app.static.url",
                  allowed: "any other path",
                  remedy: "Remove it; app.static.root is its folder.",
              },
          ]
        : [];
