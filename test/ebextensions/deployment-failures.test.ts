import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { planOptions } from "../../components/beanstalk-environment/plan-options";
import { planGeneratedFiles } from "../../components/generated-files";
import type { GeneratedFile } from "../../ebextensions/model";
import { containerCommands } from "../support/container-commands";
import { everySetting } from "../support/every-setting";
import { ScriptMachine } from "../support/instance-script";
import { linksOf } from "../support/option-links";
import { minimalRaw, testSettings } from "../support/settings";
import { temporaryFolder } from "../support/temporary-folder";

/** The failures of two documents about the Python platform: each first in the form that failed, then as it is generated. */

const settings = testSettings({ app: { ...minimalRaw.app, healthPath: "/api/health/", deploy: { probeSeconds: 1 } } });
const files = planGeneratedFiles(settings, new Set());
const contentOf = (wanted: string) =>
    files.find((file) => file.path === wanted)?.content ?? assert.fail(`no ${wanted}`);
/** Scripts that ask once, so that no time has to pass. */
/** Without the hook that does nothing but call one of them. */
const scripts = files
    .filter(({ executable, path: each }) => executable && !each.endsWith("/20-collectstatic.sh"))
    .map((file) => ({ ...file, content: file.content.replace("\nseconds=1\n", "\nseconds=0\n") }));
const config = (name: string, content: string) => ({ path: `.ebextensions/${name}.config`, content });

const production = { DJANGO_SETTINGS_MODULE: "config.settings.production" };
const venvPython = "var/app/venv/staging-LQM1lest/bin/python";
const bash = (script: string) => `#!/bin/bash\n${script}\n`;

/** A machine on which the generated files lie in the staging folder. */
function staged(root: string, programs: Readonly<Record<string, string>>, python: string): ScriptMachine {
    const machine = new ScriptMachine(root, programs);
    machine.program(venvPython, python);
    fs.rmSync(path.join(root, "calls"), { force: true });
    return machine;
}

/** Runs what one instance runs between unpacking and going live. */
function deploy(machine: ScriptMachine, bundle: readonly GeneratedFile[], leader: boolean): readonly string[] {
    let calls: readonly string[] = [];
    for (const command of containerCommands(bundle, { leader })) {
        const [, script = ""] = /^bash (\S+)$/.exec(command) ?? [];
        const run = machine.run(contentOf(script), production);
        assert.equal(run.status, 0, run.output);
        ({ calls } = run);
    }
    return calls.filter((call) => call.startsWith("python manage.py"));
}

describe("Plan: Fix Elastic Beanstalk Deployment, item 2: no migration", () => {
    const folder = temporaryFolder();

    it("its file collects static files and never migrates", () => {
        const original = config(
            "02-python",
            "container_commands:\n  02_collectstatic:\n    command: python manage.py collectstatic --noinput\n    leader_only: true\n",
        );
        const commands = containerCommands([original], { leader: true });
        assert.ok(!commands.some((command) => command.includes("migrate")), commands.join());
    });

    it("ours migrates on the leader, after the checks and before static files are collected", () => {
        assert.deepEqual(deploy(staged(folder.path, {}, ""), files, true), [
            "python manage.py check --deploy --fail-level ERROR",
            "python manage.py migrate --noinput",
            "python manage.py collectstatic --noinput",
        ]);
    });

    it("ours collects static files on every other instance too, which the leader's commands never reach", () => {
        assert.deepEqual(deploy(staged(folder.path, {}, ""), files, false), [
            "python manage.py collectstatic --noinput",
        ]);
    });
});

describe("Plan: Fix Elastic Beanstalk Deployment, item 4: duplicate WSGIPath", () => {
    const namespace = "aws:elasticbeanstalk:container:python";

    it("its file sets an option that the Procfile beside it overrides", () => {
        const original = parse(
            `option_settings:\n  ${namespace}:\n    WSGIPath: plane.wsgi:application\n    NumProcesses: 3\n`,
        ) as { option_settings: Record<string, unknown> };
        assert.ok(namespace in original.option_settings);
    });

    it("ours sets none of them, in no file and on no environment", () => {
        for (const [name, each] of everySetting) {
            const generated = planGeneratedFiles(each, new Set());
            const own = generated.filter(({ content }) => content.includes("WSGIPath") || content.includes(namespace));
            const options = planOptions(each, linksOf(each)).filter((option) => option.namespace === namespace);
            assert.deepEqual([own, options], [[], []], name);
        }
        assert.match(contentOf("Procfile"), /^web: gunicorn .* config\.wsgi:application\n$/);
    });
});

describe("Plan: Fix Elastic Beanstalk Deployment, item 6: requirements race", () => {
    const installs = /\bpip3?\s+install\b/;

    it("its file installs on each instance what the platform has installed already", () => {
        const original = config(
            "02-python",
            "container_commands:\n  01_install_requirements:\n    command: /var/app/venv/*/bin/pip install -r requirements.txt\n    leader_only: false\n",
        );
        assert.ok(containerCommands([original], { leader: false }).some((command) => installs.test(command)));
    });

    it("ours leaves the requirements to the platform", () => {
        for (const [name, each] of everySetting) {
            // An image has no platform that would install them too.
            const found = planGeneratedFiles(each, new Set()).filter(
                ({ path: file, content }) => file !== "Dockerfile" && installs.test(content),
            );
            assert.deepEqual(found, [], name);
        }
    });
});

describe("Plan: Fix Elastic Beanstalk Deployment, item 7: no validation before the deployment", () => {
    const folder = temporaryFolder();
    const variables = {
        ...Object.fromEntries(
            ["ALLOWED_HOSTS", "DJANGO_SETTINGS_MODULE", "RDS_DB_NAME", "RDS_HOSTNAME", "RDS_PORT", "RDS_USERNAME"].map(
                (name) => [name, "set"],
            ),
        ),
        AWS_S3_REGION_NAME: "us-east-1",
        AWS_STORAGE_BUCKET_NAME: "uploads",
        PROJECT_NAME: "notes",
        RDS_PASSWORD: "canary",
        SECRET_KEY: "canary",
        DATABASE_URL: "",
        DB_SECRET_ARN: "arn",
    };

    it("its check looks at the names of secrets, and an empty one passes; nor does Amazon Linux 2023 run hooks where it lies", () => {
        const original = bash('set -e\nfor var in DB_SECRET_ARN; do [ -n "${!var}" ] || exit 1; done');
        assert.equal(new ScriptMachine(folder.path).run(original, variables).status, 0);
        assert.deepEqual(
            files.filter(({ path: each, content }) => `${each}\n${content}`.includes("/opt/elasticbeanstalk/hooks")),
            [],
        );
    });

    it("ours looks at the values, as they reach the application, before anything is built", () => {
        for (const hooks of ["hooks", "confighooks"]) {
            const script = contentOf(`.platform/${hooks}/prebuild/10-required-variables.sh`);
            const { status, output } = new ScriptMachine(folder.path).run(script, variables);
            assert.equal(status, 1);
            assert.match(output, /These secrets did not arrive, or are empty: DATABASE_URL\n/);
            assert.ok(!output.includes("canary"));
            const complete = { ...variables, DATABASE_URL: "postgresql://canary" };
            assert.equal(new ScriptMachine(folder.path).run(script, complete).status, 0);
        }
    });
});

describe("Plan: Fix Elastic Beanstalk Deployment, item 8: Gunicorn's logs do not reach CloudWatch", () => {
    /** Where Gunicorn writes to. */
    const targets = (procfile: string) =>
        [...procfile.matchAll(/--(?:access|error)-logfile (\S+)/g)].map(([, to]) => to);

    it("its Procfile writes into the application's folder, which nothing reads and the next deployment replaces", () => {
        const original =
            "web: gunicorn plane.wsgi:application --access-logfile /var/app/current/logs/gunicorn.log --error-logfile /var/app/current/logs/gunicorn.log";
        assert.deepEqual(new Set(targets(original)), new Set(["/var/app/current/logs/gunicorn.log"]));
    });

    it("ours writes to standard output and error, which the platform keeps and streams", () => {
        assert.deepEqual(targets(contentOf("Procfile")), ["-", "-"]);
        assert.match(contentOf("Procfile"), / --capture-output /);
    });
});

describe("Plan: Fix Elastic Beanstalk Deployment, item 9: no verification that the application starts", () => {
    const folder = temporaryFolder();
    const broken = { curl: "printf 502", hostname: "echo 10.0.3.7" };

    it("its check runs before the new version is live and asks Django alone: an application that does not answer passes", () => {
        const original = bash("set -e\npython manage.py check --deploy || exit 1\necho passed");
        const machine = new ScriptMachine(folder.path, { ...broken, python: "" });
        assert.equal(machine.run(original).status, 0);
    });

    it("ours asks the application on each instance, and fails the deployment with the reason and the log", () => {
        for (const hooks of ["hooks", "confighooks"]) {
            const machine = new ScriptMachine(folder.path, broken);
            fs.writeFileSync(path.join(folder.path, "var/log/web.stdout.log"), "ModuleNotFoundError: plane\n");
            const probe = scripts.find((each) => each.path === `.platform/${hooks}/postdeploy/90-health.sh`);
            const { status, output } = machine.run(probe?.content ?? assert.fail("no probe"));
            assert.equal(status, 1);
            assert.match(output, /did not become healthy on http:\/\/127\.0\.0\.1\/api\/health\/ within 0 seconds/);
            assert.match(output, /ModuleNotFoundError: plane\n/);
        }
    });
});

describe("Elastic Beanstalk Deployment Error Resolution: hook scripts that do not handle errors", () => {
    const folder = temporaryFolder();

    it("a script whose step fails before its last line succeeds", () => {
        const original = bash("python manage.py migrate\necho 'migrations done'");
        assert.equal(new ScriptMachine(folder.path, { python: "exit 1" }).run(original).status, 0);
    });

    for (const script of scripts) {
        it(`${script.path} fails when its step does`, () => {
            const programs = { curl: "printf 500", hostname: "exit 1" };
            const { status } = staged(folder.path, programs, "exit 1").run(script.content, production);
            assert.equal(status, 1);
        });
    }
});

describe("Elastic Beanstalk Deployment Error Resolution: logs that do not tell what failed", () => {
    const folder = temporaryFolder();
    const collected = /\/var\/log\/django-beanstalk-\*\.log/;

    it("a script without a log of its own leaves one line about all of them", () => {
        const machine = new ScriptMachine(folder.path, { python: "echo 'relation does not exist' >&2; exit 1" });
        machine.run(bash("set -e\npython manage.py migrate"));
        assert.deepEqual(fs.readdirSync(path.join(folder.path, "var/log")), []);
    });

    it("the logs that are collected by `eb logs` and the console are those of our scripts", () => {
        const { files: written } = parse(contentOf(".ebextensions/30-logs.config")) as {
            files: Record<string, { content: string }>;
        };
        assert.ok(Object.keys(written).length >= 2);
        Object.values(written).forEach(({ content }) => {
            assert.match(content, collected);
        });
    });

    for (const script of scripts) {
        it(`${script.path} keeps what its step says in a log that is collected`, () => {
            const failing = "echo 'relation does not exist' >&2; exit 1";
            const programs = { curl: "printf 500", hostname: "exit 1" };
            const machine = staged(folder.path, programs, failing);
            const { output } = machine.run(script.content, production);
            const [, name = ""] = /\/(?:\d\d-)?([\w-]+)\.sh$/.exec(script.path) ?? [];
            const [log = assert.fail("no log")] = fs
                .readdirSync(path.join(folder.path, "var/log"))
                .filter((each) => each.endsWith(`${name}.log`));
            assert.match(`/var/log/${log}`, /^\/var\/log\/django-beanstalk-[\w-]+\.log$/);
            assert.ok(machine.log(log).includes(output.trimEnd().split("\n").at(-1) ?? "?"));
        });
    }
});

describe("Elastic Beanstalk Deployment Error Resolution: commands in the wrong order", () => {
    it("names without numbers run in the order of the alphabet, not of the file", () => {
        const original = config(
            "django",
            "container_commands:\n  migrate:\n    command: migrate\n  collectstatic:\n    command: collectstatic\n",
        );
        assert.deepEqual(containerCommands([original], { leader: true }), ["collectstatic", "migrate"]);
    });

    it("ours run in the order of the file, which their numbers are", () => {
        const { container_commands } = parse(contentOf(".ebextensions/10-django.config")) as {
            container_commands: Record<string, unknown>;
        };
        const names = Object.keys(container_commands);
        assert.deepEqual(names, ["01_check", "02_migrate", "03_collectstatic"]);
        assert.deepEqual([...names].sort(), names);
    });
});
