import * as assert from "node:assert/strict";
import { SandboxRunner } from "./sandbox-runner";

const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;

describe("secrets that exist elsewhere, in the sandbox", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });
    const name = (secret: string, name: string, optional = "false") =>
        sandbox.set("dev", { kind: "arn", arn: arnOf(name), optional }, `secrets.${secret}.`);
    const preview = () => sandbox.pulumi("preview", "--stack", "dev");

    it("are refused in the preview of a new environment when they are not there or have no value, all at once", async () => {
        await name("SENTRY", "missing/sentry", "true");
        await name("OIDC", "empty/oidc");
        const { code, output } = await preview();
        assert.notEqual(code, 0, output);
        assert.match(output, /Pulumi\.dev\.yaml has 2 problems:/);
        assert.match(
            output,
            /secrets\.SENTRY\.arn\s+got {6}".*missing\/sentry-AbCdEf", which Secrets Manager does not know/,
        );
        assert.match(output, /secrets\.OIDC\.arn\s+got {6}".*empty\/oidc-AbCdEf", which has no value/);
        assert.match(output, /do {7}Give it one: aws secretsmanager put-secret-value --region us-east-1/);
        assert.doesNotMatch(output, /^ +at /m);
    });

    it("are told of and do not stop it when they are optional without a value, or may not be asked for", async () => {
        await name("SENTRY", "empty/sentry", "true");
        await name("OIDC", "denied/oidc");
        const { code, output } = await preview();
        assert.equal(code, 0, output);
        assert.match(
            output,
            /warning: secrets\.SENTRY\.arn names .* which has no value\. The application does without one/,
        );
        assert.match(output, /warning: secrets\.OIDC\.arn was not checked: .*AccessDeniedException: User/);
        await sandbox.set("dev", { checkSecrets: "false" }, "environment.access.");
        const silent = await preview();
        assert.equal(silent.code, 0, silent.output);
        assert.doesNotMatch(silent.output, /was not checked|has no value/);
        await sandbox.set("dev", { checkSecrets: "true" }, "environment.access.");
    });

    it("let the environment be made when they have a value, and leave nothing of the question in the state", async () => {
        await name("SENTRY", "team/sentry", "true");
        await name("OIDC", "team/oidc");
        const output = await sandbox.must("up", "--yes", "--skip-preview", "--stack", "dev");
        assert.doesNotMatch(output, /was not checked|has no value/);
        assert.doesNotMatch(sandbox.state("dev").text, /createdTime/);
        await sandbox.must("preview", "--stack", "dev", "--expect-no-changes");
    });

    it("are asked for again when the environment is to be updated", async () => {
        await name("LICENCE", "missing/licence");
        const { code, output } = await preview();
        assert.notEqual(code, 0, output);
        assert.match(output, /secrets\.LICENCE\.arn\s+got {6}".*which Secrets Manager does not know/);
    });

    it("are the URL of an external database, too", async () => {
        const output = await sandbox.must("preview", "--stack", "shared");
        assert.doesNotMatch(output, /was not checked|has no value/);
        await sandbox.set("shared", { urlSecretArn: arnOf("empty/database-url") }, "database.");
        const refused = await sandbox.pulumi("preview", "--stack", "shared");
        assert.notEqual(refused.code, 0, refused.output);
        assert.match(
            refused.output,
            /database\.urlSecretArn\s+got {6}".*empty\/database-url-AbCdEf", which has no value/,
        );
    });
});
