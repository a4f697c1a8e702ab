import { secretEncryption } from "../../../policies/rules/secret-encryption";
import { Described, secret, unknown } from "../../support/policy-runner";
import { itJudges, Scenario } from "../scenarios";

const says = (state: string) =>
    `The parameter is named as a secret is, and its type ${state}; wanted: SecureString. In this project: secrets: {NAME: ` +
    '{kind: generated}} or another kind. In any other program: type: "SecureString", or a name that says that it is no secret. ' +
    "A name that holds none: allow, in this rule's configuration.";
const key =
    "kmsKeyId is not a key that the team holds; wanted: the ARN of such a key, without which no other account can be let in. " +
    "In this project: an exemption. In any other program: kmsKeyId.";
const parameter = (name: unknown, props: object = { type: "String", value: secret("hunter2") }): Described => ({
    type: "aws:ssm/parameter:Parameter",
    name: "DB_PASSWORD",
    props: { name, ...props },
});
const kept = (props: object): Described => ({
    type: "aws:secretsmanager/secret:Secret",
    name: "it",
    props: props as Record<string, unknown>,
});
const secrets = [
    "/notes/SECRET_KEY",
    "db-password",
    "apiToken",
    "stripe_api_key",
    "DATABASE_URL",
    "aws-credentials",
    "/notes/db-password/prod",
];
const others = [
    "/notes/log-level",
    "token-url",
    "secretArn",
    "password-policy",
    "tokenizer",
    "secretary",
    "db-username",
    "/notes/password-reset-template",
    "csrf-token-header",
];

describe("secret-encryption", () => {
    itJudges(secretEncryption, [
        ...secrets.map((name): Scenario => ({
            title: `${name}`,
            stack: () => [parameter(name)],
            finds: [says("is not SecureString")],
        })),
        ...others.map((name): Scenario => ({
            title: name,
            stack: () => [parameter(name)],
            reads: ["DB_PASSWORD.name"],
        })),
        {
            title: "a name that is allowed",
            stack: () => [parameter("/notes/reset-token")],
            config: { allow: ["/notes/reset-token"] },
            reads: ["DB_PASSWORD.name"],
        },
        {
            title: "a name that is not known yet: that of the resource counts",
            stack: () => [parameter(unknown)],
            finds: [says("is not SecureString")],
        },
        { title: "no type", stack: () => [parameter("password", {})], finds: [says("is not set")] },
        {
            title: "a type that is not known",
            stack: () => [parameter("password", { type: unknown })],
            finds: [says("is not known in this preview, so that it is SecureString cannot be proven")],
        },
        {
            title: "an encrypted one",
            stack: () => [parameter("password", { type: "SecureString" })],
            reads: ["DB_PASSWORD.type"],
        },
        {
            title: "an ARN, which says where the secret is",
            stack: () => [
                parameter("password", { type: "String", value: "arn:aws:secretsmanager:us-east-1:1:secret:x" }),
            ],
            reads: ["DB_PASSWORD.value"],
        },
        {
            title: "a URL with a password in it",
            stack: () => [parameter("DATABASE_URL", { type: "String", value: "https://me:hunter2@example.com" })],
            finds: [says("is not SecureString")],
        },
    ]);
    describe("a key of its own", () => {
        itJudges(
            secretEncryption,
            [
                { title: "absent", stack: () => [kept({})], finds: [key] },
                // CKV_AWS_149 finds it in any stack.
                { title: "that of AWS", stack: () => [kept({ kmsKeyId: "alias/aws/secretsmanager" })], finds: [key] },
                { title: "one of the same run", stack: () => [kept({ kmsKeyId: unknown })], reads: ["it.kmsKeyId"] },
                { title: "its ARN", stack: () => [kept({ kmsKeyId: "arn:aws:kms:x" })], reads: ["it.kmsKeyId"] },
            ].map((it): Scenario => ({ ...it, stage: "strict" })),
        );
        itJudges(secretEncryption, [
            {
                title: "is asked of strict stacks only",
                stack: () => [kept({ kmsKeyId: "alias/aws/secretsmanager" })],
                reads: ["it.kmsKeyId"],
            },
        ]);
    });
});
