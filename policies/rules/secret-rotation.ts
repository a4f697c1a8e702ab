import { securityHub } from "../frameworks";
import { adviceNotInDev } from "../levels";
import { peek } from "../read/peek";
import { readProperty } from "../read/properties";
import { belongingTo } from "../read/related";
import { secretRotationType, secretType } from "../read/secrets";
import type { GraphResource, Rule } from "../rule";

const maximumDays = 90;
const remedy =
    "In this project: an exemption, its secrets change with the stack file. In any other program: a SecretRotation with " +
    `rotationRules: {automaticallyAfterDays: ${maximumDays}} or less.`;

export const secretRotation: Rule = {
    name: "secret-rotation",
    displayName: "Secrets rotated",
    description: `A secret that is rotated is new after ${maximumDays} days at most; a strict stack rotates every secret.`,
    levels: adviceNotInDev,
    severity: "medium",
    framework: securityHub("SecretsManager.1", "Secrets Manager secrets should have automatic rotation enabled"),
    standards: ["SecretsManager.4", "CKV2_AWS_57", "CKV_AWS_304", "AwsSolutions-SMG4"],
    remediationSteps: `Add a SecretRotation with rotationRules.automaticallyAfterDays of ${maximumDays} or less.`,
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
    tags: ["secrets"],
    sees: "graph",
    types: [secretType],
    judge(secret, graph, _, stage) {
        const rotations = belongingTo(secret, graph, [secretRotationType], "secretId");
        // A rotation needs a function that changes the secret at both ends; most applications have none.
        if (rotations.length === 0) {
            return stage === "strict" ? [`The secret is not rotated; wanted: a SecretRotation of it. ${remedy}`] : [];
        }
        return rotations.some(isSlow)
            ? [`The secret's rotation takes more than ${maximumDays} days; wanted: ${maximumDays} or less. ${remedy}`]
            : [];
    },
};

/** A number of days, or a rate; what a cron expression means is left to AWS. */
function isSlow({ props }: GraphResource): boolean {
    const rules = peek(props, "rotationRules");
    const inside = rules.kind === "known" ? rules.value : undefined;
    const days = readProperty(inside, "automaticallyAfterDays");
    const rate = readProperty(inside, "scheduleExpression");
    const text = rate.state === "known" ? (rate.values[0] ?? "") : "";
    const rated = /^rate\((\d+) (hour|day)s?\)$/.exec(text);
    const numbers = [
        days.state === "known" ? Number(days.values[0]) : 0,
        rated === null ? 0 : Number(rated[1]) / (rated[2] === "hour" ? 24 : 1),
    ];
    return numbers.some((each) => each > maximumDays);
}
