import { secretRotation } from "../../../policies/rules/secret-rotation";
import { Described, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const remedy =
    "In this project: an exemption, its secrets change with the stack file. In any other program: a SecretRotation with " +
    "rotationRules: {automaticallyAfterDays: 90} or less.";
const none = `The secret is not rotated; wanted: a SecretRotation of it. ${remedy}`;
const slow = `The secret's rotation takes more than 90 days; wanted: 90 or less. ${remedy}`;
const kept: Described = { type: "aws:secretsmanager/secret:Secret", name: "secret", props: { name: "s" } };
const rotated = (rotationRules: unknown): Described[] => [
    kept,
    {
        type: "aws:secretsmanager/secretRotation:SecretRotation",
        name: "rotation",
        props: { secretId: unknown, rotationRules },
        from: { secretId: ["secret"] },
    },
];
const cases: [string, unknown, readonly string[]][] = [
    ["91 days", { automaticallyAfterDays: 91 }, [slow]],
    ["90 days", { automaticallyAfterDays: 90 }, []],
    ["a rate of 365 days", { scheduleExpression: "rate(365 days)" }, [slow]],
    ["a rate of hours", { scheduleExpression: "rate(12 hours)" }, []],
    ["cron, which AWS understands", { scheduleExpression: "cron(0 8 1 * ? *)" }, []],
    ["unknown rules of the same run", unknown, []],
    ["no JSON at all", "monthly", []],
];

describe("secret-rotation", () => {
    itJudges(secretRotation, [
        ...cases.map(([title, rules, finds]): Scenario => ({
            title,
            stack: () => rotated(rules),
            finds,
            reads: ["rotation.rotationRules"],
        })),
        // SecretsManager.1 asks it of every secret, also of one that nothing can change at its other end.
        { title: "no rotation", stack: () => [kept], reads: ["secret.name"] },
        { title: "no rotation in a strict stack", stack: () => [kept], stage: "strict", finds: [none] },
        {
            title: "a rotation in a strict stack",
            stack: () => rotated({ automaticallyAfterDays: 30 }),
            stage: "strict",
            reads: ["rotation.rotationRules.automaticallyAfterDays"],
        },
        { title: "is not asked of dev", stack: () => rotated({ automaticallyAfterDays: 365 }), stage: "dev" },
    ]);
});
