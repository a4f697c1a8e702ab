import { posix } from "node:path";
import { listed } from "../../components/words";
import { Answer, known, Finding, given, open, setInStackFile } from "./detection";
import {
    isForOthers,
    isForProduction,
    Located,
    moduleFile,
    moduleOf,
    settingsNamedIn,
    sourceOf,
} from "./python-modules";
import type { Tree } from "./tree";
import { preferred } from "./walk";

const what = "settings module";

/**
 * The settings of a production process. The first entry point that names one decides, WSGI before ASGI before manage.py, because the web
 * server loads it; where that names settings for developers or tests, the one production module beside them is taken instead.
 *
 * @param entryPoints - files that may name DJANGO_SETTINGS_MODULE, the most telling first
 * @param files - Python files of the application
 */
export function detectSettingsModule(
    tree: Tree,
    entryPoints: readonly string[],
    files: readonly string[],
    answered: string | undefined,
): Answer<string> {
    if (answered !== undefined) {
        return given(what, answered, "app.settingsModule");
    }
    const named = entryPoints.map((file) => settingsNamedIn(tree, file)).filter((modules) => modules.length > 0);
    const present = named
        .map((modules) => modules.filter(({ value }) => moduleFile(tree, value) !== undefined))
        .find((modules) => modules.length > 0);
    if (present !== undefined) {
        return fromNamed(tree, present);
    }
    return fromFiles(tree, files) ?? absent(named[0]?.[0]);
}

function fromNamed(tree: Tree, named: readonly Located[]): Answer<string> {
    const [only, ...others] = named;
    if (only !== undefined && others.length === 0) {
        return isForOthers(only.value) || isEmptyPackage(tree, only.value)
            ? besideNamed(tree, only)
            : found(only.value, only.where);
    }
    const production = named.filter(({ value }) => isForProduction(value));
    const [chosen, ...rivals] = production;
    return chosen !== undefined && rivals.length === 0
        ? assumed(chosen.value, `of those that ${chosen.where} chooses from, the one for production`)
        : question(
              tree,
              named.map(({ value }) => value),
          );
}

/** A package whose `__init__.py` defines nothing is a folder of variants, not settings. */
function isEmptyPackage(tree: Tree, module: string): boolean {
    const file = moduleFile(tree, module) ?? "";
    return file.endsWith("/__init__.py") && sourceOf(tree, file).every(({ tokens }) => tokens[0]?.kind === "string");
}

function besideNamed(tree: Tree, { value, where }: Located): Answer<string> {
    const variants = variantsOf(tree, value);
    const production = variants.filter(isForProduction);
    const [only, ...rivals] = production;
    if (only !== undefined && rivals.length === 0) {
        return assumed(only, `${where} names ${value}, and this is the one for production beside it`);
    }
    if (production.length > 1) {
        return question(tree, production);
    }
    if (isEmptyPackage(tree, value)) {
        const served = variants.filter((module) => !isForOthers(module));
        return question(tree, served.length > 0 ? served : variants);
    }
    const because =
        `${where} names it and nothing for production lies beside it: ` +
        "see that it takes DEBUG, SECRET_KEY and ALLOWED_HOSTS from the environment, or set app.settingsModule";
    return known(value, { kind: "attention", what, value, because });
}

/** Modules in the folder of a settings module that are settings too. */
function variantsOf(tree: Tree, module: string): readonly string[] {
    const folder = posix.dirname(moduleFile(tree, module) ?? "");
    return tree
        .list(folder)
        .files.map((name) => posix.join(folder, name))
        .filter((file) => isSettingsFile(file))
        .flatMap((file) => moduleOf(tree, file) ?? []);
}

/** `settings.py`, `settings_prod.py`, `prod_settings.py`, or any module of a folder `settings`. */
function isSettingsFile(file: string): boolean {
    const name = posix.basename(file);
    const folder = posix.basename(posix.dirname(file));
    return /(^|_)settings(_|\.py$)/.test(name) || (folder === "settings" && /^[^_].*\.py$/.test(name));
}

function fromFiles(tree: Tree, files: readonly string[]): Answer<string> | undefined {
    const modules = preferred(files.filter(isSettingsFile)).flatMap((file) => moduleOf(tree, file) ?? []);
    const production = modules.filter(isForProduction);
    const candidates = production.length > 0 ? production : modules.filter((module) => !isForOthers(module));
    const [only, ...rivals] = candidates;
    if (only === undefined) {
        return undefined;
    }
    return rivals.length > 0
        ? question(tree, candidates)
        : assumed(only, "no entry point names settings that exist, and this is the only module that fits");
}

function absent(named: Located | undefined): Answer<string> {
    return open({
        where: "app.settingsModule",
        got:
            named === undefined
                ? "no DJANGO_SETTINGS_MODULE in wsgi.py, asgi.py or manage.py, and no settings.py"
                : `${named.value} (${named.where}), but no such module`,
        allowed: "a module of the application, package.module",
        remedy: setInStackFile("app.settingsModule", 'settingsModule: "config.settings.production"'),
    });
}

function question(tree: Tree, modules: readonly string[]): Answer<string> {
    const shown = modules.map((module) => `${module} (${moduleFile(tree, module) ?? "no file"})`);
    return open({
        where: "app.settingsModule",
        got: `${modules.length} settings modules that may be the one: ${listed(shown)}`,
        allowed: "the one for production",
        remedy: setInStackFile("app.settingsModule", `settingsModule: "${modules[0] ?? ""}"`),
    });
}

const found = (value: string, because: string) => known(value, finding("found", value, because));
const assumed = (value: string, because: string) => known(value, finding("assumed", value, because));
const finding = (kind: Finding["kind"], value: string, because: string): Finding => ({ kind, what, value, because });
