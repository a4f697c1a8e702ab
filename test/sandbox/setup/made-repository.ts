import assert from "node:assert/strict";
import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Context } from "../../../sandbox/setup/child.js";

const source = path.resolve(__dirname, "..", "..", "..");
const goModule = "require github.com/pulumi/pulumi/pkg/v3 v3.259.0\n";
const hello = `
export async function main(args: string[]): Promise<number> {
    const { DJANGO_BEANSTALK_PULUMI: cli, DJANGO_BEANSTALK_PULUMI_ORIGIN: origin } = process.env;
    console.log(JSON.stringify({ args, cli, origin }));
    return Number(args[0] ?? "0");
}
`;

/** A repository in a temporary folder with a copy of the set-up, on a machine whose only programs are the test's. */
export interface MadeRepository {
    readonly base: string;
    readonly root: string;
    readonly env: NodeJS.ProcessEnv;
    /** Puts a program on PATH; `body` is JavaScript that finds `args`, `fs` and `base` (the folder above the repository). */
    program(name: string, body: string): string;
    /** Arguments of each call of a program of `program`, in order. */
    calls(name: string): string[];
    write(file: string, text: string): void;
    remove(): void;
}

export interface Run {
    readonly child: ChildProcess;
    readonly text: { stdout: string; stderr: string };
    readonly ended: Promise<number | NodeJS.Signals | null>;
}

export function makeRepository(): MadeRepository {
    const base = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "set-up-")));
    const root = path.join(base, "repository");
    const write = (file: string, text: string): void => {
        fs.mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
        fs.writeFileSync(path.join(base, file), text);
    };
    fs.cpSync(path.join(source, "sandbox", "setup"), path.join(root, "sandbox", "setup"), { recursive: true });
    write("repository/sandbox/pulumi-cli/go.mod", goModule);
    write("repository/cli/hello.ts", hello);
    write("repository/package-lock.json", lockfile("1.0.0"));
    fs.mkdirSync(path.join(base, "bin"));
    return {
        base,
        root,
        env: {
            PATH: path.join(base, "bin"),
            HOME: path.join(base, "home"),
            XDG_CACHE_HOME: path.join(base, "cache"),
            PULUMI_HOME: path.join(base, "pulumi-home"),
        },
        program: (name, body) => makeProgram(base, name, body),
        calls: (name) => linesOf(path.join(base, `${name}.calls`)),
        write,
        remove: () => fs.rmSync(base, { recursive: true, force: true }),
    };
}

export function lockfile(version: string): string {
    const packages = { "": { name: "made" }, "node_modules/typescript": { version, integrity: `sha512-${version}` } };
    return JSON.stringify({ lockfileVersion: 3, packages });
}

/** What npm would have put there: TypeScript, which notes each time it is loaded, and the npm package `pulumi`. */
export const npmInstalls = `
    const modules = process.cwd() + "/node_modules";
    fs.rmSync(modules, { recursive: true, force: true });
    fs.mkdirSync(modules + "/typescript", { recursive: true });
    fs.mkdirSync(modules + "/pulumi", { recursive: true });
    fs.writeFileSync(modules + "/typescript/package.json", '{ "version": "6.0.3", "main": "index.js" }');
    fs.writeFileSync(modules + "/typescript/index.js", "require('fs').appendFileSync(" +
        JSON.stringify(base + "/typescript.calls") + ", 'loaded\\\\n'); module.exports = require(" +
        JSON.stringify(${JSON.stringify(path.join(source, "node_modules", "typescript"))}) + ");");
    fs.writeFileSync(modules + "/pulumi/run.js", "console.error('pulumi: fetch failed'); process.exit(1);");
    fs.copyFileSync("package-lock.json", modules + "/.package-lock.json");
`;

/** Holds a program until the test lets it go on; a minute at most, lest a failed test leave it for ever. */
export const waits = (file: string): string => `
    const end = Date.now() + 60_000;
    while (!fs.existsSync(base + "/${file}") && Date.now() < end) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
`;

/** A Go that answers for version and module cache, and on `build` writes a CLI after `meanwhile`. */
export const goBuilds = (meanwhile = ""): string => `
    if (args[0] === "version") console.log("go version go1.26.1 linux/amd64");
    else if (args[0] === "env") console.log(base + "/go-modules");
    else {
        const output = args[args.indexOf("-o") + 1];
        fs.mkdirSync(require("path").dirname(output), { recursive: true });
        fs.writeFileSync(output, "half a");
        ${meanwhile}
        fs.writeFileSync(output, "#!/bin/sh\\necho v3.259.0\\n", { mode: 0o755 });
        fs.chmodSync(output, 0o755);
    }
`;

export const answers = (version: string): string => `console.log("v${version}");`;

/** Starts the set-up as npm would. */
export function start(repository: MadeRepository, ...args: string[]): Run {
    const entry = path.join(repository.root, "sandbox", "setup", "run.js");
    const child = spawn(process.execPath, [entry, ...args], { env: repository.env, stdio: ["ignore", "pipe", "pipe"] });
    const text = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (part: string) => (text.stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part: string) => (text.stderr += part));
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
        child.on("close", (code, signal) => resolve(code ?? signal)),
    );
    return { child, text, ended };
}

/** A context for calls in this process; `output` gets what the user would see. */
export function contextOf(repository: MadeRepository, more: Partial<Context> = {}): Context & { output: string[] } {
    const output: string[] = [];
    return {
        root: repository.root,
        env: repository.env,
        out: { write: (text: string) => output.push(text) },
        signal: new AbortController().signal,
        output,
        ...more,
    };
}

/** Polls until the condition holds, for 15 seconds at most. */
export async function until(what: string, condition: () => boolean): Promise<void> {
    for (const end = Date.now() + 15_000; !condition();) {
        assert.ok(Date.now() < end, `waited in vain for: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
}

export function isAlive(pid: number): boolean {
    const stat = `/proc/${pid}/stat`;
    try {
        process.kill(pid, 0);
        return !(fs.existsSync(stat) && / Z /.test(fs.readFileSync(stat, "utf8")));
    } catch {
        // The system answers "no such process" by an error, to the signal or to the reading.
        return false;
    }
}

function makeProgram(base: string, name: string, body: string): string {
    const script = path.join(base, `${name}.js`);
    const head = `const fs = require("fs"); const base = ${JSON.stringify(base)}; const args = process.argv.slice(2);`;
    const note = `fs.appendFileSync(base + "/${name}.calls", args.join(" ") + "\\n");`;
    fs.writeFileSync(script, [head, note, body].join("\n"));
    const file = path.join(base, "bin", name);
    fs.writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`, { mode: 0o755 });
    return file;
}

function linesOf(file: string): string[] {
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd().split("\n") : [];
}
