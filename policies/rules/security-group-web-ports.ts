import { everywhere } from "../levels";
import { environmentType, loadBalancerOf } from "../read/environment";
import { groupType, ingressRuleTypes, openIngress } from "../read/ingress";
import { readOption } from "../read/options";
import { peekText } from "../read/peek";
import { belongingTo } from "../read/related";
import type { Graph, GraphResource, Rule } from "../rule";

export const securityGroupWebPorts: Rule = {
    name: "security-group-web-ports",
    displayName: "No way past the load balancer",
    description: "Ports 80 and 443 of instances are open to the load balancer, and not to the world.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: "Make the load balancer's security group the source of what the instances' group lets in.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
    tags: ["network", "load-balancer"],
    sees: "graph",
    types: [environmentType],
    judge(environment, graph) {
        return isReachedByClients(environment) || !groupsOfInstances(environment, graph).some((it) => isOpen(it, graph))
            ? []
            : [
                  "The security group of the instances lets the world in on port 80 or 443, past any load balancer; wanted: " +
                      "the load balancer's security group as the source. In this project: nothing, its instances are open " +
                      "to its load balancer only. In any other program: an ingress rule with that group in place of addresses.",
              ];
    },
};

/** A single instance of the web tier, and instances behind a network load balancer, which passes connections on. */
function isReachedByClients(environment: GraphResource): boolean {
    const loadBalancer = loadBalancerOf(environment);
    return loadBalancer === "network" || (loadBalancer === "none" && peekText(environment.props, "tier") !== "Worker");
}

/**
 * Security groups of the stack that the instances certainly have. In a preview the id of a new one is not known, and the environment's other groups are
 * listed beside it; it is certain to be open only where all of them are.
 */
function groupsOfInstances(environment: GraphResource, graph: Graph): readonly GraphResource[] {
    const option = readOption(environment, "aws:autoscaling:launchconfiguration", "SecurityGroups");
    if (option.state === "known") {
        const ids = option.values.flatMap((value) => value.split(",").map((id) => id.trim()));
        return graph.resources.filter((it) => it.type === groupType && ids.some((id) => hasId(it, id)));
    }
    const origins = environment.propertyDependencies["settings"] ?? [];
    const candidates = option.state === "unknown" ? origins.filter(({ type }) => type === groupType) : [];
    return candidates.every((group) => isOpen(group, graph)) ? candidates : [];
}

/** By its ARN too: not each provider repeats the id among the properties. */
const hasId = ({ props }: GraphResource, id: string): boolean =>
    peekText(props, "id") === id || (peekText(props, "arn") ?? "").endsWith(`:security-group/${id}`);

/** Other ports are what security-group-ingress finds. */
const isOpen = (group: GraphResource, graph: Graph): boolean =>
    [group, ...belongingTo(group, graph, ingressRuleTypes, "securityGroupId")]
        .flatMap(openIngress)
        .some(({ ports }) => ports[0] === ports[1] && (ports[0] === 80 || ports[0] === 443));
