import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { temporaryFolder } from "../support/temporary-folder";
import { repository } from "../../cli/repository";

const folder = temporaryFolder();

/** One test that passes at its second attempt only, and one that never passes. */
const tests = `
const fs = require("node:fs");
describe("a race", () => {
    it("is lost once", () => {
        const lost = require("node:path").join(__dirname, "lost");
        if (fs.existsSync(lost)) return;
        fs.writeFileSync(lost, "");
        throw new Error("too\\nlate");
    });
    it("is always lost", () => {
        throw new Error("never");
    });
});
`;

async function countsOf(retries: string): Promise<unknown> {
    const file = path.join(folder.path, "race.test.js");
    const results = path.join(folder.path, "counts.json");
    fs.rmSync(path.join(folder.path, "lost"), { force: true });
    fs.writeFileSync(file, tests);
    const mocha = path.join(repository, "node_modules", "mocha", "bin", "mocha.js");
    const reporter = path.join(repository, "test", "support", "reporter.js");
    const args = [
        mocha,
        "--no-config",
        "--reporter",
        reporter,
        "--parallel",
        "--jobs",
        "2",
        "--retries",
        retries,
        file,
    ];
    const env = { ...process.env, MOCHA_COUNTS: results };
    await new Promise<void>((resolve) => execFile(process.execPath, args, { cwd: folder.path, env }, () => resolve()));
    return JSON.parse(fs.readFileSync(results, "utf8"));
}

describe("a second attempt in CI", () => {
    it("counts, and is told", async () => {
        assert.deepEqual(await countsOf("1"), {
            passed: 1,
            failed: 1,
            skipped: 0,
            failures: ["a race is always lost: never"],
            again: ["a race is lost once: too | late"],
        });
    });

    it("is not made elsewhere", async () => {
        assert.deepEqual(await countsOf("0"), {
            passed: 0,
            failed: 2,
            skipped: 0,
            failures: ["a race is lost once: too | late", "a race is always lost: never"],
            again: [],
        });
    });
});
