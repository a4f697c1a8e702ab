import { posix } from "node:path";
import { lockFiles } from "../../components/python-dependencies/inputs";
import { normalName } from "../../components/python-dependencies/names";
import { common } from "../../components/settings/defaults";
import { listed } from "../../components/words";
import { Finding, Known, known } from "./detection";
import { at, ProjectFolder } from "./project-folder";
import { isForOthers, isForProduction } from "./python-modules";
import { readRequirements } from "./requirement-lines";
import type { Tree } from "./tree";

const what = "requirements";

/**
 * The file that the platform installs from. It reads requirements.txt, else Pipfile, in the bundle's root, which is the folder of
 * manage.py, and nothing else (https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-requirements.html); a
 * preview does not need it, so what is missing asks for attention and stops nothing.
 */
export function detectRequirements(
    folders: readonly [ProjectFolder, ...ProjectFolder[]],
    answered: string | undefined,
): Known<string> {
    const [{ tree, pipfile }] = folders;
    const { requirements } = common;
    if (answered !== undefined || tree.isFile(requirements)) {
        const file = answered ?? requirements;
        const because = answered === undefined ? "beside manage.py, where the platform reads it" : "the settings";
        return known(file, found(file, because), ...contentNotices(tree, file));
    }
    if (tree.isFile("Pipfile")) {
        const packages = Object.keys((at(pipfile, "packages") as object | undefined) ?? {}).map(normalName);
        const because = "beside manage.py, and no requirements.txt, which the platform would prefer";
        return known("Pipfile", found("Pipfile", because), ...withoutDjango("Pipfile", new Set(packages)));
    }
    const source = derivedFrom(folders[0]);
    if (source !== undefined) {
        return known(requirements, found(requirements, `the bundle gets one, made from ${source}`));
    }
    const remedy = folders.map(remedyIn).find((text) => text !== undefined);
    const because =
        remedy ?? "nothing says what to install: create one, for example with pip freeze > requirements.txt";
    return known(requirements, attention(`no ${requirements}`, because));
}

const found = (value: string, because: string): Finding => ({ kind: "found", what, value, because });
const attention = (value: string, because: string): Finding => ({ kind: "attention", what, value, because });

function contentNotices(tree: Tree, file: string): Finding[] {
    const { packages, missing } = readRequirements(tree, file);
    const absent = missing.map(({ file: included, where }) =>
        attention(included, `${where} includes it, and it is not in the bundle: pip would fail on the instance`),
    );
    return [...absent, ...(absent.length > 0 ? [] : withoutDjango(file, packages))];
}

function withoutDjango(file: string, packages: ReadonlySet<string>): Finding[] {
    const because = "it does not name Django: add it, unless another package brings it";
    return packages.has("django") ? [] : [attention(file, because)];
}

/** What the bundle's requirements.txt is made from, beside manage.py: see `components/python-dependencies`. */
function derivedFrom({ tree, project, pyproject }: ProjectFolder): string | undefined {
    const lock = lockFiles.find((file) => tree.isFile(file));
    const declares =
        at(pyproject, "project", "dependencies") !== undefined ||
        at(pyproject, "tool", "poetry", "dependencies") !== undefined;
    return project === "." ? (lock ?? (declares ? "pyproject.toml" : undefined)) : undefined;
}

/** How to make a requirements.txt of what a folder has; undefined when it has nothing. */
function remedyIn(folder: ProjectFolder): string | undefined {
    const { tree, project, shown, pyproject, pipfile } = folder;
    const target = posix.join(project, common.requirements);
    const unread = (file: string, command: string) =>
        `the platform does not read ${shown(file)}: run ${command} in the folder of ${posix.basename(file)}, ` +
        "and again after each change of it";
    if (tree.isFile(common.requirements)) {
        return `${shown(common.requirements)} lies outside the bundle, whose root is the folder of manage.py: copy it there`;
    }
    if (tree.isFile("uv.lock") || at(pyproject, "tool", "uv") !== undefined) {
        const options = "--format requirements-txt --no-dev --no-emit-project";
        return unread(tree.isFile("uv.lock") ? "uv.lock" : "pyproject.toml", `uv export ${options} -o ${target}`);
    }
    if (tree.isFile("poetry.lock") || at(pyproject, "tool", "poetry") !== undefined) {
        const plugin = " (from Poetry 2 on after poetry self add poetry-plugin-export)";
        const file = tree.isFile("poetry.lock") ? "poetry.lock" : "pyproject.toml";
        return unread(file, `poetry export -f requirements.txt -o ${target}${plugin}`);
    }
    if (pipfile !== undefined) {
        return unread("Pipfile", `pipenv requirements > ${target}`);
    }
    const { production, others } = otherFiles(tree);
    const declared = at(pyproject, "project", "dependencies") !== undefined;
    return production.length === 0 && declared
        ? unread("pyproject.toml", `pip-compile -o ${target} pyproject.toml`)
        : remedyFrom(production.length > 0 ? production : others, folder);
}

/** `requirements/production.txt`, `requirements-prod.txt` and their like; those of developers only where there are no others. */
function otherFiles(tree: Tree): { readonly production: readonly string[]; readonly others: readonly string[] } {
    const inFolder = tree.list("requirements").files.map((name) => posix.join("requirements", name));
    const beside = tree.list("").files.filter((name) => /^requirements[-_.]|[-_.]requirements\./.test(name));
    const files = [...inFolder, ...beside].filter((name) => name.endsWith(".txt"));
    const served = files.filter((file) => !isForOthers(asModule(file)));
    return {
        production: files.filter((file) => isForProduction(asModule(file))),
        others: served.length > 0 ? served : files,
    };
}

function remedyFrom(files: readonly string[], { project, shown }: ProjectFolder): string | undefined {
    const [only, ...rivals] = files;
    if (only === undefined) {
        return undefined;
    }
    const start = "the platform reads it beside manage.py only";
    if (rivals.length > 0) {
        return `${start}, and there are ${listed(files.map(shown))}: create it from the one for production`;
    }
    return project === "."
        ? `${start}: create it with the line "-r ${only}"`
        : `${start}: create it from ${shown(only)}, which lies outside the bundle`;
}

/** The words of a file name, as those of a module. */
const asModule = (file: string) => posix.basename(file, ".txt").replaceAll(/[-.]/g, "_");
