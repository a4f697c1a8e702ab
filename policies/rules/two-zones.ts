import { securityHub } from "../frameworks";
import { notInDev } from "../levels";
import { environmentType, isSingleInstance, loadBalancerOf } from "../read/environment";
import { listsIn } from "../read/judge-option";
import { readOption } from "../read/options";
import { peek, peekText } from "../read/peek";
import { wordOf } from "../read/word";
import type { Graph, GraphResource, Resource, Rule } from "../rule";

const namespace = "aws:ec2:vpc";
const subnetTypes = ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"];

export const twoZones: Rule = {
    name: "two-zones",
    displayName: "Two availability zones",
    description: "Instances and the load balancer are in subnets of at least two availability zones.",
    levels: notInDev,
    severity: "high",
    framework: securityHub("AutoScaling.2", "Amazon EC2 Auto Scaling group should cover multiple Availability Zones"),
    remediationSteps: `Set ${namespace}/Subnets and ${namespace}/ELBSubnets each to subnets of two availability zones or more.`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc.html",
    tags: ["network", "availability"],
    sees: "graph",
    types: [environmentType],
    judge(environment, graph) {
        if (isSingleInstance(environment)) {
            // One instance is in one zone; in prod that is a finding of two-instances.
            return [];
        }
        const own = ["dedicated", "network", "classic"].includes(loadBalancerOf(environment));
        return [
            ...judgeSubnets(environment, graph, "Subnets", "network.instanceSubnetIds"),
            ...(own ? judgeSubnets(environment, graph, "ELBSubnets", "network.loadBalancerSubnetIds") : []),
            ...judgeZones(environment),
        ];
    },
};

function judgeSubnets(environment: GraphResource, graph: Graph, name: string, stackFile: string): string[] {
    const problem = problemOf(environment, graph, name);
    return problem === undefined
        ? []
        : [
              `${namespace}/${name} ${problem}; wanted: subnets of two availability zones or more, so that the end of one zone is not ` +
                  `the end of the service. In this project: network: {kind: new}, or two subnets as ${stackFile}. In any other program, ` +
                  `in the environment's settings: {namespace: "${namespace}", name: "${name}", value: "<ids of subnets, with commas>"}.`,
          ];
}

/** What is wrong with a list of subnets; undefined when it is right. */
function problemOf(environment: GraphResource, graph: Graph, name: string): string | undefined {
    const option = readOption(environment, namespace, name);
    switch (option.state) {
        case "absent":
            // In the default VPC, a finding of environment-vpc, Elastic Beanstalk takes all of its subnets.
            return readOption(environment, namespace, "VPCId").state === "absent" ? undefined : "is not set";
        case "unknown":
            return problemOfUnknown(environment, graph);
        case "known":
            return listsIn(option)
                .map((ids) => problemOfKnown(ids, graph))
                .find((problem) => problem !== undefined);
    }
}

/**
 * A list that is joined of ids of new subnets is one unknown text, which cannot be counted. The subnets that the settings come from can, or all of the stack
 * where they come from a component of another language; which of them belong to which list is not told.
 * Two of two zones are enough then, since both lists may have both: where one list has fewer, it is found at the end of the update, when it is known.
 */
function problemOfUnknown({ propertyDependencies }: GraphResource, { resources }: Graph): string | undefined {
    const origins = (propertyDependencies["settings"] ?? []).filter(isSubnet);
    const subnets = origins.length > 0 ? origins : resources.filter(isSubnet);
    return subnets.length === 0
        ? "is not known in this preview, so that it has two availability zones cannot be proven"
        : problemOfSubnets(subnets, subnets.length);
}

function problemOfKnown(ids: readonly string[], graph: Graph): string | undefined {
    const distinct = [...new Set(ids)];
    const subnets = graph.resources.filter((it) => isSubnet(it) && distinct.includes(peekText(it.props, "id") ?? ""));
    return problemOfSubnets(subnets, distinct.length);
}

const isSubnet = ({ type }: Resource): boolean => subnetTypes.includes(type);

/** @param count - of subnets in the list, of which those of the stack may be a part */
function problemOfSubnets(subnets: readonly Resource[], count: number): string | undefined {
    if (count < 2) {
        return count === 0 ? "is empty" : "has one subnet";
    }
    const zones = subnets.map(({ props }) => ["availabilityZone", "availabilityZoneId"].map((key) => peek(props, key)));
    const known = zones.flatMap((each) =>
        each
            .flatMap((it) => (it.kind === "known" ? [wordOf(it.value)] : []))
            .filter((zone) => zone !== "")
            .slice(0, 1),
    );
    // Where AWS or another resource chooses a zone, only AWS can know it.
    return known.length === count && new Set(known).size === 1 ? "has subnets of one availability zone" : undefined;
}

/** The group may be limited to fewer zones than its subnets have. */
function judgeZones(environment: Resource): string[] {
    const group = "aws:autoscaling:asg";
    const number = readOption(environment, group, "Availability Zones");
    const names = readOption(environment, group, "Custom Availability Zones");
    const remedy = "wanted: two or more. In this project: no environment.scaling";
    return [
        ...(number.state === "known" && number.values.some((value) => value === "Any 1")
            ? [
                  `${group}/Availability Zones limits instances to one zone; ${remedy}.zones. In any other program: leave it out.`,
              ]
            : []),
        ...(listsIn(names).some((zones) => new Set(zones).size === 1)
            ? [
                  `${group}/Custom Availability Zones limits instances to one zone; ${remedy}.zoneNames. In any other program: leave it out.`,
              ]
            : []),
    ];
}
