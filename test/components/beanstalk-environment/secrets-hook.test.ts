import * as assert from "node:assert/strict";
import { AskForValue, givenSecretsHook } from "../../../components/beanstalk-environment/secrets-hook";
import { hasCurrentVersion } from "../../../components/lookups";
import { ProblemError } from "../../../components/problem";
import { record } from "../../support/record";
import { testSettings } from "../../support/settings";

const args = { urn: "", id: "", name: "", type: "" };
const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`;

const settings = testSettings({
    secrets: {
        OIDC_ID: { kind: "arn", arn: arnOf("oidc"), jsonKey: "id" },
        OIDC_SECRET: { kind: "arn", arn: arnOf("oidc"), jsonKey: "secret" },
        SENTRY: { kind: "arn", arn: arnOf("sentry"), optional: true },
    },
    database: { kind: "external", urlSecretArn: arnOf("database") },
});

/** Runs the hook as the engine does. @returns the ARNs that were asked for */
async function run(hasValue: AskForValue): Promise<string[]> {
    const asked: string[] = [];
    const ask = (arn: string) => {
        asked.push(arn);
        return hasValue(arn);
    };
    await record({ preview: true }, () => givenSecretsHook("e", settings, ask, undefined).callback(args));
    return asked.sort();
}

describe("the hook before an environment is created or updated", () => {
    it("asks once for each secret, and goes on when all have a value", async () => {
        const all = [arnOf("database"), arnOf("oidc"), arnOf("sentry")];
        assert.deepEqual(await run(() => Promise.resolve(true)), all);
    });

    it("refuses those that are not there or have no value, all at once", async () => {
        const hasValue = (arn: string) =>
            arn === arnOf("oidc")
                ? Promise.resolve(false)
                : Promise.reject(new Error("ResourceNotFoundException: none"));
        await assert.rejects(run(hasValue), (error) => {
            assert.ok(error instanceof ProblemError);
            assert.equal(error.subject, "Pulumi.dev.yaml");
            assert.deepEqual(
                error.problems.map(({ where }) => where),
                ["secrets.OIDC_ID.arn, secrets.OIDC_SECRET.arn", "secrets.SENTRY.arn", "database.urlSecretArn"],
            );
            return true;
        });
    });

    it("goes on when AWS does not answer, and when an optional one has no value", async () => {
        await run(() => Promise.reject(new Error("api error AccessDeniedException: not authorized")));
        await run((arn) => Promise.resolve(arn !== arnOf("sentry")));
    });
});

describe("the look-up of a secret's versions", () => {
    const token = "aws:secretsmanager/getSecretVersions:getSecretVersions";

    async function ask(answer: () => Record<string, unknown>) {
        const asked: unknown[] = [];
        const call = (inputs: Record<string, unknown>) => {
            asked.push(inputs);
            return answer();
        };
        const { result, calls } = await record({ preview: true, calls: { [token]: call } }, () =>
            hasCurrentVersion(arnOf("oidc"), {}),
        );
        assert.deepEqual(calls, [token]);
        return { result, asked };
    }

    it("asks in the secret's own region, for the labels of its versions", async () => {
        const versions = [{ versionStages: ["AWSPREVIOUS"] }, { versionStages: ["AWSCURRENT", "other"] }];
        assert.deepEqual(await ask(() => ({ versions })), {
            result: true,
            asked: [{ secretId: arnOf("oidc"), region: "eu-west-1" }],
        });
    });

    it("takes none, no list, and none that is current for no value", async () => {
        assert.equal((await ask(() => ({}))).result, false);
        assert.equal((await ask(() => ({ versions: [] }))).result, false);
        assert.equal((await ask(() => ({ versions: [{ versionStages: ["AWSPENDING"] }] }))).result, false);
    });

    it("passes on what AWS says otherwise", async () => {
        const fail = () => {
            throw Object.assign(new Error("AccessDenied"), { details: "AccessDenied" });
        };
        await assert.rejects(ask(fail), /AccessDenied/);
    });
});
