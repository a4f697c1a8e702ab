import * as assert from "node:assert/strict";
import { ProblemError } from "../../components/problem";
import { misspeltKeys, parseSettings } from "../../components/settings";
import { byStage, common } from "../../components/settings/defaults";
import { minimalRaw, testSettings } from "../support/settings";

const context = { stack: "dev", region: "us-east-1", root: "/repository" };

function problemsOf(raw: Readonly<Record<string, unknown>>, where = context) {
    try {
        parseSettings(raw, where);
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return assert.fail("no problem was found");
}

describe("parseSettings", () => {
    it("fills in the defaults of a dev stack", () => {
        const settings = testSettings();
        assert.equal(settings.environment.scaling.min, byStage.dev.minInstances);
        assert.equal(settings.environment.protect, false);
        assert.deepEqual(settings.network, { kind: "default", zoneCount: 3 });
        assert.deepEqual(settings.secrets, { SECRET_KEY: { kind: "generated", length: common.generatedSecretLength } });
        assert.equal(settings.environmentName, "notes-dev");
        assert.equal(settings.appDirectory, "/repository/examples/notes");
    });

    it("takes a stack for prod unless it says dev", () => {
        const settings = testSettings({ environment: {} });
        assert.equal(settings.environment.stage, "prod");
        assert.equal(settings.environment.protect, true);
        assert.ok(
            settings.database.kind === "postgres" && settings.database.multiAz && settings.database.deletionProtection,
        );
        assert.equal(settings.environment.scaling.min, 2);
    });

    it("takes an empty mapping for a key that is left out", () => {
        assert.deepEqual(testSettings({ media: {}, database: {}, domain: {} }), testSettings());
    });

    it("reports every problem at once", () => {
        const raw = { app: { name: "N", wsgi: "a/wsgi.py" }, domian: {}, network: { kind: "defalt" } };
        const wheres = problemsOf({ ...raw, domian: { name: "x" } }).map(({ where }) => where);
        assert.deepEqual(wheres.sort(), [
            "app.directory",
            "app.name",
            "app.settingsModule",
            "app.wsgi",
            "domian",
            "network.kind",
        ]);
    });

    it("writes a message that says where, what, what is allowed and what to do", () => {
        const raw = {
            ...minimalRaw,
            app: { ...minimalRaw.app, healthPth: "/health/", platform: { kind: "python", version: 3.1 } },
        };
        assert.throws(() => parseSettings(raw, context), {
            message: `Pulumi.dev.yaml has 2 problems:

  app.platform.version
    got      3.1 (a number)
    allowed  "3.11", "3.12", "3.13", "3.14"
    do       Put it in quotes: YAML reads an unquoted 3.10 as the number 3.1.

  app.healthPth
    got      an unknown setting
    allowed  directory, name, platform, package, version, python, checks, wsgi, asgi, settingsModule, healthPath, static, web, proxy, processes, jobs, logs, deploy, variables, optionalVariables
    do       Write healthPath instead of healthPth.`,
        });
    });

    it("never shows what may be a secret", () => {
        const raw = {
            ...minimalRaw,
            app: { ...minimalRaw.app, variables: { API_TOKEN: ["hunter2"], lower: "hunter2" } },
            secrets: {
                A: "hunter2",
                B: { kind: "stack", value: 7, vale: "hunter2" },
                C: { kind: "generated", length: 1 },
            },
        };
        const text = JSON.stringify(problemsOf(raw));
        assert.ok(!text.includes("hunter2"), text);
        assert.deepEqual(
            problemsOf(raw)
                .map(({ where }) => where)
                .sort(),
            [
                "app.variables.API_TOKEN",
                "app.variables.lower",
                "secrets.A",
                "secrets.B.vale",
                "secrets.B.value",
                "secrets.C.length",
            ],
        );
    });

    it("never shows a URL with a password where an ARN is wanted", () => {
        const url = "postgres://u:hunter2@db/x";
        const raw = {
            ...minimalRaw,
            database: { kind: "external", urlSecretArn: url },
            secrets: { K: { kind: "arn", arn: url } },
        };
        const problems = problemsOf(raw);
        assert.deepEqual(
            problems.map(({ where, got }) => [where, got]),
            [
                ["database.urlSecretArn", "a value that is not shown"],
                ["secrets.K.arn", "a value that is not shown"],
            ],
        );
    });

    it("takes only stacks whose names AWS can carry", () => {
        const where = { ...context, stack: "Prod_1" };
        const [problem] = problemsOf({ ...minimalRaw, environment: { stage: "dev", name: "notes-prod" } }, where);
        assert.deepEqual(problem, {
            where: "app.name",
            got: '"notes-Prod_1" together with the stack\'s name (12 characters)',
            allowed: "2 to 30 lower-case letters, digits and single hyphens",
            remedy: "Shorten app.name, or give the stack a name of lower-case letters and digits.",
        });
    });

    it("asks for a region, once", () => {
        const raw = { ...minimalRaw, domain: { name: "a.example.com", zone: "example.com" } };
        assert.deepEqual(problemsOf(raw, { ...context, region: undefined as unknown as string }), [
            {
                where: "aws:region",
                got: "nothing",
                allowed: "an AWS region, such as us-east-1",
                remedy: "Write aws:region: us-east-1 under config, or run: pulumi config set aws:region us-east-1",
            },
        ]);
    });

    it("keeps its defaults within its own limits", () => {
        for (const stage of ["dev", "prod"]) {
            assert.equal(testSettings({ environment: { stage } }).environment.stage, stage);
        }
    });

    it("tells keys that are meant for it but spelt otherwise", () => {
        assert.deepEqual(
            misspeltKeys(["django_beanstalk:environment", "aws:region", "django-beanstalk:app", "notes:django"]),
            [
                {
                    where: "django_beanstalk:environment",
                    got: "the namespace django_beanstalk",
                    allowed: "django-beanstalk",
                    remedy: "Write django-beanstalk:environment.",
                },
            ],
        );
    });
});
