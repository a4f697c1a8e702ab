import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../support/program";
import { SandboxRunner } from "./sandbox-runner";

describe("npm start", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    function project(name: string, files: Readonly<Record<string, string>>): string {
        const folder = path.join(sandbox.folder, name);
        for (const [file, content] of Object.entries(files)) {
            fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
            fs.writeFileSync(path.join(folder, file), content);
        }
        return folder;
    }

    const managePy = (settings: string) =>
        `import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\nfrom django.core.management import execute_from_command_line\n`;
    const wsgiPy = (settings: string) =>
        `import os\nfrom django.core.wsgi import get_wsgi_application\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")\napplication = get_wsgi_application()\n`;
    const shop = {
        "manage.py": managePy("shop.settings"),
        "shop/__init__.py": "",
        "shop/settings.py": "",
        "shop/wsgi.py": wsgiPy("shop.settings"),
        "requirements.txt": "Django==5.2.19\n",
    };

    it("--app previews another Django project, saying what it found and what it assumed", async () => {
        const { code, output } = await sandbox.start("--app", project("shop", shop));
        assert.equal(code, 0, output);
        assert.match(output, /found +wsgi: shop\.wsgi:application/);
        assert.match(output, /assumed .*3\.13/);
        assert.match(output, /Previewing dev with shop in the sandbox/);
        assert.match(output, /shop-dev-environment/);
        assert.match(output, /https:\/\/shop\.example\.com/);
        assert.match(output, /\+ 57 to create/);
    });

    it("--app does not touch what the sandbox has of the example", async () => {
        const { output } = await sandbox.start();
        assert.match(output, /notes-dev-environment/);
        assert.doesNotMatch(output, /shop-dev/);
    });

    it("--help tells the options", async () => {
        const { code, output } = await sandbox.start("--help");
        assert.equal(code, 0);
        assert.match(output, /^npm start -- \[--stack NAME\] \[--app DIRECTORY\] \[--show-files\]/m);
    });

    it("--stack documents previews the Docker example, whose container files are generated", async () => {
        const { code, output } = await sandbox.start("--stack", "documents");
        assert.equal(code, 0, output);
        assert.match(output, /^ +Dockerfile +builds the application's image on the instance$/m);
        assert.match(output, /^ +docker-compose\.yml +builds and runs the application's containers$/m);
        assert.match(output, /\+ 57 to create/);
    });

    it("--show-files prints each generated file as the bundle holds it, and previews nothing", async () => {
        const { code, output } = await sandbox.start("--show-files");
        assert.equal(code, 0, output);
        assert.match(
            output,
            /^==> \.ebextensions\/10-django\.config {2}\(.* B; checks and migrates .*\)\ncontainer_commands:$/m,
        );
        assert.match(output, /^==> Procfile {2}\(.*\)\nweb: .*config\.wsgi:application$/m);
        assert.doesNotMatch(output, /Previewing|@bundle\./);
    });

    const wrong: readonly { name: string; args: () => string[]; code: number; output: RegExp[] }[] = [
        {
            name: "an application directory that does not exist",
            args: () => ["--app", "/does/not/exist"],
            code: 1,
            output: [/\/does\/not\/exist/, /allowed/, /do /],
        },
        {
            name: "a folder without a Django project",
            args: () => ["--app", project("empty", { "README.md": "" })],
            code: 1,
            output: [/manage\.py/],
        },
        {
            name: "two projects in one folder",
            args: () => [
                "--app",
                project("mono", { "one/manage.py": managePy("a.settings"), "two/manage.py": managePy("b.settings") }),
            ],
            code: 1,
            output: [/one\/manage\.py/, /two\/manage\.py/],
        },
        {
            name: "an unknown stack",
            args: () => ["--stack", "staging"],
            code: 1,
            output: [/got {6}staging/, /allowed {2}dev, documents, prod, shared/, /Pulumi\.staging\.yaml/],
        },
        {
            name: "an unknown option",
            args: () => ["--stak", "dev"],
            code: 2,
            output: [/Unknown option '--stak'/, /npm start -- \[--stack NAME\]/],
        },
    ];
    for (const { name, args, code, output } of wrong) {
        it(`says clearly what is wrong with ${name}`, async () => {
            const run = await sandbox.start(...args());
            assert.equal(run.code, code, run.output);
            output.forEach((pattern) => {
                assert.match(run.output, pattern);
            });
            assert.doesNotMatch(run.output, /^ +at /m);
        });
    }

    it("says what is wrong with the settings before the engine starts", async () => {
        await sandbox.must("config", "set", "--stack", "dev", "--path", "django-beanstalk:environment.nmae", "x");
        const { code, output } = await sandbox.start("--stack", "dev");
        assert.equal(code, 1);
        assert.match(output, /Write name instead of nmae\./);
        assert.doesNotMatch(output, /Previewing update/);
        await sandbox.must("config", "rm", "--stack", "dev", "--path", "django-beanstalk:environment.nmae");
    });

    it("tells the same mistakes through the engine, without a stack trace", async () => {
        await sandbox.must("config", "set", "--stack", "prod", "--path", "django-beanstalk:app.platform.kind", "ruby");
        const { code, output } = await sandbox.pulumi("preview", "--stack", "prod");
        assert.notEqual(code, 0);
        assert.match(output, /app\.platform\.kind/);
        assert.match(output, /allowed {2}python/);
        assert.doesNotMatch(output, /^ +at /m);
        await sandbox.must("config", "rm", "--stack", "prod", "--path", "django-beanstalk:app.platform");
    });

    it("tells a look-up that finds nothing as a problem", async () => {
        const runner = new SandboxRunner();
        try {
            for (const [key, value] of [
                ["name", "notes.example.invalid"],
                ["zone", "example.invalid"],
            ] as const) {
                await runner.must("config", "set", "--stack", "dev", "--path", `django-beanstalk:domain.${key}`, value);
            }
            const { code, output } = await runner.start();
            assert.notEqual(code, 0);
            assert.match(output, /no hosted zone example\.invalid: .*no matching Route 53 Hosted Zone found/);
            assert.match(output, /give domain\.zoneId/);
            assert.doesNotMatch(output, /^ +at /m);
        } finally {
            runner.remove();
        }
    });

    it("says when its state folder cannot be written", async () => {
        const file = path.join(sandbox.folder, "a-file");
        fs.writeFileSync(file, "");
        const { code, output } = await sandbox.run("cli/start", [], { DJANGO_BEANSTALK_SANDBOX: file });
        assert.equal(code, 1);
        assert.match(output, /a folder that cannot be written/);
        assert.doesNotMatch(output, /^ +at /m);
    });

    it("runs twice at once in a new sandbox", async () => {
        const runner = new SandboxRunner();
        try {
            const runs = await Promise.all([runner.start(), runner.start("--stack", "prod")]);
            assert.deepEqual(
                runs.map(({ code }) => code),
                [0, 0],
                runs.map(({ output }) => output).join("\n"),
            );
        } finally {
            runner.remove();
        }
    });

    it("works although the stack is locked by an engine that was killed", async () => {
        const locks = path.join(
            sandbox.folder,
            "default",
            "state",
            ".pulumi",
            "locks",
            "organization",
            "django-beanstalk",
            "dev",
        );
        fs.mkdirSync(locks, { recursive: true });
        const pid = Number(execFileSync("sh", ["-c", "echo $$"], { encoding: "utf8" }));
        const hostname = execFileSync("hostname", { encoding: "utf8" }).trim();
        fs.writeFileSync(
            path.join(locks, "0f0f0f0f-0000-4000-8000-000000000000.json"),
            JSON.stringify({ pid, username: "x", hostname, timestamp: new Date(0).toISOString() }),
        );
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        await sandbox.must("destroy", "--yes", "--stack", "dev");
    });

    it("keeps a secret of the stack file secret, without its value", async () => {
        await sandbox.must("config", "set", "--stack", "dev", "--path", "django-beanstalk:secrets.TOKEN.kind", "stack");
        await sandbox.must(
            "config",
            "set",
            "--stack",
            "dev",
            "--secret",
            "--path",
            "django-beanstalk:secrets.TOKEN.value",
            "canary-value",
        );
        const output = await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        assert.doesNotMatch(output, /canary-value/);
        assert.doesNotMatch(sandbox.state("dev").text, /canary-value/);
        const bundles = fs.readFileSync(path.join(sandbox.folder, "default", "account.json"), "utf8");
        assert.doesNotMatch(bundles, /canary-value/);
        await sandbox.must("destroy", "--yes", "--stack", "dev");
    });

    it("refuses a secret that is set where it would end as plain text", async () => {
        await sandbox.must(
            "config",
            "set",
            "--stack",
            "prod",
            "--secret",
            "--path",
            "django-beanstalk:app.variables.TOKEN",
            "canary-plain",
        );
        const runs = [await sandbox.start("--stack", "prod"), await sandbox.pulumi("preview", "--stack", "prod")];
        for (const { code, output } of runs) {
            assert.notEqual(code, 0);
            assert.match(output, /encrypted values under secrets only/);
            assert.doesNotMatch(output, /canary-plain/);
        }
    });

    it("leaves the repository as it was", () => {
        const changed = execFileSync(
            "git",
            ["status", "--short", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "Pulumi.yaml"],
            { cwd: repository, encoding: "utf8" },
        );
        assert.equal(changed, "");
    });
});
