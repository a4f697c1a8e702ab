import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { parse } from "yaml";
import { main, outdated, settingsFiles } from "../../cli/settings-docs";
import type { OptionName } from "../../cli/settings-docs/effect";
import { effects } from "../../cli/settings-docs/effects";
import { stackFileSchema } from "../../cli/settings-docs/json-schema";
import { anchor, settingsPage } from "../../cli/settings-docs/markdown";
import { fixedOptions, isNamedBy, optionsOf } from "../../cli/settings-docs/options";
import { settingsTables } from "../../cli/settings-docs/rows";
import { withoutSetting } from "../../components/option-catalogue/without-setting";
import { ProblemError } from "../../components/problem";
import { extractSecretValues } from "../../components/settings";
import { everySetting } from "../support/every-setting";
import { minimalRaw, testSettings } from "../support/settings";
import { repository } from "../support/program";
import { temporaryFolder } from "../support/temporary-folder";

const rows = settingsTables().flatMap((table) => table.rows);
const rowOf = (wanted: string) => rows.find((row) => row.path === wanted) ?? assert.fail(`no row for ${wanted}`);

/** What a command prints, and its exit code. */
async function run(args: readonly string[], root: string): Promise<{ code: number; out: string }> {
    const lines: string[] = [];
    const { log, error } = console;
    console.log = console.error = (line: string) => void lines.push(line);
    try {
        return { code: await main(args, root), out: lines.join("\n") };
    } finally {
        Object.assign(console, { log, error });
    }
}

describe("npm run settings-docs", function () {
    this.timeout(30_000);
    const folder = temporaryFolder();

    it("has been run: docs/settings.md and docs/settings.schema.json are up to date (else: npm run settings-docs)", async () => {
        assert.deepEqual(outdated(await settingsFiles(), repository), []);
    });

    it("names what is not up to date, and writes it", async () => {
        fs.mkdirSync(path.join(folder.path, "docs"));
        const before = await run(["--check"], folder.path);
        assert.equal(before.code, 1);
        assert.equal(
            before.out,
            "docs/settings.md is not up to date.\ndocs/settings.schema.json is not up to date.\nRun: npm run settings-docs",
        );
        assert.deepEqual(fs.readdirSync(path.join(folder.path, "docs")), []);

        assert.equal((await run([], folder.path)).code, 0);
        assert.equal((await run(["--check"], folder.path)).code, 0);
        fs.appendFileSync(path.join(folder.path, "docs", "settings.md"), "\n");
        const after = await run(["--check"], folder.path);
        assert.equal(after.code, 1);
        assert.equal(after.out, "docs/settings.md is not up to date.\nRun: npm run settings-docs");
        assert.match((await run([], folder.path)).out, /settings\.md written\n.*schema\.json unchanged/);
    });

    it("explains itself, and a wrong option", async () => {
        const help = await run(["--help"], folder.path);
        assert.equal(help.code, 0);
        assert.match(help.out, /^npm run --silent settings-docs/);
        for (const wrong of [["--chek"], ["docs"], ["--check=yes"]]) {
            const { code, out } = await run(wrong, folder.path);
            assert.equal(code, 2, out);
            assert.match(out, /Exit code: 0;/);
        }
    });
});

describe("the rows of the settings", () => {
    it("know type and meaning of every setting", () => {
        assert.ok(rows.length > 80, String(rows.length));
        const poor = rows.filter(({ type, meaning }) => type.includes("anything") || meaning === "");
        assert.deepEqual(poor, []);
    });

    it("tell the default of each stage, and what is required with what", () => {
        const expected: Readonly<Record<string, readonly [string, string]>> = {
            "app.directory": ["required", "required"],
            "app.platform.kind": ['`"python"`', '`"python"`'],
            "app.package.code.from": ["required", "required"],
            "app.python.lock.excludeNewer": ["required with `app.python.lock`", "required with `app.python.lock`"],
            "app.variables.*": ["`{}`", "`{}`"],
            "app.version.prefix": ["none", "none"],
            "environment.scaling.min": ["`1`", "`2`"],
            "environment.stage": ['`"prod"`', '`"prod"`'],
            "domain.name": ["required with `domain`", "required with `domain`"],
            "secrets.*": ['`{"SECRET_KEY":{"kind":"generated"}}`', '`{"SECRET_KEY":{"kind":"generated"}}`'],
        };
        for (const [where, [dev, prod]] of Object.entries(expected)) {
            assert.deepEqual(rowOf(where).defaults, { dev, prod }, where);
        }
    });

    it("say in words what is allowed", () => {
        const expected: Readonly<Record<string, string>> = {
            "app.web.workers": 'whole number, 1 to 64 or `"cores"`',
            "app.python.lock": "`true` or `false` or mapping",
            "app.python.lock.excludeNewer": "text: a day, YYYY-MM-DD",
            "app.settingsModule": "text: a dotted Python module",
            "environment.managedUpdates.level": '`"patch"` or `"minor"`',
            "environment.secretRecoveryDays": "`0` or whole number, 7 to 30",
            "network.instanceSubnetIds": "list of at least 1 entry, each text: a subnet id, subnet-…",
            "secrets.*.value": "encrypted text",
            "tags.*": "mapping by name: text, at most 256 characters",
        };
        for (const [where, type] of Object.entries(expected)) {
            assert.equal(rowOf(where).type, type, where);
        }
    });
});

describe("the effects of changing a setting", () => {
    it("are told of every setting, and of no other (cli/settings-docs/effects-*.ts)", () => {
        const known = new Set(rows.map((row) => row.path));
        assert.deepEqual(
            {
                without: [...known].filter((each) => !(each in effects)),
                unknown: Object.keys(effects).filter((each) => !known.has(each)),
            },
            { without: [], unknown: [] },
        );
    });

    const variants = [...everySetting.values()];

    it("name options that a stack sets", () => {
        const set = variants.flatMap((settings) => [...optionsOf(settings).keys()]);
        const named = Object.entries(effects).flatMap(([where, { options = [] }]) =>
            options.map((name) => ({ where, name })),
        );
        assert.ok(named.length > 40);
        assert.deepEqual(
            named.filter(({ name }) => !set.some((option) => isNamedBy(option, name))),
            [],
        );
    });

    it("leave no option without a setting or a place among those that are always set", () => {
        const told: OptionName[] = [
            ...Object.values(effects).flatMap(({ options = [] }) => options),
            ...fixedOptions().map(([name]) => name),
        ];
        const untold = variants
            .flatMap((settings) => [...optionsOf(settings).keys()])
            .filter((option) => !told.some((name) => isNamedBy(option, name)));
        assert.deepEqual([...new Set(untold)], []);
    });
});

describe("docs/settings.md", () => {
    const page = settingsPage({ tables: settingsTables(), effects, fixedOptions: fixedOptions(), withoutSetting });
    const lines = page.split("\n");

    it("has a heading for each link of its table of contents, and each once", () => {
        const links = [...page.matchAll(/^ *- \[.*\]\(#(.*)\)$/gm)].map(([, link]) => link);
        const headings = [...page.matchAll(/^##+ (.*)$/gm)].map(([, title = ""]) => anchor(title));
        assert.deepEqual(links, headings);
        assert.equal(new Set(headings).size, headings.length);
    });

    it("has the same cells in every row of a table", () => {
        const cells = lines.filter((line) => line.startsWith("| `")).map((line) => line.split(/(?<!\\)\|/).length - 2);
        assert.deepEqual([...new Set(cells)], [6, 2]);
    });

    it("escapes what Markdown would take for its own", () => {
        const text = "a|b `c|d*` *e* <f>\ng";
        const row = { path: "x|y", type: "t", defaults: { dev: "1", prod: "1" }, meaning: text };
        const tables = [{ title: "x", level: 2, intro: "", rows: [row] }];
        const made = settingsPage({ tables, effects: {}, fixedOptions: [], withoutSetting: {} });
        assert.ok(made.includes("| `x\\|y` | t | 1 | a\\|b `c\\|d*` \\*e\\* \\<f> g |  |  |"), made);
    });

    it("has a sub-table for each variant of each union", () => {
        for (const title of [
            "`database` with `kind: external`",
            "`app.package.code` with `from: s3`",
            "`secrets.*` with `kind: arn`",
        ]) {
            assert.ok(
                lines.some((line) => /^#{3,4} /.test(line) && line.endsWith(title)),
                title,
            );
        }
    });

    it("is the same each time, and knows no machine", () => {
        assert.equal(
            settingsPage({ tables: settingsTables(), effects, fixedOptions: fixedOptions(), withoutSetting }),
            page,
        );
        assert.ok(!page.includes(repository));
    });
});

describe("docs/settings.schema.json", () => {
    const validate = new Ajv({ allErrors: true }).compile(stackFileSchema());
    const errors = (document: unknown): string => (validate(document) === true ? "" : JSON.stringify(validate.errors));

    for (const file of ["Pulumi.dev.yaml", "Pulumi.documents.yaml", "Pulumi.prod.yaml", "Pulumi.shared.yaml"]) {
        it(`accepts ${file}`, () => {
            assert.equal(errors(parse(fs.readFileSync(path.join(repository, file), "utf8"))), "");
        });
    }

    const app = minimalRaw.app;
    const stackFile = (raw: Readonly<Record<string, unknown>>) => ({
        config: Object.fromEntries(Object.entries(raw).map(([key, value]) => [`django-beanstalk:${key}`, value])),
    });
    const cases: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
        ["the smallest file", minimalRaw],
        ["no app", { environment: { stage: "dev" } }],
        ["an unknown key", { app, domian: { name: "www.example.com" } }],
        ["an unknown setting", { app: { ...app, healthPth: "/" } }],
        ["a version that is a number", { app: { ...app, platform: { kind: "python", version: 3.1 } } }],
        ["a setting of another variant", { app: { ...app, platform: { kind: "python", port: 8000 } } }],
        ["a mode without its code", { app: { ...app, package: { mode: "minimal" } } }],
        ["a lock with a day", { app: { ...app, python: { lock: { excludeNewer: "2026-11-01" } } } }],
        ["a lock with no day", { app: { ...app, python: { lock: { excludeNewer: "2026-13-01" } } } }],
        ["an index", { app: { ...app, python: { indexUrl: "https://pypi.example.com/simple" } } }],
        ["an index without TLS", { app: { ...app, python: { indexUrl: "http://pypi.example.com/simple" } } }],
        ["variables", { app: { ...app, variables: { A: "x", B: 1, C: true } } }],
        ["a variable in lower case", { app: { ...app, variables: { a: "x" } } }],
        ["a fraction", { app: { ...app, web: { workers: 1.5 } } }],
        ["too much", { app: { ...app, web: { workers: 65 } } }],
        ["workers by cores", { app: { ...app, web: { workers: "cores" } } }],
        ["a Celery worker", { app: { ...app, processes: { mail: { kind: "celeryWorker", app: "shop" } } } }],
        ["a process called web", { app: { ...app, processes: { web: { kind: "command", command: "x" } } } }],
        [
            "days that are allowed",
            { app, environment: { stage: "dev", logs: { retentionDays: 14 }, secretRecoveryDays: 0 } },
        ],
        ["days that are not", { app, environment: { stage: "dev", logs: { retentionDays: 15 } } }],
        ["recovery of 3 days", { app, environment: { stage: "dev", secretRecoveryDays: 3 } }],
        [
            "a VPC with another prefix",
            { app, network: { kind: "default", vpcId: "subnet-1", subnetIds: ["subnet-1", "subnet-2"] } },
        ],
        ["a domain", { app, domain: { name: "www.example.com", zone: "example.com" } }],
        ["a domain without its zone", { app, domain: { name: "www.example.com" } }],
        [
            "options",
            { app, options: { "aws:elasticbeanstalk:healthreporting:system": { EnhancedHealthAuthEnabled: "false" } } },
        ],
        ["an option that is no text", { app, options: { "aws:autoscaling:trigger": { Period: 5 } } }],
        ["a namespace that is none", { app, options: { trigger: { Period: "5" } } }],
        ["secrets", { app, secrets: { KEY: { kind: "generated", length: 64 } } }],
        ["a short secret", { app, secrets: { KEY: { kind: "generated", length: 8 } } }],
    ];
    for (const [name, raw] of cases) {
        it(`says of ${name} what the program says`, () => {
            assert.equal(errors(stackFile(raw)) === "", isAccepted(raw));
        });
    }

    it("wants a secret's value encrypted", () => {
        const secrets = (value: unknown) => stackFile({ app, secrets: { KEY: { kind: "stack", value } } });
        assert.equal(errors(secrets({ secure: "v1:abc" })), "");
        assert.notEqual(errors(secrets("hunter2")), "");
    });

    it("leaves keys of other programs alone", () => {
        const { config } = stackFile(minimalRaw);
        const other = { "aws:profile": "dev", "other:app": { a: 1 }, ...config };
        assert.equal(
            errors({ secretsprovider: "passphrase", encryptionsalt: "v1:x", environment: ["e"], config: other }),
            "",
        );
    });

    it("describes every key, and tells a default that depends on the stage", () => {
        const text = JSON.stringify(stackFileSchema());
        assert.ok(text.includes("as Gunicorn advises. Default: 2 in dev, 3 in prod"));
        assert.ok(text.includes('"patternErrorMessage":"a dotted Python module"'));
        assert.ok(!text.includes("starts_with"));
    });
});

function isAccepted(raw: Readonly<Record<string, unknown>>): boolean {
    try {
        const { rest } = extractSecretValues(raw);
        testSettings({
            environment: { stage: "dev" },
            ...Object.fromEntries(Object.keys(minimalRaw).map((key) => [key, undefined])),
            ...rest,
        });
        return true;
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return false;
    }
}
