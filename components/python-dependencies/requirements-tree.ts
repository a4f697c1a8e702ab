import * as path from "node:path";
import type { Problem } from "../problem";
import { hasCredentials } from "./names";
import { IncludeLine, parseRequirements, RequirementLine } from "./requirements-file";

/** A statement with the file that holds it. */
export type PlacedLine = RequirementLine & {
    /** Relative to the application, with forward slashes. */
    readonly file: string;
    /** It comes from a constraints file, so it installs nothing. */
    readonly constraint: boolean;
};

export interface RequirementsTree {
    /** Without the includes themselves. */
    readonly lines: readonly PlacedLine[];
    readonly problems: readonly Problem[];
    /** Every file that was read, by path, for the hash of the result. */
    readonly texts: ReadonlyMap<string, string>;
}

/** The application, as far as the requirements look at it. */
export interface Sources {
    readonly ownPaths: ReadonlySet<string>;
    /** Text of a file of the bundle. */
    readonly read: (relative: string) => string;
}

/** A requirements file with everything that it includes, and what the instance would refuse in it. */
export function readTree(file: string, sources: Sources): RequirementsTree {
    const texts = new Map<string, string>();
    const lines: PlacedLine[] = [];
    const problems: Problem[] = [];
    const enter = (relative: string, constraint: boolean): void => {
        const text = sources.read(relative);
        texts.set(relative, text);
        visit(parseRequirements(text), relative, constraint);
    };
    const visit = (found: readonly RequirementLine[], inFile: string, constraint: boolean): void => {
        for (const line of found) {
            if (line.kind !== "include") {
                lines.push({ ...line, file: inFile, constraint });
            } else if (/^https?:/i.test(line.path)) {
                problems.push(...credentialProblem(line.path, `${inFile}:${line.line}`));
            } else {
                const target = includedPath(inFile, line);
                if (!sources.ownPaths.has(target)) {
                    problems.push(missingInclude(inFile, line, target));
                } else if (!texts.has(target)) {
                    enter(target, constraint || line.constraint);
                }
            }
        }
    };
    enter(file, false);
    return { lines, problems: [...problems, ...lines.flatMap((line) => lineProblems(line, sources.ownPaths))], texts };
}

/** Includes are relative to the file that has them. */
const includedPath = (file: string, { path: included }: IncludeLine): string =>
    path.posix.normalize(path.posix.join(path.posix.dirname(file), included));

function missingInclude(file: string, line: IncludeLine, target: string): Problem {
    const outside = target.startsWith("../") || path.posix.isAbsolute(line.path);
    return {
        where: `${file}:${line.line}`,
        got: `${line.constraint ? "-c" : "-r"} ${line.path}, which ${outside ? "is outside the application" : "is not in the bundle"}`,
        allowed: "files that the bundle takes along",
        remedy: outside
            ? "Move that file into the application: the instance has nothing else, and pip would fail there."
            : "Add the file, or take it out of the ignore file: pip would not find it on the instance.",
    };
}

function lineProblems(line: PlacedLine, ownPaths: ReadonlySet<string>): Problem[] {
    const where = `${line.file}:${line.line}`;
    switch (line.kind) {
        case "path":
            return pathProblems(where, line.path, ownPaths, "package");
        case "url":
            return credentialProblem(line.url, where);
        case "named":
            return credentialProblem(line.url ?? "", where);
        case "option":
            if (line.name === "--find-links" && !/^[a-z][a-z0-9+.-]*:/i.test(line.value)) {
                const folder = path.posix.join(path.posix.dirname(line.file), line.value);
                return pathProblems(where, path.posix.isAbsolute(line.value) ? line.value : folder, ownPaths, "folder");
            }
            return credentialProblem(line.value, where);
        case "include":
            return [];
    }
}

/** The value is never shown, only where it stands. */
export function credentialProblem(url: string, where: string): Problem[] {
    if (!hasCredentials(url)) {
        return [];
    }
    return [
        {
            where,
            got: "a URL with a user or password in it (not shown)",
            allowed: "URLs without credentials",
            remedy:
                "Take the credentials out and change them, as the file may have been shared. For a private index set app.python.indexUrl and put the " +
                "whole URL into the secret PIP_INDEX_URL; on this machine uv and pip read them from ~/.netrc or their own variables.",
        },
    ];
}

/** Local paths are relative to the folder that pip runs in, which is the application's root. */
function pathProblems(
    where: string,
    written: string,
    ownPaths: ReadonlySet<string>,
    what: "package" | "folder",
): Problem[] {
    const relative = path.posix.normalize(written.replace(/^file:(?!\/)/i, "")).replace(/\/$/, "");
    const outside = /^(\.\.(\/|$)|\/|file:)/i.test(relative);
    const below = (name: string): string => (relative === "." ? name : `${relative}/${name}`);
    const found =
        ownPaths.has(relative) ||
        (what === "package"
            ? ["pyproject.toml", "setup.py", "setup.cfg"].some((name) => ownPaths.has(below(name)))
            : relative === "." || [...ownPaths].some((own) => own.startsWith(`${relative}/`)));
    if (found && !outside) {
        return [];
    }
    return [
        {
            where,
            got: `${written}, which ${outside ? "is outside the application" : `is no ${what} of the bundle`}`,
            allowed:
                what === "package"
                    ? "a folder with pyproject.toml or setup.py, or a wheel, in the bundle"
                    : "a folder in the bundle",
            remedy: "Copy it into the application and see that no ignore file drops it: the instance has nothing else.",
        },
    ];
}
