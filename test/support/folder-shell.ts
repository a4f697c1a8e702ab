import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Outcome, RunOptions, Shell } from "../../rehearsal/model";
import { skipOrFail } from "./judges/needs-judges";

/** Folders that an instance writes to; all others are this machine's, read-only. */
const own = ["etc", "home", "opt", "root", "run", "srv", "tmp", "var"];

export interface FolderShellOptions {
    /** Scripts of bash that are found before this machine's programs, by name. */
    readonly programs?: Readonly<Record<string, string>>;
    /** What else of this machine is seen: path inside, path outside. */
    readonly seen?: Readonly<Record<string, string>>;
}

/** A shell whose commands find an instance's folders below a temporary one, and reach nothing else of this machine. */
export function folderShell(folder: string, { programs = {}, seen = {} }: FolderShellOptions = {}): Shell {
    layOut(folder, programs);
    const binds = [
        ...own.flatMap((each) => ["--bind", path.join(folder, each), `/${each}`]),
        ...Object.entries(seen).flatMap(([inside, outside]) => ["--ro-bind", outside, inside]),
    ];
    return {
        run: (command, options = {}) => {
            const net = options.network === true ? ["--share-net"] : [];
            const args = [...namespaces, ...net, ...binds, ...environmentOf(options), "--", ...command];
            return ended(["bwrap", ...args], options);
        },
    };
}

const namespaces = [
    ..."--unshare-all --die-with-parent --uid 0 --gid 0 --cap-add ALL --new-session".split(" "),
    ..."--ro-bind / / --proc /proc --dev /dev".split(" "),
];

const environmentOf = ({ cwd = "/", env = {} }: RunOptions): string[] => {
    const all = {
        PATH: "/run/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        HOME: "/root",
        LANG: "C.UTF-8",
        USER: "root",
        ...env,
    };
    return ["--clearenv", "--chdir", cwd, ...Object.entries(all).flatMap(([name, value]) => ["--setenv", name, value])];
};

function layOut(folder: string, programs: Readonly<Record<string, string>>): void {
    for (const each of [...own, "var/log", "var/app/staging", "run/bin"]) {
        fs.mkdirSync(path.join(folder, each), { recursive: true });
    }
    for (const [name, script] of Object.entries(programs)) {
        fs.writeFileSync(path.join(folder, "run/bin", name), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
    }
    fs.writeFileSync(path.join(folder, "etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    fs.writeFileSync(path.join(folder, "etc/group"), "root:x:0:\n");
}

function ended([program = "", ...args]: readonly string[], { input = "" }: RunOptions): Promise<Outcome> {
    return new Promise((resolve, reject) => {
        const child = spawn(program, args);
        let output = "";
        let stdout = "";
        child.stdout.setEncoding("utf8").on("data", (piece: string) => {
            stdout += piece;
            output += piece;
        });
        child.stderr.setEncoding("utf8").on("data", (piece: string) => {
            output += piece;
        });
        child.once("error", reject);
        child.once("close", (code) => {
            resolve({ code: code ?? 1, output, stdout });
        });
        // A command that reads nothing may be gone before.
        child.stdin.on("error", () => undefined);
        child.stdin.end(input);
    });
}

/** Call it in a `before` hook of tests with a folder shell. */
export function needsFolderShell(context: Mocha.Context): void {
    if (spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"]).status !== 0) {
        skipOrFail(context, "no bwrap here that may make namespaces (apt install bubblewrap)");
    }
}
