import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { confined } from "../services/confined";
import type { EnvironmentCache } from "./target";

/** Where an instance sees the folder. */
export const environmentsInside = "/run/host/environments";

/** How many are kept: each is some hundred megabytes. */
const kept = 6;

/**
 * Virtual environments in a folder of the user's cache. Each was made under the one path that all instances have, so that a copy works.
 *
 * @param root - folder of the instance's files, from which one is taken
 */
export const environmentCache = (folder: string, root: string): EnvironmentCache => ({
    inside: environmentsInside,
    has: (key) => fs.existsSync(path.join(folder, key)),
    keep: async (key, place) => {
        const part = path.join(folder, `${key}.${randomUUID()}.part`);
        fs.mkdirSync(part);
        try {
            if (await copied(root, place, part)) {
                fs.renameSync(part, path.join(folder, key));
            }
        } catch (error) {
            // Another rehearsal, or another instance of this one, was faster.
            if (!fs.existsSync(path.join(folder, key))) {
                throw error;
            }
        } finally {
            fs.rmSync(part, { recursive: true, force: true });
        }
        forget(folder);
    },
});

/**
 * Links that a deployment made lead nowhere here: the copying program sees the instance's /var and no other folder of this machine. What is no folder of
 * its own, or cannot be copied, is not kept. Whoever owns a copy, it gives nobody another's rights.
 *
 * @param place - below /var
 * @returns whether all was copied
 */
async function copied(root: string, place: string, part: string): Promise<boolean> {
    const script = `[ "$(realpath "$1")" = "$1" ] && [ -d "$1" ] && cp -a --no-preserve=ownership "$1/." /part && chmod -R ug-s /part`;
    const [program, args] = confined(["sh", "-c", script, "sh", place], {
        writable: { "/part": part },
        readOnly: { "/var": path.join(root, "var") },
    });
    return promisify(execFile)(program, args).then(
        () => true,
        () => false,
    );
}

function forget(folder: string): void {
    const all = fs.readdirSync(folder).map((name) => ({ name, at: fs.statSync(path.join(folder, name)).mtimeMs }));
    for (const { name } of all.sort((a, b) => b.at - a.at).slice(kept)) {
        fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    }
}
