import type { Resource } from "../rule";
import { isAlways, readOption } from "./options";
import { peekText } from "./peek";

export const environmentType = "aws:elasticbeanstalk/environment:Environment";

/** Namespace of the options that every environment has. */
export const environmentNamespace = "aws:elasticbeanstalk:environment";

/**
 * Which load balancer an environment has. A worker or a single instance has none; where that is not certain it is taken
 * to have its own, which is Elastic Beanstalk's default and what most is asked of. A network load balancer is one of its own that passes connections on.
 */
export function loadBalancerOf(environment: Resource): "none" | "dedicated" | "shared" | "network" {
    if (
        peekText(environment.props, "tier") === "Worker" ||
        isAlways(readOption(environment, environmentNamespace, "EnvironmentType"), "SingleInstance")
    ) {
        return "none";
    }
    const shared = readOption(environment, environmentNamespace, "LoadBalancerIsShared");
    if (isAlways(shared, "true")) {
        return "shared";
    }
    return isAlways(readOption(environment, environmentNamespace, "LoadBalancerType"), "network")
        ? "network"
        : "dedicated";
}
