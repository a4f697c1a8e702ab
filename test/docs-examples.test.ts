import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { table, Table } from "../components/parsed-values";
import { needsPrograms } from "./support/needs-programs";
import { repository } from "./support/program";
import { problemsOfStack } from "./support/stack-text";

const prefix = "django-beanstalk:";
const pages = [
    "README.md",
    ...fs
        .readdirSync(path.join(repository, "docs"))
        .filter((file) => file.endsWith(".md"))
        .map((file) => `docs/${file}`),
];

interface Example {
    readonly page: string;
    /** Of the fence. */
    readonly line: number;
    readonly text: string;
}

function examples(language: string): Example[] {
    return pages.flatMap((page) => {
        const whole = fs.readFileSync(path.join(repository, page), "utf8");
        return [...whole.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map((found) => ({
            page,
            line: whole.slice(0, found.index).split("\n").length,
            text: found[1] ?? "",
        }));
    });
}

/** Keys of the stack file without their namespace, or undefined where the example is of another file. */
function settingsOf({ text }: Example): Table | undefined {
    const whole = table(parse(text));
    const config = "config" in whole ? table(whole["config"]) : whole;
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return own.length === 0
        ? undefined
        : Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

const title = ({ page, line }: Example) => `${page}, line ${line}`;

const all = examples("yaml").map((example) => ({ ...example, settings: settingsOf(example) }));
const ofStackFiles = all.flatMap((example) =>
    example.settings === undefined ? [] : [{ ...example, settings: example.settings }],
);

/** Examples that are not whole, by page and keys, and what is missing: secrets, whose values the command beside the example puts into the file. */
const wrong: Readonly<Record<string, readonly string[]>> = {
    "README.md: app, environment, secrets, domain": ["secrets.STRIPE_KEY.value"],
    "docs/secrets.md: secrets, environment": ["secrets.EMAIL_HOST_PASSWORD.value"],
};

/** The page of each example of another file than a stack file. */
const others: readonly string[] = ["docs/rehearsal.md"];

describe("examples of stack files in the docs", () => {
    it("are all of them, but for those of other files", () => {
        const found = all.filter(({ settings }) => settings === undefined).map(({ page }) => page);
        assert.deepEqual(found, others);
        assert.ok(ofStackFiles.length >= 35, String(ofStackFiles.length));
    });

    it("have the command beside them where a secret's value is missing", () => {
        for (const [key, missing] of Object.entries(wrong)) {
            const page = fs.readFileSync(path.join(repository, key.split(":")[0] ?? ""), "utf8");
            for (const where of missing) {
                assert.ok(page.includes(`pulumi config set --secret --path 'django-beanstalk:${where}'`), where);
            }
        }
    });

    for (const example of ofStackFiles) {
        const { settings, page } = example;
        const expected = wrong[`${page}: ${Object.keys(settings).join(", ")}`] ?? [];
        // An example that does not name a stage has to be right in either.
        const environment = table(settings["environment"]);
        const stages = "stage" in environment ? [environment["stage"]] : ["dev", "prod"];

        for (const stage of stages) {
            it(`are right: ${title(example)}, ${String(stage)}`, () => {
                const problems = problemsOfStack({ ...settings, environment: { ...environment, stage } });
                assert.deepEqual(
                    problems.map(({ where, got }) => `${where}: ${got ?? ""}`),
                    expected.map((where) => `${where}: nothing`),
                );
            });
        }
    }
});

const leaves = (value: unknown): number =>
    typeof value === "object" && value !== null
        ? Object.values(value).reduce((sum: number, each) => sum + leaves(each), 0)
        : 1;

describe("the page of each group of settings", () => {
    for (const group of [
        "database",
        "cache",
        "secrets",
        "media",
        "domain",
        "monitoring",
        "environment",
        "network",
        "worker",
    ]) {
        it(`has a small example and then a real one: ${group}`, () => {
            const sizes = ofStackFiles
                .filter(({ page, settings }) => page === `docs/${group}.md` && group in settings)
                .map(({ settings }) => leaves(settings[group]));
            const [first = 0, ...more] = sizes;
            assert.ok(more.length >= 1, `${sizes.length} examples`);
            assert.ok(first >= 1 && more.every((each) => each >= first), String(sizes));
            assert.ok(Math.max(...more) >= first + 3, String(sizes));
        });
    }
});

describe("examples of Python in the docs", () => {
    before(function () {
        needsPrograms(this, "python3");
    });

    for (const example of examples("python")) {
        it(`are Python: ${title(example)}`, () => {
            const compile = "import sys; compile(sys.stdin.read(), sys.argv[1], 'exec')";
            const { status, stderr } = spawnSync("python3", ["-c", compile, title(example)], {
                input: example.text,
                encoding: "utf8",
            });
            assert.equal(status, 0, stderr);
        });
    }
});
