import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { planGeneratedFiles } from "../../../components/generated-files";
import { readConfigFiles } from "../../../rehearsal/instance-keys/read-config-files";
import { runContainerCommands } from "../../../rehearsal/instance-keys/run-container-commands";
import { runInstanceKeys } from "../../../rehearsal/instance-keys/run-instance-keys";
import type { Step } from "../../../rehearsal/model";
import { folderShell, needsFolderShell } from "../../support/folder-shell";
import { testSettings } from "../../support/settings";
import { stepRecorder } from "../../support/step-recorder";
import { temporaryFolder } from "../../support/temporary-folder";

const plan = "Plan: Fix Elastic Beanstalk Deployment";
const errors = "Elastic Beanstalk Deployment Error Resolution";
const venv = "var/app/venv/staging-LQM1lest/bin";

/** Failures of the documents that the instance keys alone decide, in the form that failed. */
describe("instance keys of the source documents", () => {
    const folder = temporaryFolder();

    before(function () {
        needsFolderShell(this);
    });
    beforeEach(() => {
        program(`${venv}/python`, 'echo "$PWD: python $*"');
        program(`${venv}/activate`, `PATH=/${venv}:$PATH`);
    });

    function lay(name: string, text: string, mode = 0o644): void {
        const file = path.join(folder.path, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text, { mode });
    }

    function program(name: string, body: string): void {
        lay(name, `#!/bin/bash\n${body}\n`, 0o755);
    }

    const read = (file: string) => fs.readFileSync(path.join(folder.path, file), "utf8");

    interface Machine {
        readonly leader?: boolean;
        readonly env?: Readonly<Record<string, string>>;
        readonly programs?: Readonly<Record<string, string>>;
    }

    /** Both parts of a deployment, as the platform has them before and after it extracts the application. */
    async function deploy(texts: readonly { path: string; text: string }[], machine: Machine = {}): Promise<Step[]> {
        const { leader = true, env = {}, programs = {} } = machine;
        const [config, recorder] = [readConfigFiles(texts), stepRecorder()];
        const shell = folderShell(folder.path, { programs });
        if ((await runInstanceKeys(config, { shell, recorder })).succeeded) {
            await runContainerCommands(config, { shell, recorder, env, staging: "/var/app/staging", leader });
        }
        return [...recorder.steps];
    }

    const config = (name: string, text: string) => ({ path: `.ebextensions/${name}.config`, text });
    const shown = (steps: readonly Step[]) => steps.map(({ name, verdict }) => `${name}: ${verdict}`);

    it(`${plan}, item 5: a secrets script that fails ends well, and leaves empty variables`, async () => {
        const secrets = config(
            "04-secrets",
            `
files:
  "/opt/load-secrets.sh":
    mode: "000755"
    content: |
      #!/bin/bash
      set -e
      fetch() {
        local result=$(aws secretsmanager get-secret-value --secret-id "$1" 2>/dev/null)
        if [ $? -ne 0 ]; then
          return 1
        fi
        echo "$result"
      }
      echo "export DB_PASS=$(fetch "$DB_SECRET_ARN")" >/opt/env
container_commands:
  01_secrets: {command: /opt/load-secrets.sh}
`,
        );
        const steps = await deploy([secrets], { programs: { aws: "exit 254" } });
        assert.deepEqual(shown(steps), ["/opt/load-secrets.sh: ok", "01_secrets: ok"]);
        assert.equal(read("opt/env"), "export DB_PASS=\n");
    });

    it(`${plan}, step 2.1: a hook of Amazon Linux 1 is written, and nothing runs it`, async () => {
        const hook = "/opt/elasticbeanstalk/hooks/appdeploy/pre/00_validate.sh";
        const validate = config(
            "00-validate",
            `files:\n  "${hook}":\n    mode: "000755"\n    content: |\n      #!/bin/bash\n      echo ran >/opt/ran\n      exit 1\n`,
        );
        assert.deepEqual(shown(await deploy([validate])), [`${hook}: ok`]);
        assert.ok(!fs.existsSync(path.join(folder.path, "opt/ran")));
    });

    describe(`${plan}, step 2.2: a verification that goes to /var/app/current`, () => {
        const verify = config(
            "99-verify",
            `
container_commands:
  99_verify_health:
    command: |
      cd /var/app/current
      source /var/app/venv/*/bin/activate
      python manage.py check --deploy 2>&1 || {
        echo "ERROR: Django check failed"
        exit 1
      }
    leader_only: true
`,
        );

        it("fails to get there with a first deployment, and checks all the same", async () => {
            const [step] = await deploy([verify]);
            assert.equal(step?.verdict, "ok");
            assert.match(step.output, /cd: \/var\/app\/current: No such file or directory/);
            assert.match(step.output, /^\/var\/app\/staging: python manage.py check --deploy$/m);
        });

        it("judges the old version later: a sound new one cannot replace a broken one", async () => {
            fs.mkdirSync(path.join(folder.path, "var/app/current"), { recursive: true });
            program(`${venv}/python`, 'echo "$PWD"; [ "$PWD" != /var/app/current ]');
            const [step] = await deploy([verify]);
            assert.deepEqual(
                [step?.verdict, step?.exitCode, step?.output, step?.note],
                ["failed", 1, "/var/app/current\nERROR: Django check failed\n", "Command 99_verify_health failed"],
            );
        });
    });

    it(`${plan}, step 1.3: static files on the leader alone`, async () => {
        const collect = config(
            "02-python",
            'container_commands:\n  02_collectstatic:\n    command: "/var/app/venv/*/bin/python manage.py collectstatic --noinput"\n    leader_only: true\n',
        );
        assert.deepEqual(shown(await deploy([collect])), ["02_collectstatic: ok"]);
        assert.deepEqual(shown(await deploy([collect], { leader: false })), ["02_collectstatic: skipped"]);
    });

    it(`${errors}: a command that runs before the application is there ends the deployment`, async () => {
        lay("var/app/staging/requirements.txt", "Django\n");
        const early = config("01-early", "commands: {01_requirements: {command: cat requirements.txt}}");
        const late = config("02-late", "container_commands: {01_requirements: {command: cat requirements.txt}}");
        const steps = await deploy([early, late]);
        assert.deepEqual(shown(steps), ["01_requirements: failed"]);
        assert.deepEqual([steps[0]?.file, steps[0]?.line], [".ebextensions/01-early.config", 1]);
        assert.deepEqual(shown(await deploy([late])), ["01_requirements: ok"]);
    });

    it("ours pass, on the leader and on other instances", async () => {
        const files = planGeneratedFiles(testSettings(), new Set());
        const env = { DJANGO_SETTINGS_MODULE: "config.settings.production" };
        for (const leader of [true, false]) {
            files.forEach(({ path: name, content }) => {
                lay(`var/app/staging/${name}`, content);
            });
            const texts = files.map(({ path: each, content }) => ({ path: each, text: content }));
            const steps = await deploy(texts, { leader, env });
            assert.ok(steps.length > 0);
            assert.deepEqual(
                steps.filter(({ verdict }) => verdict === "failed"),
                [],
            );
            const migrated = steps.some(({ output }) => /python manage\.py migrate/.test(output));
            assert.equal(migrated, leader);
        }
    });
});
