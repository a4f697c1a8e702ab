import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as fc from "fast-check";
import { lintRules } from "../../../ebextensions/lint/catalogue";
import { byPlace } from "../../../ebextensions/lint/finding";
import { lintApplication } from "../../../ebextensions/lint/lint-application";
import { planGeneratedFiles } from "../../../components/generated-files";
import type { Settings } from "../../../components/settings";
import { everySetting } from "../../support/every-setting";
import { minimalRaw, testSettings } from "../../support/settings";
import { correctApplications } from "./correct-applications";
import { findingsIn, foundIn } from "./table";

const findingsInGenerated = (settings: Settings) =>
    findingsIn(
        Object.fromEntries(planGeneratedFiles(settings, new Set()).map(({ path, content }) => [path, content])),
        settings.app.platform.kind,
    );

describe("lintApplication", () => {
    for (const { name, platform, files } of correctApplications) {
        it(`finds nothing in a correct application: ${name}`, () => {
            assert.deepEqual(foundIn(files, platform), []);
        });
    }

    for (const [name, settings] of everySetting) {
        it(`finds nothing in what is generated, with every setting: ${name}`, () => {
            assert.deepEqual(findingsInGenerated(settings), []);
        });
    }

    it("finds nothing in what fetches the code of a minimal package", () => {
        const origins = [
            { from: "git", repository: "https://example.com/app.git", commit: "a".repeat(40) },
            { from: "s3", bucket: "code", key: "app.zip", sha256: "b".repeat(64) },
            { from: "image", image: `example.com/app@sha256:${"c".repeat(64)}` },
        ];
        for (const code of origins) {
            const app = { ...minimalRaw.app, platform: { kind: "docker" }, package: { mode: "minimal", code } };
            assert.deepEqual(findingsInGenerated(testSettings({ app })), []);
        }
    });

    it("sorts findings by file, line and rule, and names only lines that exist", () => {
        const text =
            "commands:\n  01_a:\n    command: pkg-repo unlock; amazon-linux-extras enable a\noption_settings:\n  aws:elb:policies:\n    A: b\n";
        const findings = findingsIn({ ".ebextensions/b.config": text, ".ebextensions/a.config": text });
        assert.deepEqual(findings, [...findings].sort(byPlace));
        assert.deepEqual(
            [...new Set(findings.map(({ file }) => file))],
            [".ebextensions/a.config", ".ebextensions/b.config"],
        );
    });

    it("never throws and never leaves the file, whatever is in it", () => {
        const pieces = fc.constantFrom(
            "container_commands:\n",
            "  01_a:\n",
            "    command: |\n",
            "      python manage.py migrate || true\n",
            "    leader_only: yes\n",
            "files:\n",
            "option_settings:\n",
            "  - value: $A\n",
            "  aws:elb:policies:\n",
            "    X: on\n",
            "Resources:\n",
            "  AWSEBLaunchTemplate:\n",
            "\t",
            "- ",
            "#!/bin/bash\n",
            "set -e\n",
            "web: gunicorn\n",
            "$(",
            "<<EOF\n",
            "*a",
            "&a ",
            "|",
            "{",
            "}",
            "'",
            '"',
        );
        const text = fc.oneof(
            fc.string(),
            fc.array(pieces, { maxLength: 25 }).map((all) => all.join("")),
        );
        const paths = [
            ".ebextensions/a.config",
            ".ebextensions/a.sh",
            ".platform/hooks/predeploy/a.sh",
            ".platform/nginx/nginx.conf",
            "Procfile",
            "cron.yaml",
            "Dockerrun.aws.json",
            "docker-compose.yml",
        ];
        fc.assert(
            fc.property(
                fc.dictionary(fc.constantFrom(...paths), text),
                fc.constantFrom("python", "docker"),
                (files, platform) => {
                    for (const { file, line } of lintApplication(new Map(Object.entries(files)), platform)) {
                        const lines = (files[file] ?? "").split("\n").length;
                        assert.ok(line >= 1 && line <= lines, `${file}:${line} of ${lines}`);
                    }
                },
            ),
            { numRuns: 300 },
        );
    });

    it("shows no value of an option, a variable or a command's argument", () => {
        const canary = "hunter2canary";
        const files = {
            ".ebextensions/a.config": `option_settings:
  aws:elasticbeanstalk:application:environment:
    SECRET_KEY: ${canary}
    DATABASE_URL: postgres://u:${canary}@h/d
    GREETING: "$A ${canary}"
    ANSWER: ${canary}
  aws:elasticbeanstalk:container:python:
    WSGIPath: ${canary}/wsgi.py
container_commands:
  01_fetch:
    command: curl -u admin:${canary} https://example.com/?token=${canary} || true
  02_login:
    command: |
      export TOKEN=$(curl -H "Authorization: ${canary}" https://example.com)
      TOKEN=${canary} python manage.py migrate --token ${canary} || true
`,
            ".platform/hooks/prebuild/a.sh": `#!/bin/bash\ndocker login -p ${canary} >/dev/null\necho TOKEN=${canary} >> .env\npip install https://${canary}@example.com/a.whl\n`,
            ".platform/hooks/predeploy/b.sh": `#!/bin/bash\nexport SECRET_KEY=${canary}\ngit clone https://ci:${canary}@example.com/a\n`,
            "docker-compose.yml": `services:\n  web:\n    environment: [SECRET_KEY=${canary}, "BROKER=redis://:${canary}@c"]\n`,
            Dockerfile: `FROM a\nENV SECRET_KEY ${canary}\nARG API_KEY=${canary}\n`,
            Procfile: `web: TOKEN=${canary} gunicorn --access-logfile ${canary}.log --bind :80 a.wsgi\n${canary}\n`,
        };
        for (const platform of ["python", "docker"] as const) {
            const findings = findingsIn(files, platform);
            assert.ok(findings.length > 10);
            assert.ok(!JSON.stringify(findings).includes(canary), JSON.stringify(findings, null, 1));
        }
    });

    it("costs a run nothing that anyone would notice", () => {
        const command =
            "    command: source /var/app/venv/*/bin/activate && python manage.py collectstatic --noinput\n";
        const config = `container_commands:\n${Array.from({ length: 12 }, (_, i) => `  ${10 + i}_a:\n${command}`).join("")}`;
        const files = new Map(Array.from({ length: 5 }, (_, i) => [`.ebextensions/${10 + i}-a.config`, config]));
        lintApplication(files, "python");
        const started = performance.now();
        lintApplication(files, "python");
        assert.ok(performance.now() - started < 400, `${performance.now() - started} ms`);
    });
});

describe("the catalogue of rules", () => {
    it("has names of lower-case words, each once, and whole sentences", () => {
        const names = lintRules.map(({ name }) => name);
        assert.deepEqual(names, [...new Set(names)]);
        for (const { name, happens, instead, what } of lintRules) {
            assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
            assert.match(happens, /^[A-Za-z].*\.$/, name);
            assert.ok(instead !== "" && what !== "" && !what.endsWith("."), name);
        }
    });

    it("is what docs/checks.md lists, in the same order and words", () => {
        const text = fs.readFileSync(path.join(__dirname, "..", "..", "..", "docs", "checks.md"), "utf8");
        const listed = text.split("\n").filter((line) => line.startsWith("| `"));
        const cell = (words: string) => words.replaceAll("|", "\\|").replaceAll("*", "\\*");
        assert.deepEqual(
            listed,
            lintRules.map(
                ({ name, level, what, instead }) => `| \`${name}\` | ${level} | ${cell(what)} | ${cell(instead)} |`,
            ),
        );
    });
});
