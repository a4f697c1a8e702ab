import type { Step } from "../model";
import type { Captured, DiagnosisContext } from "./rule";
import { bundlePath, framesOf } from "./traceback";
import { scriptFolder } from "../../ebextensions/recipes/start-script";

/** A place in the bundle. */
export interface Place {
    readonly file?: string | undefined;
    readonly line?: number | undefined;
}

/** The file and line that caused a failure: what the output names, the nearest to the cause first, or what asked for the step. */
export function placeOf(step: Step, captured: Captured, context: DiagnosisContext): Place {
    return (
        requirement(step, captured, context) ??
        application(step) ??
        migration(step, captured, context) ??
        proxy(step, context) ??
        shell(step, context) ??
        ownScript(step, context) ?? { file: step.file, line: step.line }
    );
}

/** Pip names packages, and only sometimes lines. */
function requirement(step: Step, captured: Captured, { bundleFile }: DiagnosisContext): Place | undefined {
    if (step.phase !== "requirements") {
        return undefined;
    }
    const file = step.file ?? "requirements.txt";
    const [, stated] = /\(from line (\d+) of [^)]+\)/.exec(step.output) ?? [];
    if (stated !== undefined) {
        return { file, line: Number(stated) };
    }
    const named = captured["requirement"] ?? "";
    const wanted = projectName(named);
    const index = (bundleFile(file) ?? "")
        .split("\n")
        .findIndex((line) => wanted !== "" && projectName(line) === wanted);
    return index === -1 ? requiredBy(named, step.output) : { file, line: index + 1 };
}

/** What another requirement needs: `Collecting billiard<5.0 (from celery==5.5.3->-r requirements.txt (line 1))`. */
function requiredBy(named: string, output: string): Place | undefined {
    const line = output.split("\n").find((each) => named !== "" && each.includes(named) && each.includes("-r "));
    const [, file, number] = /-r (\S+) \(line (\d+)\)/.exec(line ?? "") ?? [];
    return file === undefined ? undefined : { file, line: Number(number) };
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
const projectName = (requirement: string): string =>
    (/^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(requirement)?.[1] ?? "").toLowerCase().replaceAll(/[._-]+/g, "-");

/** The last frame of the application's own; manage.py only starts what failed. */
function application({ output }: Step): Place | undefined {
    return framesOf(output)
        .map(({ file, line }) => ({ file: file.startsWith("/etc/") ? undefined : bundlePath(file), line }))
        .findLast(({ file }) => file !== undefined && file !== "manage.py");
}

/** The migration that a message names, or the one whose line has no OK. */
function migration({ output }: Step, captured: Captured, { bundleFile }: DiagnosisContext): Place | undefined {
    const [, unfinished] = /^ *Applying (\S+?)\.\.\.(?! OK)/m.exec(output) ?? [];
    const [label = "", name = ""] = (captured["migration"] ?? unfinished ?? "").split(".", 2);
    const file = `${label}/migrations/${name}.py`;
    return bundleFile(file) === undefined ? undefined : { file };
}

const proxy = ({ output }: Step, { bundleFile }: DiagnosisContext): Place | undefined =>
    inBundle(/ in (?<file>\/(?:etc|var\/proxy\/staging)\/nginx\/[^\s:]+):(?<line>\d+)/.exec(output), bundleFile);

/** Bash names the script as it was called. */
const shell = ({ output }: Step, { bundleFile }: DiagnosisContext): Place | undefined =>
    inBundle(/^(?<file>[^\s:]+): line (?<line>\d+): /m.exec(output), bundleFile);

function inBundle(found: RegExpExecArray | null, bundleFile: DiagnosisContext["bundleFile"]): Place | undefined {
    const { file = "", line } = found?.groups ?? {};
    const path = file.startsWith("/") ? bundlePath(file) : file.replace(/^\.\//, "");
    return path === undefined || path === "" || bundleFile(path) === undefined
        ? undefined
        : { file: path, line: Number(line) };
}

/** The last line of a generated script that fails: `migrate: line 12 failed (exit code 1); …`. */
function ownScript({ output, file }: Step, { bundleFile }: DiagnosisContext): Place | undefined {
    const [, name = "", line] = /^(\S+): line (\d+) failed \(exit code \d+\)/m.exec(output) ?? [];
    if (name === "") {
        return undefined;
    }
    const candidates = [...(file?.endsWith(`${name}.sh`) === true ? [file] : []), `${scriptFolder}/${name}.sh`];
    const path = candidates.find((each) => bundleFile(each) !== undefined);
    return path === undefined ? undefined : { file: path, line: Number(line) };
}
