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

    const refused: readonly {
        name: string;
        changes: Record<string, unknown>;
        where: string;
        got: string;
        allowed: string;
        remedy: string;
    }[] = [
        {
            name: "an environment name over 40 characters",
            changes: { environment: { stage: "dev", name: "a".repeat(41) } },
            where: "environment.name",
            got: `"${"a".repeat(41)}"`,
            allowed: "4 to 40 letters, digits and hyphens, no hyphen at either end",
            remedy: "Change it to what is allowed.",
        },
        {
            name: "a platform that is unknown",
            changes: { app: { ...minimalRaw.app, platform: { kind: "ruby" } } },
            where: "app.platform.kind",
            got: '"ruby"',
            allowed: "python, docker",
            remedy: "Choose one of the allowed values.",
        },
        {
            name: "a branch of the platform that AWS has retired",
            changes: { app: { ...minimalRaw.app, platform: { kind: "python", version: "3.9" } } },
            where: "app.platform.version",
            got: '"3.9"',
            allowed: '"3.11", "3.12", "3.13", "3.14"',
            remedy: "AWS retired Python 3.9 on Amazon Linux 2023 on 2026-07-31. Choose a branch that is supported; 3.14 lasts longest.",
        },
        {
            name: "a retired branch without quotes",
            changes: { app: { ...minimalRaw.app, platform: { kind: "python", version: 3.8 } } },
            where: "app.platform.version",
            got: "3.8 (a number)",
            allowed: '"3.11", "3.12", "3.13", "3.14"',
            remedy: "AWS retired Python 3.8 on Amazon Linux 2 on 2026-08-06. Choose a branch that is supported; 3.14 lasts longest.",
        },
        {
            name: "a domain without its zone",
            changes: { domain: { name: "notes.example.com" } },
            where: "domain.zone",
            got: "nothing",
            allowed: "a text",
            remedy: "Set django-beanstalk:domain.zone.",
        },
        {
            name: "a domain outside its zone",
            changes: { domain: { name: "notes.example.org", zone: "example.com" } },
            where: "domain.name",
            got: '"notes.example.org"',
            allowed: "example.com or a name that ends in .example.com",
            remedy: "Correct the name, or set domain.zone to the zone that holds it.",
        },
        {
            name: "a wrong type",
            changes: { environment: { stage: "dev", scaling: { min: "two" } } },
            where: "environment.scaling.min",
            got: '"two"',
            allowed: "a number",
            remedy: "Change it to what is allowed.",
        },
        {
            name: "more instances at least than at most",
            changes: { environment: { stage: "dev", scaling: { min: 3, max: 2 } } },
            where: "environment.scaling.max",
            got: "2",
            allowed: "at least environment.scaling.min (3)",
            remedy: "Raise max or lower min.",
        },
        {
            name: "several instances without a load balancer",
            changes: { environment: { stage: "dev", loadBalancer: { kind: "none" }, scaling: { max: 2 } } },
            where: "environment.scaling.max",
            got: "2",
            allowed: "1 with environment.loadBalancer.kind none",
            remedy: "Set scaling: {min: 1, max: 1}, or choose a load balancer.",
        },
        {
            name: "a worker that outlives the load balancer's patience",
            changes: {
                app: { ...minimalRaw.app, web: { timeoutSeconds: 56 } },
                environment: { loadBalancer: { kind: "dedicated", idleTimeoutSeconds: 55 } },
            },
            where: "app.web.timeoutSeconds",
            got: "56",
            allowed: "less than environment.loadBalancer.idleTimeoutSeconds (55)",
            remedy: "Lower the time-out to 54 or less, or raise the other.",
        },
        {
            name: "a health path that nginx cannot hold",
            changes: { app: { ...minimalRaw.app, healthPath: "/health/$1" } },
            where: "app.healthPath",
            got: "/health/$1",
            allowed: "a path without dollar and percent signs",
            remedy: "Choose another path: the web server on the instances has a location of this name.",
        },
        {
            name: "a limit of bodies that Apache does not keep",
            changes: {
                app: {
                    ...minimalRaw.app,
                    platform: { kind: "python", proxyServer: "apache" },
                    proxy: { maxBodyMb: 20 },
                },
            },
            where: "app.proxy.maxBodyMb",
            got: "20, with app.platform.proxyServer apache",
            allowed: "nginx; Apache has no limit for what it passes on",
            remedy: "Remove it, or choose nginx.",
        },
        {
            name: "encryption to instances on which nothing ends it",
            changes: {
                app: { ...minimalRaw.app, platform: { kind: "python", proxyServer: "apache" } },
                environment: { loadBalancer: { kind: "dedicated", endToEndTls: true } },
            },
            where: "environment.loadBalancer.endToEndTls",
            got: "true, with app.platform.proxyServer apache",
            allowed: "on the Python platform with nginx",
            remedy: "Remove it.",
        },
        {
            name: "a VPC without subnets",
            changes: { network: { kind: "default", vpcId: "vpc-1" } },
            where: "network.subnetIds",
            got: "nothing",
            allowed: "vpcId and subnetIds together, or neither",
            remedy: "Give both to look nothing up, or remove the other.",
        },
        {
            name: "storage that would shrink",
            changes: { database: { kind: "postgres", storageGb: 100 } },
            where: "database.maxStorageGb",
            got: "50",
            allowed: "at least 110, 10 % more than database.storageGb",
            remedy: "Raise maxStorageGb; RDS storage cannot shrink.",
        },
        {
            name: "a name in secrets and in variables",
            changes: { app: { ...minimalRaw.app, variables: { SECRET_KEY: "x" } } },
            where: "app.variables.SECRET_KEY",
            got: "a name that secrets has too",
            allowed: "each name once",
            remedy: "Remove SECRET_KEY from app.variables; a secret belongs in secrets.",
        },
        {
            name: "a secret under a name that the deployment sets",
            changes: { secrets: { SECRET_KEY: { kind: "generated" }, DATABASE_URL: { kind: "generated" } } },
            where: "secrets.DATABASE_URL",
            got: "a name that the deployment sets itself",
            allowed: "any other name",
            remedy: "Remove DATABASE_URL from secrets.",
        },
        {
            name: "a number that YAML has rewritten",
            changes: { app: { ...minimalRaw.app, variables: { RATE: 1.1 } } },
            where: "app.variables.RATE",
            got: "a value that is not shown",
            allowed: "a text, a whole number, true or false; put other numbers in quotes",
            remedy: "Choose one of the allowed values.",
        },
        {
            name: "the tag Name",
            changes: { tags: { Name: "x" } },
            where: "tags.Name",
            got: "a reserved tag",
            allowed: "any other key",
            remedy: "Remove it; Elastic Beanstalk sets it itself and refuses yours.",
        },
        {
            name: "a secret of the stack without a value",
            changes: { secrets: { TOKEN: { kind: "stack" } } },
            where: "secrets.TOKEN.value",
            got: "nothing",
            allowed: "a secret of this stack",
            remedy: "Run: pulumi config set --stack dev --secret --path 'django-beanstalk:secrets.TOKEN.value'; or set optional: true, if the application does without it.",
        },
        {
            name: "an option that a setting sets",
            changes: { options: { "aws:autoscaling:asg": { MinSize: "2" } } },
            where: "options.aws:autoscaling:asg.MinSize",
            got: "an option that a setting sets",
            allowed: "options for which there is no setting",
            remedy: "Remove it and use environment.scaling.min.",
        },
        {
            name: "a property among the options",
            changes: { options: { "aws:elasticbeanstalk:application:environment": { A: "b" } } },
            where: "options.aws:elasticbeanstalk:application:environment.A",
            got: "an option that a setting sets",
            allowed: "options for which there is no setting",
            remedy: "Remove it and use app.variables.",
        },
        {
            name: "a name that the graph fills in, among the variables",
            changes: { app: { ...minimalRaw.app, variables: { RDS_HOSTNAME: "elsewhere" } } },
            where: "app.variables.RDS_HOSTNAME",
            got: "a name that the database, the media bucket or the cache fills in",
            allowed: "any other name",
            remedy: "Remove it, or choose kind: none for the database, the media bucket or the cache.",
        },
    ];
    for (const { name, changes, ...expected } of refused) {
        it(`refuses ${name}`, () => {
            assert.deepEqual(problemsOf({ ...minimalRaw, ...changes }), [expected]);
        });
    }

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
