import { PythonBranch, pythonBranches } from "../../components/platform-branches";
import { common } from "../../components/settings/defaults";
import { listed } from "../../components/words";
import { Answer, known, Finding, given, open, setInStackFile } from "./detection";
import { at, ProjectFolder } from "./project-folder";
import { admits, Constraint, parseConstraint } from "./version-constraint";

const what = "python";
const setting = setInStackFile("app.platform", `platform: {kind: "python", version: "${common.pythonBranch}"}`);

/** A place that says which Python a project wants. */
interface Statement {
    /** `.python-version`, or the key of a file. */
    readonly where: string;
    readonly text: string;
    /** Undefined when the text is no version, such as the name of a virtual environment. */
    readonly constraint: Constraint | undefined;
}

/** The newest branch of the platform that everything said in the nearest folder allows; without a word, the default. */
export function detectPython(
    folders: readonly ProjectFolder[],
    answered: PythonBranch | undefined,
): Answer<PythonBranch> {
    if (answered !== undefined) {
        return given(what, answered, "app.platform.version");
    }
    const said = folders.map(statementsOf).find((statements) => statements.length > 0) ?? [];
    const unclear = said.filter(({ constraint }) => constraint === undefined).map(notUnderstood);
    const clear = said.flatMap((s) => (s.constraint === undefined ? [] : [{ ...s, constraint: s.constraint }]));
    if (clear.length === 0) {
        const because = "no file names a version, and this is the default";
        return known(common.pythonBranch, { kind: "assumed", what, value: common.pythonBranch, because }, ...unclear);
    }
    const fitting = pythonBranches.filter((branch) => clear.every(({ constraint }) => admits(constraint, branch)));
    const newest = fitting.at(-1);
    const sources = listed(clear.map(({ where, text }) => `${where} says ${text}`));
    if (newest === undefined) {
        const allowed = `a Python that the platform has: ${listed(pythonBranches, "or")}`;
        return open({ where: "app.platform", got: sources, allowed, remedy: `${setting}, after a test with it.` });
    }
    const because = fitting.length === 1 ? sources : `${sources}; the newest of ${listed(fitting)}`;
    return known(
        newest,
        { kind: fitting.length === 1 ? "found" : "assumed", what, value: newest, because },
        ...unclear,
    );
}

function statementsOf(folder: ProjectFolder): readonly Statement[] {
    const { tree, shown, pyproject, pipfile } = folder;
    const pins: [string, string | undefined][] = [
        [".python-version", firstLine(tree.text(".python-version"))],
        ["runtime.txt", firstLine(tree.text("runtime.txt"))],
    ];
    const ranges: [string, string, unknown][] = [
        ["Pipfile", "python_version", at(pipfile, "requires", "python_version")],
        ["Pipfile", "python_full_version", at(pipfile, "requires", "python_full_version")],
        ["pyproject.toml", "requires-python", at(pyproject, "project", "requires-python")],
        ["pyproject.toml", "tool.poetry python", at(pyproject, "tool", "poetry", "dependencies", "python")],
    ];
    return [
        ...pins.map(([file, text]) => ({ where: shown(file), text })),
        ...ranges.map(([file, key, text]) => ({ where: `${key} in ${shown(file)}`, text })),
    ].flatMap(({ where, text }) =>
        typeof text === "string" ? [{ where, text, constraint: pinned(text) ?? parseConstraint(text) }] : [],
    );
}

/** A bare version means its branch: `3.12.4`, `python-3.12.4`, `cpython-3.12`, `v3.12`. */
function pinned(text: string): Constraint | undefined {
    const [, version] = /^(?:c?python[-@]?|v)?(\d+(?:\.\d+)?)(?:[.a-z+-][\w.+-]*)?$/.exec(text.trim()) ?? [];
    return version === undefined ? undefined : parseConstraint(`==${version}.*`);
}

/** The first line that is no comment: pyenv takes further versions on further lines, the first is the one used. */
function firstLine(text: string | undefined): string | undefined {
    return text
        ?.split("\n")
        .map((line) => line.replace(/#.*/, "").trim())
        .find((line) => line !== "");
}

function notUnderstood({ where, text }: Statement): Finding {
    return {
        kind: "attention",
        what,
        value: text,
        because: `${where} is no version that this program understands; not used`,
    };
}
