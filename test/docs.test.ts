import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { alarmIds, alarmKinds } from "../components/monitoring/alarm-kinds";
import { alarms } from "../components/settings/defaults";
import { onInstance } from "../components/worker/paths";
import { drainSeconds } from "../components/worker/scripts/interruption";
import { userDataLimit } from "../components/worker/user-data";
import { lintRules } from "../ebextensions/lint/catalogue";
import { phases } from "../rehearsal/model";
import { missingOn } from "../rehearsal/needs";
import { reportJson } from "../rehearsal/report/json";
import { scenarios } from "../rehearsal/scenarios/catalogue";
import { help } from "../cli/rehearse";
import { sample } from "./rehearsal/report/sample";
import { repository } from "./support/program";

describe("docs/environment.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "environment.md"), "utf8");
    const examples = [...text.matchAll(/^## (.*)$[^]*?^```yaml\n([^]*?)^```$/gm)];

    it("has an example for each heading", () => {
        assert.equal(examples.length, [...text.matchAll(/^## /gm)].length);
    });
});

describe("docs/monitoring.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "monitoring.md"), "utf8");

    it("has a row for each alarm, with what the program has", () => {
        const rows = alarmIds.map((id) => {
            const { threshold, periodSeconds, evaluationPeriods, datapointsToAlarm } = alarms[id];
            const { unit, isOutage } = alarmKinds[id];
            const times = `${datapointsToAlarm} | ${evaluationPeriods} | ${periodSeconds}`;
            return `| \`${id}\` | ${threshold} | ${unit} | ${times} | ${isOutage ? "outage" : "notice"} |`;
        });
        assert.ok(text.includes(rows.join("\n")), rows.join("\n"));
    });
});

describe("docs/worker.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "worker.md"), "utf8");

    it("has numbers and places that the program has", () => {
        for (const said of [
            `EC2 takes ${userDataLimit.toLocaleString("en-US")} bytes`,
            `all within ${drainSeconds} s`,
            `more than ${drainSeconds} s of \`stopSeconds\``,
            "SSH from the whole world",
            ...(["log", "state", "incoming", "current", "releases", "logs"] as const).map((it) => onInstance(it)),
        ]) {
            assert.ok(text.includes(said), said);
        }
    });
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

describe("docs/rehearsal.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "rehearsal.md"), "utf8");
    const rowsBelow = (heading: string) =>
        (text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "")
            .split("\n")
            .filter((line) => line.startsWith("| `"))
            .map((line) => line.slice(2, -2).split(" | "));

    it("has every scenario, in the catalogue's words", () => {
        assert.deepEqual(
            rowsBelow("Scenarios"),
            Object.entries(scenarios).map(([name, what]) => [`\`${name}\``, what]),
        );
    });

    it("has every option", () => {
        assert.deepEqual(
            rowsBelow("Options").map(([option = ""]) => option.replaceAll("`", "")),
            [...help.matchAll(/^ {2}(--\w+(?: [A-Z]+)?)/gm)].map(([, option]) => option),
        );
    });

    it("has the phases in their order", () => {
        assert.ok(text.includes(`platform's order: ${phases.map((phase) => `\`${phase}\``).join(", ")}.`));
    });

    it("names every key that a program gets", () => {
        const keysOf = (value: unknown): string[] =>
            typeof value === "object" && value !== null
                ? Object.entries(value).flatMap(([key, each]) => [
                      ...(Array.isArray(value) ? [] : [key]),
                      ...keysOf(each),
                  ])
                : [];
        const part = text.split("\n## For programs\n")[1]?.split("\n## ")[0] ?? "";
        for (const key of new Set(keysOf(JSON.parse(reportJson([sample]))))) {
            assert.ok(part.includes(`\`${key}\``), key);
        }
    });

    it("has the packages that a machine is told to install", () => {
        const [problem] = missingOn({ platform: "linux", folders: [], sysctls: "/nowhere" });
        const rows = text.split("\n").flatMap((line) => {
            const cells = line.split(" | ");
            return cells.length === 5 && !line.includes("programs") ? [cells] : [];
        });
        [2, 3, 4].forEach((column, i) => {
            const told = (problem?.remedy.split("\n")[i + 1] ?? "").split(" install ")[1];
            assert.equal(rows.map((cells) => cells[column]?.replace(" |", "")).join(" "), told);
        });
    });
});
