import { written } from "./written";

/**
 * A text as one word of a POSIX shell, whatever it holds.
 *
 * @throws Error for a NUL byte, which no shell can pass on
 */
export function shellWord(text: string): string {
    if (text.includes("\0")) {
        throw new Error("A NUL byte cannot be passed to a shell.");
    }
    return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * A complete hook script: strict mode, a log file of its own beside eb-hooks.log, and a last line that says which step failed.
 *
 * @param name - name of the hook, used for the log and in messages
 */
export function hookScript(name: string, body: string): string {
    return `#!/bin/bash
${written}
set -euo pipefail
log=/var/log/django-beanstalk-${name}.log
exec > >(tee -a "$log") 2>&1
trap 'echo "${name}: line $LINENO failed (exit code $?); the whole output is in $log" >&2' ERR
echo "${name}: $(date --utc +%Y-%m-%dT%H:%M:%SZ)"
${body.trimEnd()}
`;
}
