import * as assert from "node:assert/strict";
import {
    checkGiven,
    GivenSecret,
    givenSecrets,
    Standing,
    standingOfError,
} from "../../../components/beanstalk-environment/given-secrets";
import { testSettings } from "../../support/settings";

const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;
const app = testSettings().app;

describe("the secrets that a stack does not make", () => {
    it("are those that the settings name by ARN, parameters and the stack's own left out", () => {
        const settings = testSettings({
            secrets: {
                SECRET_KEY: { kind: "generated" },
                MAIL: { kind: "stack", value: "given" },
                OIDC: { kind: "arn", arn: arnOf("oidc"), optional: true },
                LICENCE: { kind: "parameter", name: "/team/licence" },
                TOKEN: { kind: "arn", arn: "arn:aws:ssm:eu-west-1:123456789012:parameter/team/token" },
            },
            database: { kind: "external", urlSecretArn: arnOf("database") },
        });
        assert.deepEqual(givenSecrets(settings), [
            { where: "secrets.OIDC.arn", arn: arnOf("oidc"), optional: true },
            { where: "database.urlSecretArn", arn: arnOf("database"), optional: false },
        ]);
        assert.deepEqual(givenSecrets(testSettings()), []);
    });

    it("are those of scripts on the instances, too", () => {
        const settings = testSettings();
        const registry = { server: "ghcr.io", secretArn: arnOf("registry") };
        const code = {
            from: "git" as const,
            repository: "https://example.com/notes.git",
            commit: "0".repeat(40),
            tokenSecretArn: arnOf("token"),
        };
        const tlsOnInstances = { certificateSecretArn: arnOf("certificate"), protocol: "TLS13" };
        const loadBalancer = { kind: "network", tlsOnInstances };
        const changed = {
            ...settings,
            app: { ...app, platform: { kind: "docker", registry }, package: { mode: "minimal", code } },
            environment: { ...settings.environment, loadBalancer },
        } as unknown as typeof settings;
        assert.deepEqual(givenSecrets(changed), [
            { where: "app.package.code.tokenSecretArn", arn: arnOf("token"), optional: false },
            { where: "app.platform.registry.secretArn", arn: arnOf("registry"), optional: false },
            {
                where: "environment.loadBalancer.tlsOnInstances.certificateSecretArn",
                arn: arnOf("certificate"),
                optional: false,
            },
        ]);
    });

    it("are each there once, and optional only where every variable of them is", () => {
        const of = (...optional: boolean[]) =>
            givenSecrets(
                testSettings({
                    secrets: Object.fromEntries(
                        optional.map((each, i) => [
                            `KEY_${i}`,
                            { kind: "arn", arn: arnOf("all"), jsonKey: `k${i}`, optional: each },
                        ]),
                    ),
                }),
            );
        const where = "secrets.KEY_0.arn, secrets.KEY_1.arn";
        assert.deepEqual(of(true, false), [{ where, arn: arnOf("all"), optional: false }]);
        assert.deepEqual(of(true, true), [{ where, arn: arnOf("all"), optional: true }]);
    });
});

describe("what is known of such a secret", () => {
    const secret: GivenSecret = { where: "secrets.OIDC.arn", arn: arnOf("oidc"), optional: false };
    const optional = { ...secret, optional: true };
    const found = (standing: Standing, of = secret) => checkGiven([[of, standing]]);
    const fine = { problems: [], warnings: [] };

    it("is nothing to tell when it has a value", () => {
        assert.deepEqual(found({ kind: "valued" }), fine);
        assert.deepEqual(found({ kind: "valued" }, optional), fine);
        assert.deepEqual(checkGiven([]), fine);
    });

    it("is a problem when it is not there, optional or not", () => {
        const problem = {
            where: "secrets.OIDC.arn",
            got: `"${arnOf("oidc")}", which Secrets Manager does not know`,
            allowed: "a secret that exists and has a value",
            remedy: "Correct the ARN, or make the secret first: aws secretsmanager create-secret. Its ARN ends in six characters of AWS's own.",
        };
        assert.deepEqual(found({ kind: "missing" }), { problems: [problem], warnings: [] });
        assert.deepEqual(found({ kind: "missing" }, optional), { problems: [problem], warnings: [] });
    });

    it("is a problem when it has no value, and a warning of an optional one", () => {
        assert.deepEqual(found({ kind: "empty" }).problems, [
            {
                where: "secrets.OIDC.arn",
                got: `"${arnOf("oidc")}", which has no value: none of its versions is AWSCURRENT`,
                allowed: "a secret that has a value",
                remedy: `Give it one: aws secretsmanager put-secret-value --region eu-west-1 --secret-id ${arnOf("oidc")} --secret-string file://…`,
            },
        ]);
        assert.deepEqual(found({ kind: "empty" }, optional), {
            problems: [],
            warnings: [
                `secrets.OIDC.arn names ${arnOf("oidc")}, which has no value. The application does without one, but Elastic Beanstalk fetches the secret ` +
                    "all the same, and AWS does not document what becomes of instances then. Give it a value, or take the name out of secrets until it has one.",
            ],
        });
    });

    it("is a warning when nobody may know", () => {
        assert.deepEqual(found({ kind: "unknown", reason: "AccessDeniedException: not you" }), {
            problems: [],
            warnings: [
                `secrets.OIDC.arn was not checked: AccessDeniedException: not you. Unless ${arnOf("oidc")} exists and has a value, instances cannot fetch it ` +
                    "and the deployment fails. environment.access: {checkSecrets: false} leaves the question out.",
            ],
        });
    });

    it("is told of all of them at once", () => {
        const other = { ...secret, where: "database.urlSecretArn" };
        const { problems, warnings } = checkGiven([
            [secret, { kind: "missing" }],
            [optional, { kind: "empty" }],
            [other, { kind: "empty" }],
        ]);
        assert.deepEqual(
            problems.map(({ where }) => where),
            ["secrets.OIDC.arn", "database.urlSecretArn"],
        );
        assert.equal(warnings.length, 1);
    });

    it("follows from AWS's own code, and from no other word", () => {
        const missing = "operation error: ResourceNotFoundException: Secrets Manager can't find the specified secret.";
        assert.deepEqual(standingOfError(missing), { kind: "missing" });
        for (const reason of [
            "AccessDeniedException: User is not authorized",
            "no EC2 IMDS role found",
            "ThrottlingException: Rate exceeded",
            "not found",
        ]) {
            assert.deepEqual(standingOfError(reason), { kind: "unknown", reason });
        }
    });
});
