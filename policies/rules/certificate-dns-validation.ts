import { advisoryInDev } from "../levels";
import { certificateType, isRequested } from "../read/certificate";
import { peek } from "../read/peek";
import type { Rule } from "../rule";

export const certificateDnsValidation: Rule = {
    name: "certificate-dns-validation",
    displayName: "Certificates validated by DNS",
    description: "ACM validates a certificate by a DNS record, and so renews it without anyone's help.",
    levels: advisoryInDev,
    severity: "medium",
    remediationSteps: 'Set validationMethod to "DNS", and create the records that the certificate asks for.',
    url: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
    tags: ["certificate"],
    sees: "resource",
    types: [certificateType],
    judge({ props }) {
        const method = peek(props, "validationMethod");
        if (!isRequested(props) || (method.kind === "known" && method.value === "DNS")) {
            return [];
        }
        const problem = {
            absent: "validationMethod is not set",
            unknown: 'That validationMethod is "DNS" cannot be proven: it is not known in this preview',
            known: 'validationMethod is not "DNS"',
        }[method.kind];
        return [
            `${problem}; wanted: "DNS". A message that nobody answers lets the deployment wait, and later the certificate ` +
                "expire. In this project: domain: {name: www.example.com, zone: example.com}. In any other program: " +
                'validationMethod: "DNS".',
        ];
    },
};
