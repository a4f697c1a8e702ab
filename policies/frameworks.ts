import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A control of AWS Security Hub, with its title. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html */
export function securityHub(reference: string, specification: string): PolicyComplianceFramework {
    return { name: "AWS Foundational Security Best Practices", version: "1.0.0", reference, specification };
}
