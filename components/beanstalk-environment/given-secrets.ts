import { regionOf, serviceOf } from "../partition";
import type { Findings, Problem } from "../problem";
import type { Settings } from "../settings";
import { instanceTls } from "./instance-tls";

/** A secret of Secrets Manager that was made outside the stack, and that instances fetch. */
export interface GivenSecret {
    /** Paths in the stack file: keys of one secret can be several variables. */
    readonly where: string;
    readonly arn: string;
    /** The application does without a value, wherever it is named. */
    readonly optional: boolean;
}

/** What is known of a secret without reading it. */
export type Standing =
    | { readonly kind: "valued" | "empty" | "missing" }
    /** Nobody answered, or the one who asks may not know. */
    | { readonly kind: "unknown"; readonly reason: string };

const off = "environment.access: {checkSecrets: false} leaves the question out.";

/**
 * Secrets that the settings name by ARN, each once. Those that the stack makes are not among them, and neither are parameters: whoever asks SSM whether one exists gets
 * its value with the answer.
 */
export function givenSecrets(settings: Settings): GivenSecret[] {
    const { app, database, secrets } = settings;
    const named = Object.entries(secrets).flatMap(([name, secret]) =>
        secret.kind === "arn" ? [{ where: `secrets.${name}.arn`, arn: secret.arn, optional: secret.optional }] : [],
    );
    const code = app.package.mode === "minimal" ? app.package.code : undefined;
    const registry = app.platform.kind === "docker" ? app.platform.registry : undefined;
    const all = [
        ...named,
        ...required("database.urlSecretArn", database.kind === "external" ? database.urlSecretArn : undefined),
        ...required("app.package.code.tokenSecretArn", code?.from === "git" ? code.tokenSecretArn : undefined),
        ...required("app.platform.registry.secretArn", registry?.secretArn),
        ...required(
            "environment.loadBalancer.tlsOnInstances.certificateSecretArn",
            instanceTls(settings)?.certificateSecretArn,
        ),
    ].filter(({ arn }) => serviceOf(arn) === "secretsmanager");
    return [...new Set(all.map(({ arn }) => arn))].map((arn) => {
        const users = all.filter((each) => each.arn === arn);
        return {
            where: users.map(({ where }) => where).join(", "),
            arn,
            optional: users.every((each) => each.optional),
        };
    });
}

const required = (where: string, arn: string | undefined): GivenSecret[] =>
    arn === undefined ? [] : [{ where, arn, optional: false }];

/** @returns what an error of the look-up says: of a secret that is not there AWS gives a code of its own, for every reader alike */
export const standingOfError = (reason: string): Standing =>
    reason.includes("ResourceNotFoundException") ? { kind: "missing" } : { kind: "unknown", reason };

/** Every secret with what is known of it. */
export function checkGiven(secrets: readonly (readonly [GivenSecret, Standing])[]): Findings {
    const problems: Problem[] = [];
    const warnings: string[] = [];
    for (const [secret, standing] of secrets) {
        switch (standing.kind) {
            case "valued":
                break;
            case "missing":
                problems.push(missing(secret));
                break;
            case "empty":
                if (secret.optional) {
                    warnings.push(emptyOptional(secret));
                } else {
                    problems.push(empty(secret));
                }
                break;
            case "unknown":
                warnings.push(unchecked(secret, standing.reason));
        }
    }
    return { problems, warnings };
}

const missing = ({ where, arn }: GivenSecret): Problem => ({
    where,
    got: `${JSON.stringify(arn)}, which Secrets Manager does not know`,
    allowed: "a secret that exists and has a value",
    remedy: "Correct the ARN, or make the secret first: aws secretsmanager create-secret. Its ARN ends in six characters of AWS's own.",
});

const empty = ({ where, arn }: GivenSecret): Problem => ({
    where,
    got: `${JSON.stringify(arn)}, which has no value: none of its versions is AWSCURRENT`,
    allowed: "a secret that has a value",
    remedy: `Give it one: aws secretsmanager put-secret-value --region ${regionOf(arn)} --secret-id ${arn} --secret-string file://…`,
});

const emptyOptional = ({ where, arn }: GivenSecret): string =>
    `${where} names ${arn}, which has no value. The application does without one, but Elastic Beanstalk fetches the secret all the same, and AWS does not ` +
    "document what becomes of instances then. Give it a value, or take the name out of secrets until it has one.";

const unchecked = ({ where, arn }: GivenSecret, reason: string): string =>
    `${where} was not checked: ${reason}. Unless ${arn} exists and has a value, instances cannot fetch it and the deployment fails. ${off}`;
