import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { Judge, programOf } from "./needs-judges";

export interface Verdict {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

export interface RunOptions {
    readonly input?: string;
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
}

/** Runs a judge to its end. What it says of temporary folders is cut, so that messages are the same in each run. */
export function runJudge(name: Judge, args: readonly string[], { input, cwd, env }: RunOptions = {}): Verdict {
    const { status, stdout, stderr, error } = spawnSync(programOf(name), args, {
        input: input ?? "",
        cwd: cwd ?? os.tmpdir(),
        env: { ...process.env, LC_ALL: "C.UTF-8", ...env },
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
    });
    assert.equal(error, undefined);
    const short = (text: string) => (cwd === undefined ? text : text.replaceAll(`${cwd}/`, "").replaceAll(cwd, "."));
    return { status, stdout: short(stdout), stderr: short(stderr) };
}

/** Fails the test with the judge's own words. */
export function refuse(name: Judge, words: string): never {
    return assert.fail(`${name}:\n${words.trim()}`);
}

/** Lays files in a new temporary folder, works with it and removes it. */
export function withFiles<T>(files: Readonly<Record<string, string>>, work: (folder: string) => T): T {
    const folder = layFiles(files);
    try {
        return work(folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

export function layFiles(files: Readonly<Record<string, string>>): string {
    const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-judge-")));
    for (const [name, text] of Object.entries(files)) {
        const file = path.join(folder, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
    }
    return folder;
}
