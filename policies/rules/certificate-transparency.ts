import { checkov } from "../frameworks";
import { everywhere } from "../levels";
import { certificateType, isRequested } from "../read/certificate";
import { peek } from "../read/peek";
import type { Rule } from "../rule";

const property = "certificateTransparencyLoggingPreference";

export const certificateTransparency: Rule = {
    name: "certificate-transparency",
    displayName: "Certificates in the public logs",
    description: "A certificate is in the logs of certificate transparency; browsers warn of one that is not.",
    levels: everywhere,
    severity: "medium",
    framework: checkov("CKV_AWS_234", "Verify logging preference for ACM certificates"),
    remediationSteps: `Leave options.${property} out, or set it to "ENABLED".`,
    url: "https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html",
    tags: ["certificate"],
    sees: "resource",
    types: [certificateType],
    judge({ props }) {
        const options = peek(props, "options");
        const preference = options.kind === "known" ? peek(options.value, property) : options;
        if (
            !isRequested(props) ||
            preference.kind === "absent" ||
            (preference.kind === "known" && preference.value === "ENABLED")
        ) {
            return [];
        }
        const problem =
            preference.kind === "unknown"
                ? `That options.${property} is "ENABLED" cannot be proven: it is not known in this preview`
                : `options.${property} is not "ENABLED"`;
        return [
            `${problem}; wanted: "ENABLED", or nothing. In this project: nothing, its certificates are logged. In any ` +
                `other program: leave ${property} out.`,
        ];
    },
};
