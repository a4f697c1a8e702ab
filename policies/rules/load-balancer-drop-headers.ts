import { securityHub } from "../frameworks";
import { everywhere } from "../levels";
import { loadBalancerTypes } from "../read/load-balancers";
import { peek, peekText } from "../read/peek";
import { wordOf } from "../read/word";
import type { Rule } from "../rule";

const remedy =
    "In this project: nothing, a shared load balancer is not of its stack. In any other program: dropInvalidHeaderFields: true on the load balancer.";

export const loadBalancerDropHeaders: Rule = {
    name: "load-balancer-drop-headers",
    displayName: "Invalid headers are dropped",
    description:
        "An application load balancer drops headers whose names are not valid, by which requests are smuggled.",
    levels: everywhere,
    severity: "medium",
    framework: securityHub("ELB.4", "Application Load Balancer should be configured to drop invalid http headers"),
    standards: ["CKV_AWS_131"],
    remediationSteps: "Set dropInvalidHeaderFields to true.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
    tags: ["load-balancer"],
    sees: "resource",
    types: loadBalancerTypes,
    judge({ props }) {
        // The provider's default is application.
        if (["network", "gateway"].includes(peekText(props, "loadBalancerType") ?? "")) {
            return [];
        }
        const found = peek(props, "dropInvalidHeaderFields");
        switch (found.kind) {
            case "absent":
                return [`dropInvalidHeaderFields is not set; wanted: true. ${remedy}`];
            case "unknown":
                return [
                    `That dropInvalidHeaderFields is true cannot be proven: it is not known in this preview. ${remedy}`,
                ];
            case "known":
                return wordOf(found.value) === "true"
                    ? []
                    : [`dropInvalidHeaderFields is not true; wanted: true. ${remedy}`];
        }
    },
};
