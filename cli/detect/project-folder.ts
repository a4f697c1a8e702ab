import * as path from "node:path";
import { parse, TomlError, TomlTable } from "smol-toml";
import type { Finding } from "./detection";
import type { Tree } from "./tree";

/** One of the folders that may say how a project is installed: that of manage.py, and those above it up to the directory searched. */
export interface ProjectFolder {
    readonly tree: Tree;
    /** The folder of manage.py as seen from here, `.` or `backend`. */
    readonly project: string;
    /** Name of a file here as seen from the folder of manage.py, `../pyproject.toml`. */
    readonly shown: (file: string) => string;
    readonly pyproject: TomlTable | undefined;
    readonly pipfile: TomlTable | undefined;
}

export interface ProjectFolders {
    /** The nearest first; never empty. */
    readonly folders: readonly [ProjectFolder, ...ProjectFolder[]];
    readonly findings: readonly Finding[];
}

/** @param project - folder of manage.py, relative to the tree */
export function projectFolders(tree: Tree, project: string): ProjectFolders {
    const findings: Finding[] = [];
    const open = (folder: string): ProjectFolder => {
        const here = tree.at(folder);
        const up = path.posix.relative(project, folder);
        const shown = (file: string) => path.posix.join(up, file);
        const toml = (file: string) => {
            const read = readToml(here, file);
            findings.push(...(typeof read === "string" ? [broken(shown(file), read)] : []));
            return typeof read === "string" ? undefined : read;
        };
        const down = path.posix.relative(folder, project) || ".";
        return { tree: here, project: down, shown, pyproject: toml("pyproject.toml"), pipfile: toml("Pipfile") };
    };
    const parts = project.split("/").filter((part) => part !== "" && part !== ".");
    const above = parts.map((_, i) => parts.slice(0, i).join("/") || ".").reverse();
    return { folders: [open(project), ...above.map(open)], findings };
}

/** @returns the table, undefined without a file, or what is wrong with it */
function readToml(tree: Tree, file: string): TomlTable | undefined | string {
    const text = tree.text(file);
    try {
        return text === undefined ? undefined : parse(text);
    } catch (error) {
        if (error instanceof TomlError) {
            return `line ${error.line}, column ${error.column}: ${error.message.split("\n")[0] ?? ""}`;
        }
        throw error;
    }
}

function broken(file: string, because: string): Finding {
    return { kind: "attention", what: file, value: "not read", because: `it is no valid TOML, ${because}` };
}

/** A value deep in a table: `at(pyproject, "tool", "poetry")`. */
export function at(table: TomlTable | undefined, ...keys: readonly string[]): unknown {
    return keys.reduce<unknown>(
        (value, key) =>
            typeof value === "object" && value !== null && key in value ? (value as TomlTable)[key] : undefined,
        table,
    );
}
