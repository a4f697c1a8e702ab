import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

export interface ScriptRun {
    readonly status: number | null;
    readonly output: string;
    /** Each call of a stand-in: its name and its arguments. */
    readonly calls: readonly string[];
}

/** Paths of an instance that a script may not touch on this machine. */
const instancePaths = /(?<![\w.$}])\/(?:var|opt|etc|dev\/shm)\//g;

/**
 * A machine that scripts of an instance find when they look: its folders lie below a temporary one, and programs that are no part of a shell are
 * stand-ins. A stand-in is the body of a bash script; its calls are recorded.
 */
export class ScriptMachine {
    constructor(
        readonly root: string,
        programs: Readonly<Record<string, string>> = {},
    ) {
        for (const folder of ["bin", "var/log", "var/app/staging"]) {
            fs.mkdirSync(path.join(root, folder), { recursive: true });
        }
        Object.entries(programs).forEach(([name, body]) => {
            this.program(`bin/${name}`, body);
        });
    }

    /** @param place - path below the root */
    program(place: string, body: string): void {
        const file = path.join(this.root, place);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        const record = `echo "$(basename "$0") $*" >>'${this.root}/calls'`;
        fs.writeFileSync(file, `#!/bin/bash\n${record}\n${body}\n`, { mode: 0o755 });
    }

    /** Runs a script in the staging folder, as the platform does, with nothing in the environment but what is given. */
    run(script: string, env: Readonly<Record<string, string>> = {}): ScriptRun {
        const file = path.join(this.root, "script.sh");
        fs.writeFileSync(
            file,
            script.replace(instancePaths, (found) => `${this.root}${found}`),
        );
        const { status, stdout, stderr } = spawnSync("bash", [file], {
            cwd: path.join(this.root, "var/app/staging"),
            env: { PATH: `${this.root}/bin:/usr/bin:/bin`, HOME: this.root, ...env },
            encoding: "utf8",
        });
        const record = path.join(this.root, "calls");
        const calls = fs.existsSync(record) ? fs.readFileSync(record, "utf8").replace(/\n$/, "").split("\n") : [];
        return { status, output: (stdout + stderr).replaceAll(this.root, ""), calls };
    }

    log(name: string): string {
        return fs.readFileSync(path.join(this.root, "var/log", name), "utf8").replaceAll(this.root, "");
    }
}
