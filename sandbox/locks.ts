import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SandboxLayout } from "./layout";
import { isAlive } from "./setup/lock.js";

/** Stacks that an engine has locked which no longer runs: it was killed before it could release them. */
export function abandonedStacks({ state }: SandboxLayout): string[] {
    const folder = path.join(state, ".pulumi", "locks");
    if (!fs.existsSync(folder)) {
        return [];
    }
    const locks = fs
        .readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".json"));
    const abandoned = locks
        .filter((file) => !isHeld(path.join(folder, file)))
        .map((file) => path.basename(path.dirname(file)));
    return [...new Set(abandoned)].sort();
}

/** The engine writes its process and its machine into the lock. */
function isHeld(file: string): boolean {
    const text = fs.readFileSync(file, "utf8");
    // Half-written: its engine is at it this very moment, or the next run of that engine will tell.
    const lock = (text.trimEnd().endsWith("}") ? JSON.parse(text) : {}) as { pid?: number; hostname?: string };
    return lock.pid === undefined || lock.hostname !== os.hostname() || isAlive(lock.pid);
}
