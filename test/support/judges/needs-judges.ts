import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../../../cli/repository";
import { composeJudge, pythonJudge } from "../../../cli/test/judges";

const npmTest = "npm test -- judges installs it";

/** Where each judge lies, and what brings a missing one. */
const judges = {
    apache: [() => onPath("apache2") ?? onPath("httpd"), "apt install apache2-bin"],
    bash: [() => onPath("bash"), "apt install bash"],
    "cfn-init": [() => pythonJudge(repository, "cfn-init"), `${npmTest}, with Python 3.11 or newer`],
    "cfn-lint": [() => pythonJudge(repository, "cfn-lint"), `${npmTest}, with Python 3.11 or newer`],
    "cloud-init": [() => onPath("cloud-init"), "apt install cloud-init"],
    compose: [() => composeJudge(repository), `${npmTest}, with Go`],
    gixy: [() => pythonJudge(repository, "gixy"), `${npmTest}, with Python 3.11 or newer`],
    hadolint: [() => pythonJudge(repository, "hadolint"), `${npmTest}, with Python 3.11 or newer`],
    nginx: [() => onPath("nginx"), "apt install nginx"],
    PyYAML: [() => pythonJudge(repository, "python"), `${npmTest}, with Python 3.11 or newer`],
    python3: [() => onPath("python3"), "apt install python3"],
    shellcheck: [() => onPath("shellcheck"), "apt install shellcheck"],
    systemd: [() => onPath("systemd-analyze"), "apt install systemd"],
    xz: [() => onPath("xz"), "apt install xz-utils"],
    zstd: [() => onPath("zstd"), "apt install zstd"],
} as const satisfies Readonly<Record<string, readonly [() => string | undefined, string]>>;

export type Judge = keyof typeof judges;

/**
 * Call it in a test or a `before` hook that uses these judges. On a laptop a missing one skips the tests and says what
 * installs it; in CI that is a failure.
 */
export function needsJudges(context: Mocha.Context, ...names: readonly Judge[]): void {
    const missing = names.filter((name) => find(name) === undefined);
    if (missing.length > 0) {
        skipOrFail(context, missing.map(advice).join(", "));
    }
}

export function skipOrFail(context: Mocha.Context, reason: string, isCi = process.env["CI"] === "true"): void {
    assert.ok(!isCi, reason);
    console.log(`      skipped: ${reason}`);
    context.skip();
}

/** @throws {Error} where `needsJudges` would have skipped the test */
export function programOf(name: Judge): string {
    return find(name) ?? assert.fail(advice(name));
}

const advice = (name: Judge): string => `no ${name} here (${judges[name][1]})`;

const found = new Map<Judge, string>();

function find(name: Judge): string | undefined {
    const program = found.get(name) ?? judges[name][0]();
    if (program !== undefined) {
        found.set(name, program);
    }
    return program;
}

/** Servers lie in folders that a user's PATH leaves out. */
function onPath(name: string): string | undefined {
    const folders = [...(process.env["PATH"] ?? "").split(path.delimiter), "/usr/local/sbin", "/usr/sbin", "/sbin"];
    return folders
        .map((folder) => path.join(folder, name))
        .find((file) => path.isAbsolute(file) && fs.existsSync(file));
}
