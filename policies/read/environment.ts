import type { Resource } from "../rule";
import { isAlways, readOption } from "./options";
import { peekText } from "./peek";

export const environmentType = "aws:elasticbeanstalk/environment:Environment";

/** Namespace of the options that every environment has. */
export const environmentNamespace = "aws:elasticbeanstalk:environment";

/**
 * Which load balancer an environment has. A worker or a single instance has none; where that is not certain it is taken
 * to have its own, which is Elastic Beanstalk's default and what most is asked of. A network load balancer is one of its own that passes connections on; a
 * classic one has options of its own, and that it should be another is asked by application-load-balancer alone.
 */
export function loadBalancerOf(environment: Resource): "none" | "dedicated" | "shared" | "network" | "classic" {
    if (isWorker(environment) || isSingleInstance(environment)) {
        return "none";
    }
    const shared = readOption(environment, environmentNamespace, "LoadBalancerIsShared");
    if (isAlways(shared, "true")) {
        return "shared";
    }
    const type = readOption(environment, environmentNamespace, "LoadBalancerType");
    return isAlways(type, "network") ? "network" : isAlways(type, "classic") ? "classic" : "dedicated";
}

/** Whether it takes messages from a queue, and no request from a browser. */
export const isWorker = (environment: Resource): boolean => peekText(environment.props, "tier") === "Worker";

/** Whether it has one instance by its type, in either tier; where that is not certain it is taken to scale, which is the default. */
export const isSingleInstance = (environment: Resource): boolean =>
    isAlways(readOption(environment, environmentNamespace, "EnvironmentType"), "SingleInstance");
