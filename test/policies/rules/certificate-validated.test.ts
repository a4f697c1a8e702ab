import { certificateValidated } from "../../../policies/rules/certificate-validated";
import { Described, secret, unknown } from "../../support/policy-runner";
import { certificate, environment } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const option = "aws:elbv2:listener:443/SSLCertificateArns";
const arn = "arn:aws:acm:us-east-1:111122223333:certificate/1";
const elsewhere = "arn:aws:acm:us-east-1:111122223333:certificate/2";
const found = (user: string) =>
    `${user} uses the certificate without waiting for its validation; wanted: the ARN that comes out of an ` +
    "aws:acm/certificateValidation:CertificateValidation. In this project: nothing, the certificate of domain is validated first. In any other program: " +
    "certificateArn of an aws.acm.CertificateValidation, or dependsOn it.";
const ofEnvironment = found("env (aws:elasticbeanstalk/environment:Environment)");

/** A certificate that is made in this run. */
const made: Described = { ...certificate, props: { ...certificate.props, arn: unknown } };
/** One that is there already. */
const issued: Described = { ...certificate, props: { ...certificate.props, arn } };
const validation: Described = {
    type: "aws:acm/certificateValidation:CertificateValidation",
    name: "validation",
    props: { certificateArn: unknown },
    from: { certificateArn: ["certificate"] },
};
const env = (value: unknown, from: readonly string[], dependsOn: readonly string[] = []): Described =>
    environment({ [option]: value }, { from: { settings: from }, dependsOn });
const listener = (module: string, from: readonly string[]): Described => ({
    type: `aws:${module}/listener:Listener`,
    name: "listener",
    props: { certificateArn: unknown },
    from: { certificateArn: from },
});
const listeners: Scenario[] = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"].flatMap((module) => [
    {
        title: `a listener of ${module} that waits is right`,
        stack: () => [made, validation, listener(module, ["validation"])],
        reads: ["listener.certificateArn"],
    },
    {
        title: `a listener of ${module} that does not wait is wrong`,
        stack: () => [made, validation, listener(module, ["certificate"])],
        finds: [found(`listener (aws:${module}/listener:Listener)`)],
    },
]);

describe("certificate-validated", () => {
    itJudges(certificateValidated, [
        {
            title: "the ARN of a validation is right",
            stack: () => [made, validation, env(unknown, ["validation"])],
            reads: [`env ${option}`],
        },
        {
            title: "the ARN of the certificate itself is wrong",
            stack: () => [made, validation, env(unknown, ["certificate"])],
            finds: [ofEnvironment],
        },
        {
            title: "so it is where nothing validates it",
            stack: () => [made, env(unknown, ["certificate"])],
            finds: [ofEnvironment],
        },
        {
            title: "the validation of another certificate does not help",
            stack: () => [
                made,
                { ...validation, from: {}, props: { certificateArn: elsewhere } },
                env(unknown, ["certificate", "validation"]),
            ],
            finds: [ofEnvironment],
        },
        {
            title: "an environment that comes after the validation is right",
            stack: () => [made, validation, env(unknown, ["certificate"], ["validation"])],
            reads: [`env ${option}`],
        },
        {
            title: "so is one that comes after what comes after it",
            stack: () => [
                made,
                validation,
                { type: "aws:route53/record:Record", name: "record", props: {}, dependsOn: ["validation"] },
                env(unknown, ["certificate"], ["record"]),
            ],
            reads: [`env ${option}`],
        },
        {
            title: "an ARN that is known is looked up",
            stack: () => [issued, env(`${elsewhere}, ${arn}`, [])],
            finds: [ofEnvironment],
        },
        {
            title: "a secret one too",
            stack: () => [
                { ...issued, props: { ...issued.props, arn: secret(arn) } },
                env(secret(arn), ["certificate"]),
            ],
            finds: [ofEnvironment],
        },
        {
            title: "an ARN from elsewhere is right, whatever else came from the certificate",
            stack: () => [issued, env(elsewhere, ["certificate"])],
            reads: ["certificate.arn"],
        },
        {
            title: "twice is judged twice in one",
            stack: () => [issued, validation, env([elsewhere, arn], [])],
            finds: [ofEnvironment],
        },
        {
            title: "no listener needs no certificate",
            stack: () => [made, env(undefined, ["certificate"])],
            reads: ["env.settings"],
        },
        {
            title: "an imported one is not validated",
            stack: () => [
                { ...made, props: { arn: unknown, privateKey: secret("hunter2"), certificateBody: "…" } },
                env(unknown, ["certificate"]),
            ],
            reads: ["certificate.certificateBody"],
        },
        {
            title: "one of a private authority is issued at once",
            stack: () => [
                { ...made, props: { ...made.props, certificateAuthorityArn: unknown } },
                env(unknown, ["certificate"]),
            ],
            reads: ["certificate.certificateAuthorityArn"],
        },
        ...listeners,
    ]);
});
