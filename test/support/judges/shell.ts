import { refuse, runJudge } from "./run-judge";

/** shellcheck without any finding, notes of style included. The first line of the script names its shell. */
export function shellcheck(script: string): void {
    const { status, stdout, stderr } = runJudge("shellcheck", ["--color=never", "-"], { input: script });
    if (status !== 0) {
        refuse("shellcheck", stdout + stderr);
    }
}

/** `bash -n`: the whole script parses. */
export function bashSyntax(script: string): void {
    const { status, stderr } = runJudge("bash", ["-n"], { input: script });
    if (status !== 0 || stderr !== "") {
        refuse("bash", stderr);
    }
}
