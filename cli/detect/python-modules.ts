import { posix } from "node:path";
import { pythonModule } from "../../components/settings/patterns";
import { assignedName, assignedString, Statement, statements, Token } from "./python-source";
import type { Tree } from "./tree";

/** A value in a source file. */
export interface Located {
    readonly value: string;
    /** File and line, `config/wsgi.py:7`. */
    readonly where: string;
}

/** Folders that hold packages: the application's own, then the `src` of a src layout. */
const sourceRoots = ["", "src/"] as const;

/** File of a module; a package wins over a file of its name, as in Python. */
export function moduleFile(tree: Tree, module: string): string | undefined {
    const relative = module.replaceAll(".", "/");
    return sourceRoots
        .flatMap((root) => [`${root}${relative}/__init__.py`, `${root}${relative}.py`])
        .find((file) => tree.isFile(file));
}

/** Dotted name of a file; undefined when no `import` could name it. */
export function moduleOf(tree: Tree, file: string): string | undefined {
    const inSrc = file.startsWith("src/") && !tree.isFile("src/__init__.py");
    const dotted = file
        .slice(inSrc ? "src/".length : 0)
        .replace(/(\/__init__)?\.py$/, "")
        .replaceAll("/", ".");
    return pythonModule.pattern.test(dotted) ? dotted : undefined;
}

/** Statements of a file; none when it is missing. */
export function sourceOf(tree: Tree, file: string): readonly Statement[] {
    return statements(tree.text(file) ?? "");
}

/**
 * Modules that a file gives as DJANGO_SETTINGS_MODULE: `setdefault`, an assignment, the default of an environment reader, or a variable
 * assigned in the same file. Conditions are not evaluated, so both sides of one count.
 */
export function settingsNamedIn(tree: Tree, file: string): readonly Located[] {
    const source = sourceOf(tree, file);
    const naming = source.filter(
        ({ tokens }) =>
            tokens.some(({ kind, text }) => kind === "string" && text === "DJANGO_SETTINGS_MODULE") &&
            !/^(if|elif|while|assert)$/.test(tokens[0]?.text ?? ""),
    );
    const names = new Set(naming.flatMap(({ tokens }) => tokens.filter(isName).map(({ text }) => text)));
    const variables = source.filter((statement) => names.has(assignedName(statement) ?? ""));
    const found = [...naming, ...variables]
        .flatMap(({ tokens }) => tokens)
        .filter(({ kind, text }) => kind === "string" && pythonModule.pattern.test(text))
        .filter(({ text }) => text !== "DJANGO_SETTINGS_MODULE" && (text.includes(".") || moduleFile(tree, text)));
    return [...new Map(found.map(({ text, line }) => [text, { value: text, where: `${file}:${line}` }])).values()];
}

const isName = ({ kind }: Token) => kind === "name";

/** A string setting of a settings module, or of the modules that it imports everything from. */
export function settingOf(
    tree: Tree,
    module: string,
    name: string,
    seen: ReadonlySet<string> = new Set(),
): Located | undefined {
    const file = moduleFile(tree, module);
    if (file === undefined || seen.has(module)) {
        return undefined;
    }
    const source = sourceOf(tree, file);
    const own = assignedString(source, name);
    if (own !== undefined) {
        return { value: own.text, where: `${file}:${own.line}` };
    }
    const visited = new Set([...seen, module]);
    const parent = file.endsWith("/__init__.py") ? module : posix.dirname(module.replaceAll(".", "/"));
    return source
        .map((statement) => starImport(statement, parent.replaceAll("/", ".")))
        .reverse()
        .map((imported) => (imported === undefined ? undefined : settingOf(tree, imported, name, visited)))
        .find((value) => value !== undefined);
}

/** Module of `from X import *`, relative ones resolved against the package. */
function starImport({ tokens }: Statement, parent: string): string | undefined {
    const text = tokens.map((token) => token.text);
    if (text[0] !== "from" || text.slice(-2).join(" ") !== "import *") {
        return undefined;
    }
    const [, dots = "", path = ""] = /^(\.*)(.*)$/.exec(text.slice(1, -2).join("")) ?? [];
    const kept = parent.split(".").slice(0, Math.max(0, parent.split(".").length - dots.length + 1));
    return dots === "" ? path : [...kept, ...(path === "" ? [] : [path])].join(".");
}

/** Words of a module's last part: `settings_prod` is settings and prod. */
function lastWords(module: string): readonly string[] {
    return (module.split(".").at(-1) ?? "").toLowerCase().split("_");
}

const productionWords: ReadonlySet<string> = new Set(["production", "prod", "live"]);
const otherWords: ReadonlySet<string> = new Set(
    "local localhost dev devel develop development debug test tests testing ci base common example".split(" "),
);

export const isForProduction = (module: string) => lastWords(module).some((word) => productionWords.has(word));

/** Settings for a developer's machine, for tests, or for others to build on. */
export const isForOthers = (module: string) =>
    !isForProduction(module) && lastWords(module).some((word) => otherWords.has(word));
