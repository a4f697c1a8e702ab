import * as fs from "node:fs";
import * as path from "node:path";
import { listed } from "../../components/words";
import { Answer, known, DetectionProblem, Finding, open } from "./detection";
import { sourceOf } from "./python-modules";
import type { Tree } from "./tree";
import { preferred, searchedFolders, searchedLevels, walk } from "./walk";

const allowed = "the folder of a Django project, with its manage.py in it or below it";
const remedy = "Point --app, or app.directory in the stack file, at the folder that holds manage.py.";

/** What is wrong with the directory itself. */
export function directoryProblem(directory: string): DetectionProblem | undefined {
    const stat = fs.statSync(directory, { throwIfNoEntry: false });
    if (stat?.isDirectory() === true) {
        return undefined;
    }
    const got = stat === undefined ? "no such directory" : "a file, not a directory";
    return { where: directory, got, allowed, remedy };
}

/**
 * The folder, relative to the tree, of the one manage.py that starts Django. One above the others wins: what lies below it is part of its
 * project, and what serves only tests, documentation or examples counts only when there is nothing else.
 *
 * @param given - folder that the settings name
 */
export function findProject(tree: Tree, given: string | undefined): Answer<string> {
    if (given !== undefined) {
        return namedProject(tree, given);
    }
    if (startsDjango(tree, "manage.py")) {
        return known(".", located(tree, "manage.py"));
    }
    const { files, complete } = walk(tree, (name) => name === "manage.py");
    const starting = preferred(files.filter((file) => startsDjango(tree, file)));
    const outermost = starting.filter((file) => !starting.some((other) => other !== file && isBelow(file, other)));
    const [only, ...others] = outermost;
    if (only === undefined) {
        return open({ where: tree.root, got: nothing(files, complete), allowed, remedy });
    }
    return others.length > 0 ? several(tree, outermost) : known(path.posix.dirname(only), located(tree, only));
}

function namedProject(tree: Tree, given: string): Answer<string> {
    const absolute = path.resolve(tree.root, given);
    const folder = path.relative(tree.root, absolute).split(path.sep).join("/");
    const file = path.posix.join(folder, "manage.py");
    if (startsDjango(tree, file)) {
        return known(folder === "" ? "." : folder, located(tree, file));
    }
    const got = tree.isFile(file) ? "a manage.py that does not start Django" : "no manage.py";
    return open({ where: absolute, got, allowed, remedy });
}

function located(tree: Tree, file: string): Finding {
    const what = "manage.py";
    return { kind: "found", what, value: file, because: `it starts Django with ${markerIn(tree, file) ?? ""}` };
}

const startsDjango = (tree: Tree, file: string) => markerIn(tree, file) !== undefined;

/** Code of any other tool may be called manage.py too; comments and docstrings prove nothing. */
function markerIn(tree: Tree, file: string): string | undefined {
    for (const { tokens, line } of sourceOf(tree, file)) {
        if (tokens.some(({ kind, text }) => kind === "string" && text === "DJANGO_SETTINGS_MODULE")) {
            return `DJANGO_SETTINGS_MODULE, line ${line}`;
        }
        const code = tokens.map(({ text }) => text).join(" ");
        if (code.includes("django . core . management")) {
            return `django.core.management, line ${line}`;
        }
    }
    return undefined;
}

function isBelow(file: string, other: string): boolean {
    const folder = path.posix.dirname(other);
    return folder === "." || file.startsWith(`${folder}/`);
}

function nothing(files: readonly string[], complete: boolean): string {
    const scope = complete ? `${searchedLevels} levels below` : `first ${searchedFolders} folders below`;
    return files.length === 0
        ? `not a Django project: no manage.py in it or in the ${scope}`
        : `not a Django project: ${listed(files)} ${files.length === 1 ? "does" : "do"} not start Django (no django.core.management in the code)`;
}

function several(tree: Tree, files: readonly string[]): Answer<string> {
    const folders = files.map((file) => path.join(tree.root, path.posix.dirname(file)));
    return open({
        where: tree.root,
        got: `${files.length} Django projects: ${listed(files)}`,
        allowed: "one Django project",
        remedy: `Point --app, or app.directory in the stack file, at one of them: ${listed(folders, "or")}`,
    });
}
