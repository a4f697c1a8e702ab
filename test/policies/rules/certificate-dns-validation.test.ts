import { certificateDnsValidation } from "../../../policies/rules/certificate-dns-validation";
import { Described, secret, unknown } from "../../support/policy-runner";
import { certificate } from "../sample-stack";
import { itJudges } from "../scenarios";

const rest =
    '; wanted: "DNS". A message that nobody answers lets the deployment wait, and later the certificate expire. In this ' +
    'project: domain: {name: www.example.com, zone: example.com}. In any other program: validationMethod: "DNS".';
const wrong = `validationMethod is not "DNS"${rest}`;
const of = (props: Record<string, unknown>): Described => ({ ...certificate, props });

describe("certificate-dns-validation", () => {
    itJudges(certificateDnsValidation, [
        {
            title: "absent is wrong",
            stack: () => [of({ domainName: "www.example.com" })],
            finds: [`validationMethod is not set${rest}`],
        },
        ...["EMAIL", "HTTP", "dns", "", true].map((validationMethod) => ({
            title: `${String(validationMethod)} is wrong`,
            stack: () => [of({ validationMethod })],
            finds: [wrong],
        })),
        { title: "DNS is right", stack: () => [certificate], reads: ["certificate.validationMethod"] },
        {
            title: "a dev stack is advised",
            stage: "dev",
            stack: () => [of({ validationMethod: "EMAIL" })],
            finds: [wrong],
        },
        ...["certificateBody", "privateKey", "privateKeyWo", "certificateAuthorityArn"].map((property) => ({
            title: `a certificate with ${property} is validated by nobody`,
            stack: () => [of({ [property]: unknown })],
            reads: [`certificate.${property}`],
        })),
        {
            title: "unknown is not proven",
            stack: () => [of({ validationMethod: unknown })],
            finds: [`That validationMethod is "DNS" cannot be proven: it is not known in this preview${rest}`],
        },
        {
            title: "unknown names change nothing",
            stack: () => [of({ domainName: unknown, subjectAlternativeNames: unknown, validationMethod: "EMAIL" })],
            finds: [wrong],
        },
        {
            title: "a secret is not repeated",
            stack: () => [of({ validationMethod: secret("hunter2") })],
            finds: [wrong],
        },
    ]);
});
