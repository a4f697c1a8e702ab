import { everywhere } from "../levels";
import { environmentNamespace, environmentType, isWorker } from "../read/environment";
import { namespacesOf, OptionName, optionNames } from "../read/option-names";
import { howToSet, isAlways, problemWith, readOption, stateOf, Wanted } from "../read/options";
import type { Resource, Rule } from "../rule";

const loadBalancerNamespace = "aws:elbv2:loadbalancer";
const listeners = "aws:elbv2:listener:";
const isShared: Wanted = { namespace: environmentNamespace, name: "LoadBalancerIsShared", value: "true" };
const arn: Wanted = {
    namespace: loadBalancerNamespace,
    name: "SharedLoadBalancer",
    value: "<ARN of the load balancer>",
};
const measure = { namespace: "aws:autoscaling:trigger", name: "MeasureName" };
const here = "environment.loadBalancer: {kind: shared, arn: …, securityGroupId: …}";

export const sharedLoadBalancer: Rule = {
    name: "shared-load-balancer",
    displayName: "Shared load balancer",
    description:
        "What makes a load balancer shared is set together, its rules exist, and nothing is set that belongs to its owner.",
    levels: everywhere,
    severity: "high",
    remediationSteps:
        `Set ${isShared.namespace}/${isShared.name} and ${arn.namespace}/${arn.name} together, describe each rule that a listener names, and leave out what is ` +
        "the load balancer's own.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-alb-shared.html",
    tags: ["load-balancer"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const shared = readOption(environment, isShared.namespace, isShared.name);
        const named = readOption(environment, arn.namespace, arn.name);
        if (
            isWorker(environment) ||
            (named.state === "absent" && (shared.state === "absent" || isAlways(shared, "false")))
        ) {
            return [];
        }
        if (shared.state === "unknown" && named.state === "unknown") {
            // Nothing says that it is shared; all that is asked of one of its own is asked then.
            return [];
        }
        if (!isAlways(shared, "true")) {
            return [`${problemWith(environment, isShared)}. ${together}`];
        }
        return [
            ...(named.state === "absent" || (named.state === "known" && named.values.includes(""))
                ? [
                      `${arn.namespace}/${arn.name} ${named.state === "absent" ? "is not set" : "is empty"}; wanted: the ARN of the load balancer. ${together}`,
                  ]
                : []),
            ...judgeRules(environment),
            ...judgeOthers(environment),
            ...judgeMeasure(environment),
        ];
    },
};

const together = `The two count together only. ${howToSet(here, isShared, arn)}`;

/** A rule that a listener names and nobody describes. Without hosts a rule is for the environment's own name, so paths alone make one. */
function judgeRules(environment: Resource): string[] {
    return namespacesOf(environment, listeners).flatMap((namespace) => {
        const rules = readOption(environment, namespace, "Rules");
        const names = rules.state === "known" ? rules.values.flatMap((it) => it.split(",")) : [];
        const missing = [...new Set(names.map((it) => it.trim()))].filter(
            (it) => it !== "" && it !== "default" && !isDescribed(environment, it),
        );
        return missing.length === 0
            ? []
            : [
                  `${namespace}/Rules names ${missing.length === 1 ? "a rule" : `${missing.length} rules`} without HostHeaders and PathPatterns; wanted: one of them ` +
                      `for each. ${howToSet(`${here}, which makes the rules of the domain`, {
                          namespace: "aws:elbv2:listenerrule:<name of the rule>",
                          name: "HostHeaders",
                          value: "www.example.com",
                      })}`,
              ];
    });
}

const isDescribed = (environment: Resource, rule: string): boolean =>
    ["HostHeaders", "PathPatterns"].some((name) => {
        const option = readOption(environment, `aws:elbv2:listenerrule:${rule}`, name);
        return option.state === "unknown" || (option.state === "known" && !isAlways(option, ""));
    });

/** Listeners, time-outs and logs are the owner's: Elastic Beanstalk neither makes nor changes them. */
function judgeOthers(environment: Resource): string[] {
    const others = optionNames(environment).filter(isOwners);
    const names = [...new Set(others.map(({ namespace, name }) => `${namespace}/${name}`))];
    return names.length === 0
        ? []
        : [
              `${names.join(", ")} ${names.length === 1 ? "does" : "do"} nothing with a shared load balancer; wanted: not set. In this project: take ` +
                  `${names.length === 1 ? "it" : "them"} out of options. In any other program: set it on the load balancer itself.`,
          ];
}

function isOwners({ namespace, name }: OptionName): boolean {
    if (namespace === loadBalancerNamespace) {
        return name !== arn.name && name !== "SecurityGroups";
    }
    return namespace.startsWith(listeners) && (namespace === `${listeners}default` || name.toLowerCase() !== "rules");
}

/** Metrics of the load balancer that an environment cannot scale by when others share it. */
const metricsOfOwner = ["healthyhostcount", "unhealthyhostcount", "targetresponsetime"];

function judgeMeasure(environment: Resource): string[] {
    const option = readOption(environment, measure.namespace, measure.name);
    return option.state === "known" && option.values.some((it) => metricsOfOwner.includes(it.toLowerCase()))
        ? [
              `${measure.namespace}/${measure.name} ${stateOf(option, "a metric of the environment's own")}; wanted: such a metric. AWS refuses HealthyHostCount, ` +
                  "UnhealthyHostCount and TargetResponseTime with a shared load balancer. " +
                  howToSet("environment.scaling.trigger.measure: CPUUtilization", {
                      ...measure,
                      value: "CPUUtilization",
                  }),
          ]
        : [];
}
