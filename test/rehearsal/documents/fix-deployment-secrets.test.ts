import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { project } from "./project";
import { answer, assertSucceeded, failedStep, needsInstances, outputOf, Replay } from "./replay";

/** How the document's application gets its secrets. */
describe("replay of the Fix Elastic Beanstalk Deployment document: secrets", function () {
    this.timeout(180_000);
    let replay: Replay;

    before(async function () {
        needsInstances(this);
        replay = await Replay.open();
        // AWS's command line, as it ends without a right; the services of a rehearsal allow everything.
        const { shared } = (await replay.instance()).instance;
        fs.writeFileSync(path.join(shared, "bin", "aws"), refused, { mode: 0o755 });
    });
    after(() => (replay as Replay | undefined)?.close());
    beforeEach(() => replay.emptyDatabase());

    const health = { path: "/health/", codes: ["200"] };
    const secrets = {
        SECRET_KEY: { kind: "generated" },
        OIDC_SECRET: { kind: "arn", arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:oidc-AbCdEf" },
    };
    const hook = ".platform/hooks/prebuild/10-required-variables.sh";

    const refused = `#!/bin/bash
echo "An error occurred (AccessDeniedException) when calling the GetSecretValue operation" >&2
exit 254
`;

    /** What the scripts write is read by the process at its start. */
    const Procfile = "web: . /opt/board.env && gunicorn config.wsgi:application --bind 127.0.0.1:8000\n";
    const script = (fetch: string): string => `
files:
  "/opt/fetch-secrets.sh":
    mode: "000755"
    content: |
${fetch.replace(/^/gm, "      ")}
commands:
  01_secrets:
    command: /opt/fetch-secrets.sh
`;

    it("item 5: a secrets script that fails silently", async () => {
        const instance = await replay.instance();
        const silent = `#!/bin/bash
KEY=$(aws secretsmanager get-secret-value --secret-id board/django --query SecretString --output text 2>/dev/null)
echo "export SECRET_KEY=\\"$KEY\\"" >/opt/board.env`;
        const theirs = await replay.deployTheirs(
            instance,
            await replay.theirs({ Procfile, ".ebextensions/04-secrets.config": script(silent) }),
            { health },
        );
        assertSucceeded(theirs);
        assert.equal(outputOf(theirs, "01_secrets"), "");
        assert.equal(await answer(instance, "/setting/SECRET_KEY/"), "500");
        assert.ok(await replay.logs(instance, "The SECRET_KEY setting must not be empty"));

        const ours = await replay.deployOurs(instance, await replay.ours({}, { secrets }));
        assert.equal(failedStep(ours), `prebuild: ${hook}`);
        assert.match(replay.findings(ours)[0]?.cause ?? "", /OIDC_SECRET/);
        assert.equal(ours.flipped, false);
    });

    it("step 1.2: a status that local hides, and the error becomes the secret", async () => {
        const instance = await replay.instance();
        const masked = `#!/bin/bash
set -e
fetch_secret() {
  local result=$(aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text 2>&1)
  if [ $? -ne 0 ]; then
    echo "ERROR: Failed to fetch $1"
    return 1
  fi
  echo "$result"
}
echo "export SECRET_KEY=\\"$(fetch_secret board/django)\\"" >/opt/board.env`;
        const bundle = await replay.theirs({ Procfile, ".ebextensions/04-secrets.config": script(masked) });
        const theirs = await replay.deployTheirs(instance, bundle, { health });
        assertSucceeded(theirs);
        assert.match(
            await answer(instance, "/setting/SECRET_KEY/"),
            /^200 \n?An error occurred \(AccessDeniedException\)/,
        );

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(
            await answer(instance, "/setting/SECRET_KEY/"),
            `200 ${replay.world.variables["SECRET_KEY"] ?? ""}`,
        );
    });

    const validation = `#!/bin/bash
set -e
for var in DB_SECRET_ARN DJANGO_SECRET_ARN; do
  if [ -z "\${!var}" ]; then
    echo "ERROR: Required environment variable $var is not set"
    exit 1
  fi
done
`;

    it("item 7: no validation before the deployment", async () => {
        const instance = await replay.instance();
        assertSucceeded(await replay.deployTheirs(instance, await replay.theirs(), { health }));
        const needing = {
            "config/wsgi.py": `${project()["config/wsgi.py"]}\nOIDC_SECRET = os.environ["OIDC_SECRET"]\n`,
        };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(needing), { health: undefined });
        assert.equal(theirs.flipped, true);
        assert.equal(theirs.serving, undefined);

        const before = await replay.deployOurs(instance, await replay.ours());
        assertSucceeded(before);
        const ours = await replay.deployOurs(instance, await replay.ours(needing, { secrets }));
        assert.equal(failedStep(ours), `prebuild: ${hook}`);
        assert.equal(ours.serving, before.version);
    });

    it("step 2.1: a validation where Amazon Linux 2023 runs nothing", async () => {
        const instance = await replay.instance();
        const file = "/opt/elasticbeanstalk/hooks/appdeploy/pre/00_validate.sh";
        const config = `files:\n  "${file}":\n    mode: "000755"\n    content: |\n${validation.replace(/^/gm, "      ")}\n`;
        const theirs = await replay.deployTheirs(
            instance,
            await replay.theirs({ ".ebextensions/00-validate.config": config }),
            { health },
        );
        assertSucceeded(theirs);
        assert.deepEqual(
            theirs.steps.filter(({ name }) => name === file).map(({ phase }) => phase),
            ["files"],
        );
        assert.ok(!theirs.steps.some(({ output }) => output.includes("DB_SECRET_ARN")));

        const ours = await replay.deployOurs(instance, await replay.ours({}, { secrets }));
        assert.equal(failedStep(ours), `prebuild: ${hook}`);
    });

    it("step 2.1: a message behind set -e", async () => {
        const instance = await replay.instance();
        const behind = `#!/bin/bash
set -e
aws secretsmanager describe-secret --secret-id "$DB_SECRET_ARN" >/dev/null 2>&1
if [ $? -ne 0 ]; then
  echo "ERROR: Cannot access DB_SECRET_ARN. Check IAM permissions."
  exit 1
fi
`;
        const file = ".platform/hooks/prebuild/00_validate.sh";
        const theirs = await replay.deployTheirs(instance, await replay.theirs({ [file]: behind }), { health });
        assert.equal(failedStep(theirs), `prebuild: ${file}`);
        assert.equal(outputOf(theirs, file), "");

        const ours = await replay.deployOurs(instance, await replay.ours({}, { secrets }));
        assert.match(outputOf(ours, hook), /OIDC_SECRET/);
    });

    it("item 10: an optional secret that is empty breaks the application", async () => {
        const instance = await replay.instance();
        const reading = {
            "config/settings.py": `${project()["config/settings.py"]}\nimport json\n\nOIDC = json.loads(os.environ.get("OIDC_SECRET", "{}"))\n`,
        };
        const variables = { OIDC_SECRET: "" };
        const theirs = await replay.deployTheirs(instance, await replay.theirs(reading), { variables });
        assert.equal(failedStep(theirs), "container commands: 01_migrate");
        assert.match(outputOf(theirs, "01_migrate"), /JSONDecodeError: Expecting value/);

        const optional = { SECRET_KEY: { kind: "generated" }, OIDC_SECRET: { kind: "stack", optional: true } };
        assertSucceeded(await replay.deployOurs(instance, await replay.ours(reading, { secrets: optional })));
        assert.equal(await answer(instance, "/setting/OIDC/"), "200 {}");
    });

    it("step 4.1: secrets that are printed to see whether they are set", async () => {
        const instance = await replay.instance();
        const value = replay.world.variables["SECRET_KEY"] ?? "";
        const print = { ".platform/hooks/prebuild/00_show.sh": '#!/bin/bash\necho "SECRET_KEY is $SECRET_KEY"\n' };
        const found = async () => (await instance.instance.run(["grep", "-rl", value, "/var/log"])).stdout;
        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await found(), "");

        const variables = { SECRET_KEY: value };
        assertSucceeded(await replay.deployTheirs(instance, await replay.theirs(print), { health, variables }));
        assert.equal(await found(), "/var/log/eb-hooks.log\n");
    });
});
