import { loadBalancerDropHeaders } from "../../../policies/rules/load-balancer-drop-headers";
import { secret, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const remedy =
    "In this project: nothing, a shared load balancer is not of its stack. In any other program: dropInvalidHeaderFields: true on the load balancer.";
const wrong = `dropInvalidHeaderFields is not true; wanted: true. ${remedy}`;
const reads = ["lb.dropInvalidHeaderFields"];

const stack = (props: Record<string, unknown>, module = "lb") => [
    { type: `aws:${module}/loadBalancer:LoadBalancer`, name: "lb", props },
];
const aliases: Scenario[] = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].map((module) => ({
    title: `${module} is the same`,
    stack: () => stack({ dropInvalidHeaderFields: false }, module),
    finds: [wrong],
}));

describe("load-balancer-drop-headers", () => {
    itJudges(loadBalancerDropHeaders, [
        {
            title: "absent is wrong: AWS keeps them",
            stack: () => stack({}),
            finds: [`dropInvalidHeaderFields is not set; wanted: true. ${remedy}`],
        },
        ...aliases,
        {
            title: "true is right",
            stack: () => stack({ loadBalancerType: "application", dropInvalidHeaderFields: true }),
            reads,
        },
        { title: "a text is right", stack: () => stack({ dropInvalidHeaderFields: "true" }), reads },
        {
            title: "unknown is not proven",
            stack: () => stack({ dropInvalidHeaderFields: unknown }),
            finds: [
                `That dropInvalidHeaderFields is true cannot be proven: it is not known in this preview. ${remedy}`,
            ],
        },
        {
            title: "a secret is wrong and not repeated",
            stack: () => stack({ dropInvalidHeaderFields: secret("hunter2") }),
            finds: [wrong],
        },
        {
            title: "a network load balancer reads no headers",
            stack: () => stack({ loadBalancerType: "network" }),
            reads: ["lb.loadBalancerType"],
        },
        {
            title: "nor does one for gateways",
            stack: () => stack({ loadBalancerType: "gateway" }),
            reads: ["lb.loadBalancerType"],
        },
        {
            title: "an unknown type may be application",
            stack: () => stack({ loadBalancerType: unknown, dropInvalidHeaderFields: false }),
            finds: [wrong],
        },
    ]);
});
