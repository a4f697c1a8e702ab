"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { isExecutable, lastLines, onPath, runChild } = require("./child.js");
const { makeFolder, onDisk } = require("./files.js");
const { withLock } = require("./lock.js");
const { withProgress } = require("./progress.js");
const { PINNED, ask, judge } = require("./pulumi-version.js");
const { UserError } = require("./user-error.js");

/** @typedef {import("./child.js").Context} Context */
/** @typedef {{ kind: "built", file: string } | { kind: "failed", reason: string }} Outcome */

const GO_MINIMUM = "1.25.11";
const GB = 1e9;
/** Measured with cold caches: 1.4 GB of modules; 1.6 GB of build cache, work folder and a binary of 115 MB. */
const MODULES_GB = 1.5;
const BUILD_GB = 2.5;

const UNFINISHED = "unfinished-";
const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const LD_FLAGS = `-w -s -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PINNED}`;

/**
 * Builds the pinned CLI from sandbox/pulumi-cli/go.mod into the user's cache, once for all clones.
 *
 * @param {Context} context
 * @returns {Promise<Outcome>} "failed": what the user can mend, in one sentence without a full stop
 */
async function buildCli(context) {
    const file = builtCli(context.env);
    const cache = path.dirname(path.dirname(file));
    const say = (/** @type {string} */ line) => context.out.write(`${line}\n`);
    try {
        makeFolder(cache);
        const options = { signal: context.signal, say, what: "builds the Pulumi CLI" };
        return await withLock(path.join(cache, "build.lock"), options, async () => {
            removeUnfinished(cache);
            if (isExecutable(file) && (await judge(context, file)).kind === "fits") return { kind: "built", file };
            const go = await findGo(context, cache);
            return "reason" in go ? { kind: "failed", reason: go.reason } : await build(context, go.go, file);
        });
    } catch (error) {
        if (error instanceof UserError) return { kind: "failed", reason: error.message };
        throw error;
    }
}

/**
 * Where the built CLI lies when there is one: the cache folder of the platform, outside the repository.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function builtCli(env) {
    const home = env["HOME"] || os.homedir();
    const platformCache =
        process.platform === "darwin" ? path.join(home, "Library", "Caches") : path.join(home, ".cache");
    const { GOOS, GOARCH } = goTarget();
    const name = `pulumi-${PINNED}-${GOOS}-${GOARCH}`;
    return path.join(env["XDG_CACHE_HOME"] || platformCache, "django-beanstalk", name, "pulumi");
}

/** Node's names for the platform in Go's words. */
function goTarget() {
    return { GOOS: process.platform, GOARCH: process.arch === "x64" ? "amd64" : process.arch };
}

/**
 * Everything that is checked before minutes are spent.
 *
 * @param {Context} context
 * @param {string} cache
 * @returns {Promise<{ go: string } | { reason: string }>}
 */
async function findGo(context, cache) {
    const [go] = onPath("go", context.env);
    if (go === undefined) return { reason: "there is no go on PATH" };
    const cwd = moduleFolder(context);
    // In the module's folder, so that a Go that may fetch a newer toolchain (GOTOOLCHAIN) answers for that one.
    const version = await runChild(context, go, ["version"], { cwd });
    const found = /go(\d+\.\d+(?:\.\d+)?)/.exec(version.stdout)?.[1];
    if (version.code !== 0 || found === undefined) return { reason: `${go} fails (${lastLines(version, 1).trim()})` };
    if (compareVersions(found, GO_MINIMUM) < 0) return { reason: `${go} is Go ${found}, older than ${GO_MINIMUM}` };
    const modules = (await runChild(context, go, ["env", "GOMODCACHE"], { cwd })).stdout.trim();
    const reason = diskProblem(context, cache, modules || cache);
    return reason === undefined ? { go } : { reason };
}

/**
 * @param {Context} context
 * @param {string} cache
 * @param {string} modules Go's module cache
 * @returns {string | undefined}
 */
function diskProblem({ statfs = fs.statfsSync }, cache, modules) {
    const disks = [
        { folder: existing(cache), gigabytes: BUILD_GB },
        { folder: existing(modules), gigabytes: MODULES_GB },
    ];
    const isOneDisk = new Set(disks.map(({ folder }) => fs.statSync(folder).dev)).size === 1;
    const needs = isOneDisk ? [{ folder: existing(cache), gigabytes: BUILD_GB + MODULES_GB }] : disks;
    const problems = needs.map(({ folder, gigabytes }) => {
        const { bavail, bsize } = statfs(folder);
        const free = (bavail * bsize) / GB;
        if (free >= gigabytes) return undefined;
        return `it needs about ${gigabytes.toFixed(1)} GB on the disk of ${folder}, which has ${free.toFixed(1)} GB free`;
    });
    return problems.filter((problem) => problem !== undefined).join("; ") || undefined;
}

/**
 * @param {Context} context
 * @param {string} go
 * @param {string} file
 * @returns {Promise<Outcome>}
 */
async function build(context, go, file) {
    const cache = path.dirname(path.dirname(file));
    const draft = onDisk(cache, () => fs.mkdtempSync(path.join(cache, UNFINISHED)));
    try {
        const ending = await compile(context, go, draft);
        if (ending.code !== 0) return { kind: "failed", reason: `go build failed:\n${lastLines(ending, 5)}` };
        const verdict = await ask(context, path.join(draft, "bin", "pulumi"));
        if (verdict.kind === "silent") {
            return { kind: "failed", reason: `the CLI that go built does not answer (${verdict.output})` };
        }
        fs.rmSync(path.dirname(file), { recursive: true, force: true });
        fs.renameSync(path.join(draft, "bin"), path.dirname(file));
        return { kind: "built", file };
    } finally {
        fs.rmSync(draft, { recursive: true, force: true });
    }
}

/**
 * @param {Context} context
 * @param {string} go
 * @param {string} draft gets bin/pulumi
 * @returns {Promise<import("./child.js").Ending>}
 */
function compile(context, go, draft) {
    const env = {
        ...goTarget(),
        CGO_ENABLED: "0",
        GOWORK: "off",
        // 1.6 GB that serve nobody afterwards; the modules stay where Go keeps them, for the next build.
        GOCACHE: path.join(draft, "cache"),
        GOTMPDIR: draft,
    };
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-tags", "osusergo,grpcnotrace"];
    const output = ["-ldflags", LD_FLAGS, "-o", path.join(draft, "bin", "pulumi"), PACKAGE];
    // With time and count it fits a terminal of 80 columns, where a longer line could not be rewritten.
    const what = `Building Pulumi CLI ${PINNED} (once, about 4 minutes)`;
    return withProgress(context, what, (note) => {
        let packages = 0;
        const onText = (/** @type {string} */ text) => {
            packages += text.split("\n").filter((line) => line !== "" && !line.startsWith("go: ")).length;
            note(packages === 0 ? "fetching modules" : `${packages} packages`);
        };
        return runChild(context, go, [...args, ...output], { cwd: moduleFolder(context), env, onText });
    });
}

/**
 * Removes what killed builds left. Only the holder of the lock may: nobody else builds then.
 *
 * @param {string} cache
 */
function removeUnfinished(cache) {
    for (const name of fs.readdirSync(cache)) {
        if (name.startsWith(UNFINISHED)) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
    }
}

/** @param {Context} context */
function moduleFolder({ root }) {
    return path.join(root, "sandbox", "pulumi-cli");
}

/**
 * @param {string} folder
 * @returns {string} itself or the nearest folder above that exists
 */
function existing(folder) {
    return fs.existsSync(folder) ? folder : existing(path.dirname(folder));
}

/**
 * @param {string} a
 * @param {string} b
 * @returns {number} negative when a is older
 */
function compareVersions(a, b) {
    const [left, right] = [a, b].map((version) => version.split(".").map(Number));
    return [0, 1, 2].map((index) => (left?.[index] ?? 0) - (right?.[index] ?? 0)).find((step) => step !== 0) ?? 0;
}

module.exports = { GO_MINIMUM, buildCli, builtCli };
