import * as fs from "node:fs";
import * as path from "node:path";

/**
 * An engine that is killed while it writes a stack's state leaves an empty file or none, which no command can load. It keeps the state before that
 * beside it, to which the stack goes back: what was made since is refused as already there, or made again.
 *
 * @param state - folder of the sandbox's states
 * @returns whether the earlier state was put back
 */
export function restoreTornState(state: string, stack: string): boolean {
    const file = path.join(state, ".pulumi", "stacks", "django-beanstalk", `${stack}.json`);
    const backup = `${file}.bak`;
    if (sizeOf(file) > 0 || sizeOf(backup) === 0) {
        return false;
    }
    fs.copyFileSync(backup, file);
    return true;
}

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
