import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { scratchFolder } from "./scratch-folder";

/**
 * Its input ends with the rehearsal, however that ends. Servers may take a moment to end after it, and write. What an application made read-only stops an
 * ordinary user's rm.
 */
const script = `cat >/dev/null
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  rm -rf -- "$0" 2>/dev/null && exit
  chmod -R u+rwX -- "$0" 2>/dev/null
  rm -rf -- "$0" 2>/dev/null && exit
  sleep 0.3
done`;

/** A new folder for this process alone, which is gone afterwards, also when the process is killed. */
export class OwnFolder {
    private constructor(
        readonly path: string,
        private readonly guard: ChildProcess,
    ) {}

    static make(): OwnFolder {
        // Closed to other users: programs that a deployment makes root's own lie in it.
        const folder = fs.mkdtempSync(path.join(scratchFolder(), "rehearsal-"));
        // In a session of its own: Ctrl-C is not for it.
        const guard = spawn("sh", ["-c", script, folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
        guard.on("error", () => undefined);
        guard.unref();
        return new OwnFolder(folder, guard);
    }

    async remove(): Promise<void> {
        if (this.guard.pid !== undefined && this.guard.exitCode === null && this.guard.signalCode === null) {
            const ended = once(this.guard, "close");
            this.guard.ref();
            this.guard.stdin?.end();
            await ended;
        }
        fs.rmSync(this.path, { recursive: true, force: true });
    }
}
