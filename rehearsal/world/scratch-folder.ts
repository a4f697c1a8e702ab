import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const inMemory = "/dev/shm";
const gibibyte = 1024 ** 3;

/** A rehearsal of several instances takes less than one; the rest is for the programs that run, and for others. */
const wanted = { free: 3 * gibibyte, memory: 6 * gibibyte };

/**
 * Where rehearsals lay their instances: in memory where there is plenty, since each instance has some ten thousand small files, which take seconds on a disk.
 * TMPDIR decides when it is set.
 */
export function scratchFolder(env: NodeJS.ProcessEnv = process.env, memory = inMemory): string {
    if (env["TMPDIR"] === undefined && isRoomy(memory) && runsPrograms(memory)) {
        return fs.realpathSync(memory);
    }
    return fs.realpathSync(os.tmpdir());
}

function isRoomy(folder: string): boolean {
    try {
        const { bavail, bsize } = fs.statfsSync(folder);
        return bavail * bsize >= wanted.free && process.availableMemory() >= wanted.memory;
    } catch {
        // There is no such folder.
        return false;
    }
}

/** Some machines mount it so that nothing in it can be run. */
function runsPrograms(folder: string): boolean {
    let own: string | undefined;
    try {
        own = fs.mkdtempSync(path.join(folder, "rehearsal-"));
        const program = path.join(own, "program");
        fs.writeFileSync(program, "#!/bin/sh\n", { mode: 0o700 });
        return spawnSync(program, { stdio: "ignore" }).status === 0;
    } catch {
        // Nothing can be written there.
        return false;
    } finally {
        if (own !== undefined) {
            fs.rmSync(own, { recursive: true, force: true });
        }
    }
}
