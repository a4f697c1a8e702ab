import { posix } from "node:path";
import { listed } from "../../components/words";
import { Answer, known, Finding, given, open, setInStackFile } from "./detection";
import { Located, moduleFile, moduleOf, settingOf, settingsNamedIn, sourceOf } from "./python-modules";
import { assignedName, usesName } from "./python-source";
import type { Tree } from "./tree";
import { preferred } from "./walk";

/** The files of an application that a web server loads it from. */
export interface Gateways {
    readonly wsgi: readonly string[];
    readonly asgi: readonly string[];
}

const wsgiMarkers: readonly string[] = ["get_wsgi_application", "WSGIHandler"];

/** @param files - Python files of the application */
export function findGateways(tree: Tree, files: readonly string[]): Gateways {
    const those = (name: RegExp, marker: readonly string[]) =>
        preferred(
            files.filter((file) => name.test(file) && marker.some((word) => usesName(sourceOf(tree, file), word))),
        );
    return {
        wsgi: those(/(^|\/)wsgi(\/__init__)?\.py$/, wsgiMarkers),
        asgi: those(/(^|\/)asgi(\/__init__)?\.py$/, ["get_asgi_application", "get_default_application"]),
    };
}

/** What Gunicorn is to serve. */
export interface Wsgi {
    /** `config.wsgi:application` */
    readonly target: string;
    /** File of the module, when the tree has it. */
    readonly file: string | undefined;
}

/**
 * The WSGI application: the setting, then WSGI_APPLICATION of Django, then the only wsgi.py there is, or the one beside the settings.
 *
 * @param settings - settings modules that manage.py names
 */
export function detectWsgi(
    tree: Tree,
    gateways: Gateways,
    settings: readonly string[],
    answered: string | undefined,
): Answer<Wsgi> {
    if (answered !== undefined) {
        const file = moduleFile(tree, answered.split(":")[0] ?? "");
        return known({ target: answered, file }, ...given("wsgi", answered, "app.wsgi").findings);
    }
    const declared = settings.map((module) => settingOf(tree, module, "WSGI_APPLICATION")).find((v) => v !== undefined);
    const target = declared?.value.replace(/\.(\w+)$/, ":$1");
    const file = target === undefined ? undefined : moduleFile(tree, target.split(":")[0] ?? "");
    if (declared !== undefined && target !== undefined && file !== undefined) {
        return found(target, file, `WSGI_APPLICATION, ${declared.where}`);
    }
    const packages = new Set(settings.map((module) => module.split(".")[0]));
    const beside = gateways.wsgi.filter((name) => packages.has(moduleOf(tree, name)?.split(".")[0]));
    const candidates = beside.length > 0 ? beside : gateways.wsgi;
    return fromFiles(tree, candidates) ?? open(missing(tree, gateways, settings, declared));
}

function fromFiles(tree: Tree, candidates: readonly string[]): Answer<Wsgi> | undefined {
    const targets = candidates.flatMap((file) => {
        const module = moduleOf(tree, file);
        const { name, line } = callableIn(tree, file);
        return module === undefined ? [] : [{ file, target: `${module}:${name}`, where: `${file}:${line}` }];
    });
    const [only, ...others] = targets;
    if (only === undefined || others.length === 0) {
        return only && found(only.target, only.file, only.where);
    }
    const files = targets.map(({ file }) => file);
    const names = targets.map(({ target }) => target);
    return open({
        where: "app.wsgi",
        got: `${targets.length} WSGI modules: ${listed(files)}`,
        allowed: `one of ${listed(names, "or")}`,
        remedy: setInStackFile("app.wsgi", `wsgi: "${only.target}"`),
    });
}

function found(target: string, file: string, because: string): Answer<Wsgi> {
    return known({ target, file }, { kind: "found", what: "wsgi", value: target, because }, ...outsidePath(file));
}

/** manage.py may widen sys.path, but Gunicorn does not run it. */
function outsidePath(file: string): Finding[] {
    const because =
        "Python on the instance starts in the folder of manage.py and does not look into src: " +
        'set app.variables: {PYTHONPATH: "src"}';
    return file.startsWith("src/") ? [{ kind: "attention", what: "wsgi", value: file, because }] : [];
}

/** `application` by Django's convention, else the name that is assigned the WSGI handler. */
function callableIn(tree: Tree, file: string): { readonly name: string; readonly line: number } {
    const assigned = sourceOf(tree, file).flatMap((statement) => {
        const name = statement.indent === 0 ? assignedName(statement) : undefined;
        return name === undefined ? [] : [{ name, line: statement.line, statement }];
    });
    return (
        assigned.find(({ name }) => name === "application") ??
        assigned.find(({ statement }) => wsgiMarkers.some((marker) => usesName([statement], marker))) ?? {
            name: "application",
            line: 1,
        }
    );
}

/** What is there instead of a WSGI application, and the file that would be one. */
function missing(tree: Tree, { asgi }: Gateways, settings: readonly string[], declared: Located | undefined) {
    const [asgiFile] = asgi;
    const folder = asgiFile?.replace(/\/?asgi(\/__init__)?\.py$/, "") ?? settings[0]?.split(".").slice(0, -1)[0] ?? "";
    const file = posix.join(folder, "wsgi.py");
    const target = `${moduleOf(tree, file) ?? "wsgi"}:application`;
    const module = asgiFile === undefined ? undefined : settingsNamedIn(tree, asgiFile)[0]?.value;
    const create = `Create ${file} with these four lines, or set app.wsgi in the stack file, for example app: {wsgi: "${target}"}`;
    return {
        where: "app.wsgi",
        got: instead(asgiFile, declared),
        allowed: "a WSGI application, module:callable; an ASGI application is served when app.asgi names it, beside it",
        remedy: [create, ...wsgiModule(module ?? settings[0] ?? "config.settings")].join("\n             "),
    };
}

function instead(asgiFile: string | undefined, declared: Located | undefined): string {
    if (declared !== undefined) {
        return `WSGI_APPLICATION = "${declared.value}" (${declared.where}), but no such module`;
    }
    const missingFile = "no wsgi.py with get_wsgi_application() in it";
    return asgiFile === undefined
        ? `${missingFile}, and no asgi.py either`
        : `an ASGI application only (${asgiFile}), ${missingFile}`;
}

const wsgiModule = (settings: string): readonly string[] => [
    "import os",
    "from django.core.wsgi import get_wsgi_application",
    `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")`,
    "application = get_wsgi_application()",
];
