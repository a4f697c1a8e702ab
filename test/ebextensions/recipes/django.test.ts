import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { parse } from "yaml";
import type { GeneratedFile } from "../../../ebextensions/model";
import { DeploySteps, django } from "../../../ebextensions/recipes/django";
import { renderFiles } from "../../../ebextensions/render/render";
import { ScriptMachine } from "../../support/instance-script";
import { temporaryFolder } from "../../support/temporary-folder";

const steps: DeploySteps = { migrate: true, collectstatic: "everyInstance", check: "ERROR" };
const folderOfScripts = ".platform/django-beanstalk";

const content = (files: readonly GeneratedFile[], wanted: string): string =>
    files.find(({ path }) => path === wanted)?.content ?? assert.fail(`no ${wanted}`);

/** The container commands, each with what is said of it besides the command. */
function commands(changes: Partial<DeploySteps>): string[] {
    const files = renderFiles(django({ ...steps, ...changes }));
    const { container_commands } = parse(content(files, ".ebextensions/10-django.config")) as {
        container_commands: Record<string, { command: string; leader_only?: boolean }>;
    };
    return Object.entries(container_commands).map(
        ([name, { command, leader_only = false }]) => `${name} ${leader_only ? "leader" : "all"} ${command}`,
    );
}

describe("the steps of a deployment with manage.py", () => {
    it("check, migrate on the leader, and collect static files everywhere, in this order", () => {
        assert.deepEqual(commands({}), [
            `01_check leader bash ${folderOfScripts}/check.sh`,
            `02_migrate leader bash ${folderOfScripts}/migrate.sh`,
            `03_collectstatic all bash ${folderOfScripts}/collectstatic.sh`,
        ]);
    });

    it("are those that the settings want", () => {
        assert.deepEqual(commands({ check: "off", collectstatic: "leader" }), [
            `01_migrate leader bash ${folderOfScripts}/migrate.sh`,
            `02_collectstatic leader bash ${folderOfScripts}/collectstatic.sh`,
        ]);
        assert.deepEqual(django({ migrate: false, collectstatic: "off", check: "off" }), []);
    });

    it("bring a script for each step, and no other", () => {
        const paths = (changes: Partial<DeploySteps>) =>
            renderFiles(django({ ...steps, ...changes })).map(({ path, executable }) => [path, executable]);
        assert.deepEqual(paths({ migrate: false }), [
            [".ebextensions/10-django.config", false],
            [".platform/confighooks/predeploy/20-collectstatic.sh", true],
            [`${folderOfScripts}/check.sh`, true],
            [`${folderOfScripts}/collectstatic.sh`, true],
        ]);
        assert.ok(!paths({ collectstatic: "leader" }).some(([path]) => String(path).includes("confighooks")));
    });
});

describe("the script of a step", () => {
    const folder = temporaryFolder();
    const script = (name: string, changes: Partial<DeploySteps> = {}) =>
        content(renderFiles(django({ ...steps, ...changes })), `${folderOfScripts}/${name}.sh`);

    /** An instance with the platform's virtual environment, whose python does as it is told. */
    function machine(python?: string): ScriptMachine {
        const made = new ScriptMachine(folder.path, { python: "echo 'the wrong python'; exit 9" });
        if (python !== undefined) {
            made.program("var/app/venv/staging-LQM1lest/bin/python", python);
        }
        return made;
    }

    const production = { DJANGO_SETTINGS_MODULE: "config.settings" };

    it("does not run with the settings that manage.py takes when nobody says which", () => {
        const { status, output, calls } = machine("").run(script("migrate"));
        assert.deepEqual([status, calls], [1, []]);
        assert.match(
            output,
            /DJANGO_SETTINGS_MODULE is not set, and manage\.py would take the settings of development/,
        );
    });

    it("says what to do when there is no virtual environment", () => {
        const { status, output } = machine().run(script("migrate"), production);
        assert.equal(status, 1);
        assert.match(output, /There is no virtual environment below \/var\/app\/venv: the platform did not install/);
    });

    it("runs manage.py with the platform's Python, in staging, with the variables of the environment", () => {
        const python = 'echo "$PWD $DJANGO_SETTINGS_MODULE $(umask) $(command -v python)"';
        const { status, output, calls } = machine(python).run(script("migrate"), production);
        assert.equal(status, 0, output);
        assert.deepEqual(calls, ["python manage.py migrate --noinput"]);
        assert.deepEqual(output.trimEnd().split("\n").slice(1), [
            "/var/app/staging config.settings 0022 /var/app/venv/staging-LQM1lest/bin/python",
            "migrate: done",
        ]);
    });

    const expected: readonly (readonly [string, string, string])[] = [
        ["check", "check --deploy --fail-level WARNING", "set app.deploy.check in the stack file to another level."],
        ["migrate", "migrate --noinput", "The migrations did not all succeed, so this version does not go live"],
        [
            "collectstatic",
            "collectstatic --noinput",
            "Correct what the error above names. STATIC_ROOT has to be app.static.root",
        ],
    ];
    for (const [name, command, advice] of expected) {
        it(`${name} fails the deployment with its own words, and keeps them in a log of its own`, () => {
            const python = "echo 'django.db.utils.OperationalError: no route' >&2; exit 1";
            const instance = machine(python);
            const { status, output, calls } = instance.run(script(name, { check: "WARNING" }), production);
            assert.equal(status, 1);
            assert.equal(calls.at(-1), `python manage.py ${command}`);
            for (const text of [output, instance.log(`django-beanstalk-${name}.log`)]) {
                assert.ok(text.includes("OperationalError: no route\n") && text.includes(advice), text);
            }
        });
    }

    it("collects static files again when only the configuration changes: the application is laid anew, and no command runs", () => {
        const files = renderFiles(django(steps));
        const hooks = files.filter(({ path }) => path.startsWith(".platform/confighooks/"));
        const instance = machine("touch collected");
        const staging = `${folder.path}/var/app/staging`;
        fs.mkdirSync(`${staging}/${folderOfScripts}`, { recursive: true });
        const step = content(files, `${folderOfScripts}/collectstatic.sh`);
        const moved = step.replaceAll("/var/", `${folder.path}/var/`);
        fs.writeFileSync(`${staging}/${folderOfScripts}/collectstatic.sh`, moved);
        for (const hook of hooks) {
            const { status, output } = instance.run(hook.content, production);
            assert.equal(status, 0, output);
        }
        assert.ok(fs.existsSync(`${staging}/collected`));
    });

    it("shows warnings of the check without ending the deployment", () => {
        const python = "echo '?: (security.W004) You have not set a value for the SECURE_HSTS_SECONDS setting.' >&2";
        const { status, output } = machine(python).run(script("check"), production);
        assert.equal(status, 0);
        assert.match(output, /security\.W004.*\ncheck: done\n/);
    });
});
