import { plainFile } from "../factories/scripts";
import type { PlainFile } from "../model";
import { written } from "../written";

/** A line of the Procfile, and the script that it runs, if it runs one. */
export interface Start {
    readonly line: string;
    readonly files: readonly PlainFile[];
}

/** Where our own scripts lie in the bundle; Elastic Beanstalk looks only for names that it knows below `.platform`. */
export const scriptFolder = ".platform/django-beanstalk";

/**
 * What neither a shell nor systemd reads as anything but itself. How the platform quotes a line of the Procfile in the unit that it makes of it is not
 * documented; between double quotes, as public copies of such units have it, `$`, `%`, quotes and backslashes would not arrive as they are written.
 */
const plainWords = /^[A-Za-z0-9_./:=@+, -]+$/;

/** A command without a shell's signs stands in the Procfile itself, any other one in a script. */
export const startOf = (name: string, command: string): Start =>
    plainWords.test(command) ? { line: command, files: [] } : startScript(name, command);

/**
 * Starts a process by a script. The line names the shell, so that it does not depend on the file's executable bit; its path is relative to the
 * application's folder, in which the platform starts a process.
 */
export function startScript(name: string, body: string): Start {
    const path = `${scriptFolder}/start-${name}.sh`;
    const content = `#!/bin/bash
${written}
set -euo pipefail
${body}
`;
    return {
        line: `bash ${path}`,
        files: [plainFile(path, { reason: `starts the process ${name} of the Procfile`, content, executable: true })],
    };
}
