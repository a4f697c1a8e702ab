import { refuse, runJudge } from "./run-judge";

/** hadolint without any finding; `ignored` rules need a reason where they are named. */
export function hadolint(dockerfile: string, ignored: readonly string[] = []): void {
    const options = ignored.flatMap((rule) => ["--ignore", rule]);
    const { status, stdout, stderr } = runJudge("hadolint", ["--no-color", ...options, "-"], { input: dockerfile });
    if (status !== 0 || stdout !== "") {
        refuse("hadolint", stdout + stderr);
    }
}
