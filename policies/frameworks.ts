import type { PolicyComplianceFramework } from "@pulumi/policy";

/** A control of AWS Security Hub, with its title. https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html */
export function securityHub(reference: string, specification: string): PolicyComplianceFramework {
    return { name: "AWS Foundational Security Best Practices", version: "1.0.0", reference, specification };
}

/** A check of Checkov, with its title. https://www.checkov.io/5.Policy%20Index/terraform.html */
export function checkov(reference: string, specification: string): PolicyComplianceFramework {
    return { name: "Checkov", version: "3", reference, specification };
}

/** A check of Trivy, with its title. https://avd.aquasec.com/misconfig/aws/ */
export function trivy(reference: string, specification: string): PolicyComplianceFramework {
    return { name: "Trivy", version: "1", reference, specification };
}

/** A rule of cdk-nag's pack AwsSolutions, with what it reports. https://github.com/cdklabs/cdk-nag/blob/main/RULES.md */
export function cdkNag(reference: string, specification: string): PolicyComplianceFramework {
    return { name: "cdk-nag AwsSolutions", version: "2", reference, specification };
}
