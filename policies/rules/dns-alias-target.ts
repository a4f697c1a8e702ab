import { checkov } from "../frameworks";
import { advice } from "../levels";
import { environmentType } from "../read/environment";
import { entriesOf, knownParts, partOf } from "../read/known-parts";
import { peekText } from "../read/peek";
import type { Graph, GraphResource, Rule } from "../rule";

/** Names that AWS gives, and what becomes of a record when their owner is gone. */
const owners: readonly { readonly name: RegExp; readonly says: string }[] = [
    {
        name: /\.elasticbeanstalk\.com(\.cn)?$/,
        says: "an environment that is not in this stack. Once that is gone, anyone may take its name and answer for the record",
    },
    {
        name: /\.elb(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/,
        says: "a load balancer that is not in this stack. Once that is replaced, the record leads nowhere",
    },
];

export const dnsAliasTarget: Rule = {
    name: "dns-alias-target",
    displayName: "Records that lead somewhere",
    description: "A DNS record leads to an environment or a load balancer of the stack, or of one that it refers to.",
    levels: advice,
    severity: "medium",
    framework: checkov("CKV2_AWS_23", "Route53 A Record has Attached Resource"),
    remediationSteps: "Take the target from the resource, or from a reference to its stack, not from a text.",
    url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-beanstalk-environment.html",
    tags: ["dns"],
    sees: "graph",
    types: ["aws:route53/record:Record"],
    judge(record, graph) {
        return targetsOf(record).flatMap(({ where, property, target }) => {
            const owner = owners.find(({ name }) => name.test(target));
            // What came from a reference to another stack came from a resource too.
            const isLinked = (record.propertyDependencies[property] ?? []).length > 0;
            return owner === undefined || isLinked || isNamed(graph, target)
                ? []
                : [
                      `${where} is the name of ${owner.says}; wanted: a target that comes from a resource. In this project: ` +
                          "domain: {name: www.example.com, zone: example.com}. In any other program: the cname of the environment " +
                          "or the dnsName of the load balancer, from the resource or a reference to its stack.",
                  ];
        });
    },
};

interface Target {
    readonly where: string;
    readonly property: string;
    readonly target: string;
}

/** Targets that are known; one that is not is that of a resource made in the same run. */
function targetsOf({ props }: GraphResource): readonly Target[] {
    const aliases = entriesOf(knownParts(props, "aliases")).map((alias, index) => ({
        where: `aliases[${index}].name`,
        property: "aliases",
        target: partOf(alias, "name"),
    }));
    const records = entriesOf(knownParts(props, "records")).map((record, index) => ({
        where: `records[${index}]`,
        property: "records",
        target: record,
    }));
    return [...aliases, ...records].flatMap(({ target, ...rest }) =>
        typeof target === "string" ? [{ ...rest, target: canonical(target) }] : [],
    );
}

/** Without what the console and Route 53 add to names. */
const canonical = (name: string): string =>
    name
        .trim()
        .toLowerCase()
        .replace(/\.$/, "")
        .replace(/^dualstack\./, "");

/** Whether a resource of the stack has the name, or will have, by the prefix that it asks for. */
const isNamed = (graph: Graph, target: string): boolean =>
    graph.resources.some(({ type, props }) => {
        const names = ["cname", "dnsName"].map((property) => peekText(props, property));
        const prefix = type === environmentType ? peekText(props, "cnamePrefix") : undefined;
        return (
            names.some((name) => name !== undefined && canonical(name) === target) ||
            (prefix !== undefined && target.startsWith(`${prefix.toLowerCase()}.`))
        );
    });
