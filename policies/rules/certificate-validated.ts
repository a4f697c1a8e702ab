import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { listenerTypes } from "../read/load-balancers";
import { optionNames } from "../read/option-names";
import { Option, readOption } from "../read/options";
import { peek, peekText } from "../read/peek";
import { belongingTo } from "../read/related";
import type { GraphResource, Rule } from "../rule";

const validationType = "aws:acm/certificateValidation:CertificateValidation";

export const certificateValidated: Rule = {
    name: "certificate-validated",
    displayName: "Validated certificate",
    description:
        "A listener gets a certificate of the stack once ACM has issued it; AWS refuses one that is not validated.",
    levels: everywhere,
    severity: "high",
    remediationSteps: "Take the ARN from certificateArn of an aws.acm.CertificateValidation, not from the certificate.",
    url: "https://docs.aws.amazon.com/acm/latest/userguide/domain-ownership-validation.html",
    tags: ["load-balancer", "certificate"],
    sees: "graph",
    types: ["aws:acm/certificate:Certificate"],
    judge(certificate, graph) {
        if (isIssuedAtOnce(certificate)) {
            return [];
        }
        const validations = belongingTo(certificate, graph, [validationType], "certificateArn");
        return graph.resources
            .filter((user) => uses(user, certificate) && !validations.some((it) => comesAfter(user, it)))
            .map(
                ({ name, type }) =>
                    `${name} (${type}) uses the certificate without waiting for its validation; wanted: the ARN that comes out of an ${validationType}. In this ` +
                    "project: nothing, the certificate of domain is validated first. In any other program: certificateArn of an aws.acm.CertificateValidation, or " +
                    "dependsOn it.",
            );
    },
};

/** Imported ones, and those of a private authority, are not validated. */
const isIssuedAtOnce = ({ props }: GraphResource): boolean =>
    ["certificateBody", "privateKey", "certificateAuthorityArn"].some((key) => peek(props, key).kind !== "absent");

function uses(user: GraphResource, certificate: GraphResource): boolean {
    if (listenerTypes.includes(user.type)) {
        const arn = peekText(user.props, "certificateArn");
        const option: Option = arn === undefined ? { state: "unknown" } : { state: "known", values: [arn] };
        return (
            peek(user.props, "certificateArn").kind !== "absent" &&
            cameFrom(certificate, user, "certificateArn", option)
        );
    }
    return (
        user.type === environmentType &&
        optionNames(user)
            .filter(({ name }) => name === "SSLCertificateArns" || name === "SSLCertificateId")
            .some(({ namespace, name }) => cameFrom(certificate, user, "settings", readOption(user, namespace, name)))
    );
}

/** By the ARN, where both are known; else by where the property came from, which for options is where all of them came from. */
function cameFrom(certificate: GraphResource, user: GraphResource, property: string, option: Option): boolean {
    if (option.state === "known") {
        const arn = peekText(certificate.props, "arn");
        return arn !== undefined && option.values.some((value) => value.split(",").some((it) => it.trim() === arn));
    }
    const origins = user.propertyDependencies[property] ?? [];
    return option.state === "unknown" && origins.some(({ urn }) => urn === certificate.urn);
}

/** Whether a resource is made after another, directly or by way of others. */
function comesAfter(resource: GraphResource, other: GraphResource): boolean {
    const seen = new Set<string>();
    const waiting = [resource];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const before = [...next.dependencies, ...Object.values(next.propertyDependencies).flat()];
        if (before.some(({ urn }) => urn === other.urn)) {
            return true;
        }
        for (const it of before.filter(({ urn }) => !seen.has(urn))) {
            seen.add(it.urn);
            waiting.push(it);
        }
    }
    return false;
}
