import * as os from "node:os";
import { ownWords } from "./own-words";
import type { DependencyPlan } from "./plan";
import { parsePylock } from "./pylock";
import type { Resolution } from "./resolution";
import type { RunResult } from "./run";

/**
 * Amazon Linux 2023 has glibc 2.34, so wheels up to manylinux_2_34 install there.
 *
 * https://docs.aws.amazon.com/linux/al2023/ug/core-glibc.html
 */
export const glibcMinor = 34;

/**
 * Resolves for the instance, not for this machine. uv may build a source package of which the index tells no metadata, as pip would; it never downloads a
 * Python.
 *
 * https://docs.astral.sh/uv/reference/cli/#uv-pip-compile
 *
 * @param source - a requirements file, or `-` for standard input
 */
export function uvArguments(
    plan: Pick<DependencyPlan, "pythonVersion" | "architecture" | "lock">,
    source: string,
): string[] {
    const newest = plan.lock === false ? undefined : plan.lock.excludeNewer;
    return [
        "pip",
        "compile",
        source,
        "--quiet",
        "--color=never",
        "--no-python-downloads",
        // Not the application's [tool.uv]: pip on the instance knows no overrides of it, so a conflict that they hide here would fail there.
        `--project=${os.tmpdir()}`,
        "--format=pylock.toml",
        `--python-version=${plan.pythonVersion}`,
        `--python-platform=${plan.architecture}-manylinux_2_${glibcMinor}`,
        ...(newest === undefined ? [] : [`--exclude-newer=${newest}`]),
    ];
}

/** uv's answer. It ends with 1 when there is no solution and with 2 on other errors, but a refusing index and a failed build end with 1 too. */
export function uvResolution(result: RunResult): Resolution {
    if (result.kind === "missing") {
        return { kind: "unusable" };
    }
    if (result.kind === "late") {
        return { kind: "unchecked", reason: "uv took longer than five minutes" };
    }
    const { code, stdout, stderr } = result;
    if (code === 0) {
        return { kind: "resolved", resolver: "uv", packages: parsePylock(stdout) };
    }
    const explanation = explain(stderr);
    if (isUnusable(code, stderr)) {
        return { kind: "unusable" };
    }
    if (isUnreachable(stderr)) {
        return { kind: "unchecked", reason: `the package index did not answer\n${explanation}` };
    }
    if (/(401 Unauthorized|403 Forbidden|valid authentication credentials)/i.test(stderr)) {
        return { kind: "unchecked", reason: `the package index refused this machine's credentials\n${explanation}` };
    }
    if (/No solution found/i.test(stderr)) {
        return { kind: "conflict", explanation };
    }
    if (/Couldn't parse|Error parsing|failed to read from file|not a valid|valid UTF-8|Expected /i.test(stderr)) {
        return { kind: "unreadable", explanation };
    }
    const reason = /Failed to (download and )?build/i.test(stderr)
        ? "a package could not be built on this machine"
        : `uv ended with ${code}`;
    return { kind: "unchecked", reason: `${reason}\n${explanation}` };
}

/** 127: a version manager's shim without the program behind it. An old uv knows no pylock.toml or not this platform. */
const isUnusable = (code: number, stderr: string): boolean =>
    code === 127 ||
    /: No module named uv\s*$/m.test(stderr) ||
    (code === 2 &&
        /unexpected argument|invalid value '[^']*' for '--|unrecognized subcommand|No interpreter found|No Python/i.test(
            stderr,
        ));

const isUnreachable = (stderr: string): boolean =>
    /Failed to fetch|error sending request|dns error|Connection refused|Connection reset|timed out|Could not (resolve|connect)|network (was|is) (disabled|unreachable)|HTTP status server error/i.test(
        stderr,
    );

/** uv's own words without its frame: `× … ╰─▶ Because` and `error: … cause: Because` become `Because`. */
export const explain = (stderr: string): string =>
    ownWords(stderr, /^\s*(×|╰─▶|├─▶|│|cause:|error:)\s*/, /^No solution found when resolving/i);
