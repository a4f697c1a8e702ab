import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { withLock } from "../sandbox/setup/lock.js";

/** Where tests and rehearsals keep what they install: outside the repository, for all clones of a user. */
export const userCache = (): string =>
    path.join(process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache"), "django-beanstalk");

/** Tells one state of the sources from another, in a folder's name. */
export function digestOf(...parts: readonly (string | Buffer)[]): string {
    const hash = createHash("sha256");
    for (const part of parts) {
        hash.update(part);
    }
    return hash.digest("hex").slice(0, 16);
}

/** A file inside says that the folder is complete. */
const readyFile = (folder: string) => path.join(folder, "ready");

export const isComplete = (folder: string): boolean => fs.existsSync(readyFile(folder));

/**
 * Fills a folder of the cache unless that was done before. Tests of two clones may run at once.
 *
 * @param line says what is done, such as "Installing x (once)"
 */
export async function once(
    folder: string,
    line: string,
    fill: () => Promise<void>,
    say: (line: string) => void = console.log,
): Promise<void> {
    if (isComplete(folder)) {
        return;
    }
    const signal = new AbortController().signal;
    const options = { signal, say, what: "fills the cache" };
    await withLock(`${folder}.lock`, options, async () => {
        if (isComplete(folder)) {
            return;
        }
        const started = Date.now();
        say(`${line} …`);
        fs.rmSync(folder, { recursive: true, force: true });
        await fill();
        fs.writeFileSync(readyFile(folder), "");
        say(`${line}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
    });
}
