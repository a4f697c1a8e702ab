import * as fs from "node:fs";
import * as path from "node:path";
import { layFiles, refuse, runJudge } from "./run-judge";

/** A line that starts a program by its path, after systemd's prefixes: https://www.freedesktop.org/software/systemd/man/systemd.service.html */
const startsProgram = /^(Exec\w+\s*=\s*[-@:+!]*)(\/\S+)/gm;

/**
 * `systemd-analyze verify` of units by file name, without any finding. Programs of an instance, such as those of its
 * virtual environment, are stood in for: verify wants them to exist.
 */
export function systemdVerify(units: Readonly<Record<string, string>>): void {
    const names = Object.keys(units);
    const folder = layFiles({ "stand-in": "#!/bin/sh\n" });
    try {
        fs.chmodSync(path.join(folder, "stand-in"), 0o755);
        for (const [name, text] of Object.entries(units)) {
            fs.writeFileSync(path.join(folder, name), text.replaceAll(startsProgram, `$1${folder}/stand-in`));
        }
        // A path that ends in a colon adds the system's own units, such as timers.target.
        const env = { SYSTEMD_UNIT_PATH: `${folder}:`, SYSTEMD_LOG_LEVEL: "info" };
        const args = ["verify", "--man=no", ...names.map((name) => path.join(folder, name))];
        const { status, stdout, stderr } = runJudge("systemd", args, { cwd: folder, env });
        if (status !== 0 || stdout + stderr !== "") {
            refuse("systemd", stdout + stderr);
        }
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}
