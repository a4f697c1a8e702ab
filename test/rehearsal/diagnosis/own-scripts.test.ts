import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { renderFiles } from "../../../ebextensions/render/render";
import { django } from "../../../ebextensions/recipes/django";
import { healthProbe } from "../../../ebextensions/recipes/health-probe";
import { requiredVariables } from "../../../ebextensions/recipes/required-variables";
import { rootCertificates } from "../../../ebextensions/recipes/root-certificates";
import type { InstanceFile } from "../../../ebextensions/model";
import { diagnose, knownAs } from "../../../rehearsal/diagnosis/diagnose";
import type { Phase } from "../../../rehearsal/model";
import { ScriptMachine } from "../../support/instance-script";
import { temporaryFolder } from "../../support/temporary-folder";
import { contextOf, stepOf } from "./failure-case";

/** Generated scripts really fail here, so that their words and the rules cannot drift apart. */
describe("what generated scripts say when they fail", () => {
    const folder = temporaryFolder();
    const production = { DJANGO_SETTINGS_MODULE: "config.settings" };

    function failed(
        files: readonly InstanceFile[],
        wanted: string,
        phase: Phase,
        { programs = {}, env = {} }: { programs?: Record<string, string>; env?: Record<string, string> } = {},
    ) {
        const bundle = Object.fromEntries(renderFiles(files).map((file) => [file.path, file.content]));
        const { status, output } = new ScriptMachine(folder.path, programs).run(bundle[wanted] ?? "", env);
        assert.equal(status, 1, output);
        const step = stepOf({ step: { phase, file: wanted }, log: output });
        const context = contextOf(bundle);
        return { rule: knownAs(step, context)[0]?.rule.name, finding: diagnose(step, context) };
    }

    const scriptOf = (name: string) => `.platform/django-beanstalk/${name}.sh`;
    const steps = django({ migrate: true, collectstatic: "everyInstance", check: "ERROR" });
    /** @param says - what manage.py writes before it fails */
    const manage = (says: string, name = "migrate") => {
        const machine = new ScriptMachine(folder.path);
        machine.program("var/app/venv/staging-LQM1lest/bin/python", `cat <<'END' >&2\n${says}\nEND\nexit 1`);
        return failed(steps, scriptOf(name), "container commands", { env: production });
    };

    it("a variable that is missing", () => {
        const hook = requiredVariables(["ALLOWED_HOSTS", "SECRET_KEY"], { secrets: ["SECRET_KEY"] });
        const place = ".platform/hooks/prebuild/10-required-variables.sh";
        const missing = failed([hook], place, "prebuild", { env: { SECRET_KEY: "canary" } });
        assert.equal(missing.rule, "variables-missing");
        assert.equal(missing.finding.cause, "These variables are not set or empty: ALLOWED_HOSTS.");
        const secret = failed([hook], place, "prebuild", { env: { ALLOWED_HOSTS: "a.example.com" } });
        assert.equal(secret.rule, "secrets-missing");
        assert.equal(secret.finding.cause, "These secrets did not arrive, or are empty: SECRET_KEY.");
    });

    it("no settings module, and no virtual environment", () => {
        assert.equal(failed(steps, scriptOf("check"), "container commands").rule, "settings-module-not-named");
        const none = failed(steps, scriptOf("check"), "container commands", { env: production });
        assert.equal(none.rule, "no-virtual-environment");
    });

    it("manage.py that fails, for the reason that it gives", () => {
        assert.equal(manage('django.db.utils.ProgrammingError: relation "a" already exists').rule, "table-exists");
        assert.equal(manage("STATIC_ROOT", "collectstatic").rule, undefined);
        assert.equal(
            manage(
                "You're using the staticfiles app without having set the STATIC_ROOT setting to a filesystem path.",
                "collectstatic",
            ).rule,
            "static-root-missing",
        );
    });

    it("the line of a script that ends by an error of its own", () => {
        fs.rmSync(path.join(folder.path, "var/app/venv"), { recursive: true, force: true });
        const hook = rootCertificates(["https://truststore.example.com/bundle.pem"]);
        const place = ".platform/hooks/prebuild/12-root-certificates.sh";
        const install = { programs: { install: "exit 1", curl: "exit 6" } };
        const { finding } = failed(hook, place, "prebuild", install);
        const bundle =
            renderFiles(hook)
                .find((file) => file.path === place)
                ?.content.split("\n") ?? [];
        assert.equal(finding.file, place);
        assert.match(bundle[(finding.line ?? 0) - 1] ?? "", /^install -d/);
    });

    it("certificates that cannot be had", () => {
        const hook = rootCertificates(["https://truststore.example.com/bundle.pem"]);
        const place = ".platform/hooks/prebuild/12-root-certificates.sh";
        const programs = { curl: "exit 6", install: "" };
        assert.equal(failed(hook, place, "prebuild", { programs }).rule, "database-certificate-fetch");
    });

    const answers = {
        "000": "health-no-answer",
        "301": "health-redirect",
        "400": "health-400",
        "403": "health-login",
        "404": "health-404",
        "500": "health-error",
        "502": "health-not-reached",
        "503": "health-not-reached",
    };
    for (const [status, rule] of Object.entries(answers)) {
        it(`the probe that is answered ${status}`, () => {
            const log = "/var/log/web.stdout.log";
            const hook = healthProbe({
                path: "/health/",
                codes: ["200"],
                seconds: 0,
                as: { kind: "loadBalancer" },
                log,
            });
            const programs = { curl: `printf ${status}`, hostname: "echo 10.0.3.7", sleep: "" };
            const found = failed([hook], ".platform/hooks/postdeploy/90-health.sh", "postdeploy", { programs });
            assert.equal(found.rule, rule);
        });
    }
});
