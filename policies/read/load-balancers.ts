/** Modules of the provider that one type is in; the later two are those of older states, which the provider takes as aliases. */
const modules: readonly string[] = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"];

/** Tokens of one type of the provider: a load balancer that Elastic Beanstalk did not make. */
export const loadBalancerTypes: readonly string[] = modules.map((module) => `aws:${module}/loadBalancer:LoadBalancer`);

/** The same of its listeners. */
export const listenerTypes: readonly string[] = modules.map((module) => `aws:${module}/listener:Listener`);
