import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { lintRules } from "../ebextensions/lint/catalogue";
import { repository } from "./support/program";
import { testSettings } from "./support/settings";

const prefix = "django-beanstalk:";

describe("docs/environment.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "environment.md"), "utf8");
    const examples = [...text.matchAll(/^## (.*)$[^]*?^```yaml\n([^]*?)^```$/gm)];

    it("has an example for each heading", () => {
        assert.equal(examples.length, [...text.matchAll(/^## /gm)].length);
    });

    for (const [, title = "", yaml = ""] of examples) {
        it(`has settings that are right: ${title}`, () => {
            const config = parse(yaml) as Readonly<Record<string, unknown>>;
            assert.ok(Object.keys(config).every((key) => key.startsWith(prefix)));
            testSettings(
                Object.fromEntries(Object.entries(config).map(([key, value]) => [key.slice(prefix.length), value])),
            );
        });
    }
});

describe("docs/failures.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "failures.md"), "utf8");
    const rows = text.split("\n").flatMap((line) => {
        const cells = line.split(" | ");
        const number = /^\| (\d+)$/.exec(cells[0] ?? "")?.[1];
        return number === undefined ? [] : [{ number: Number(number), cells }];
    });

    it("numbers the failures one after the other, each with its cells", () => {
        assert.deepEqual(
            rows.map(({ number }) => number),
            rows.map((_, i) => i + 1),
        );
        assert.ok(rows.length > 70);
        assert.deepEqual(
            rows.filter(({ cells }) => cells.length !== 5).map(({ number }) => number),
            [],
        );
    });

    it("names tests that exist", () => {
        for (const { number, cells } of rows) {
            for (const [, file = "", name = ""] of (cells[4] ?? "").matchAll(
                /`([\w/.-]+\.test\.ts)`(?:: ([^;|]+))?/g,
            )) {
                const source = fs.readFileSync(path.join(repository, "test", file), "utf8");
                assert.ok(source.includes(name.trim()), `row ${number}: ${file} has no ${name}`);
            }
        }
    });

    it("names checks that exist", () => {
        const known = new Set(lintRules.map(({ name }) => name));
        for (const { number, cells } of rows) {
            const checks = /\bcheck: (.*)$/.exec(cells[3] ?? "")?.[1] ?? "";
            for (const [, name = ""] of checks.matchAll(/`([a-z][a-z0-9-]+)`/g)) {
                assert.ok(known.has(name), `row ${number}: ${name}`);
            }
        }
    });
});
