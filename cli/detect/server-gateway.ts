import { posix } from "node:path";
import { Answer, known, Finding, given, listed, open, setInStackFile } from "./detection";
import { Located, moduleFile, moduleOf, settingOf, settingsNamedIn, sourceOf } from "./python-modules";
import { assignedName, usesName } from "./python-source";
import type { Tree } from "./tree";
import { preferred } from "./walk";

/** The files of an application that a web server loads it from. */
export interface Gateways {
    readonly wsgi: readonly string[];
    readonly asgi: readonly string[];
}

/** @param files - Python files of the application */
export function findGateways(tree: Tree, files: readonly string[]): Gateways {
    const those = (name: RegExp, marker: readonly string[]) =>
        preferred(
            files.filter((file) => name.test(file) && marker.some((word) => usesName(sourceOf(tree, file), word))),
        );
    return {
        wsgi: those(/(^|\/)wsgi(\/__init__)?\.py$/, ["get_wsgi_application", "WSGIHandler"]),
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
        return module === undefined ? [] : [{ file, target: `${module}:${callableIn(tree, file)}` }];
    });
    const [only, ...others] = targets;
    if (only === undefined || others.length === 0) {
        return only && found(only.target, only.file, `the only wsgi.py of the project, ${only.file}`);
    }
    return open({
        where: "app.wsgi",
        got: `${targets.length} WSGI modules: ${listed(targets.map(({ file }) => file))}`,
        allowed: `one of ${listed(
            targets.map(({ target }) => target),
            "or",
        )}`,
        remedy: setInStackFile("app.wsgi", `wsgi: "${only.target}"`),
    });
}

function found(target: string, file: string, because: string): Answer<Wsgi> {
    const finding: Finding = { kind: "found", what: "wsgi", value: target, because };
    return known({ target, file }, finding, ...outsidePath(file));
}

/** manage.py may widen sys.path, Gunicorn does not run it. */
function outsidePath(file: string): Finding[] {
    return file.startsWith("src/")
        ? [
              {
                  kind: "attention",
                  what: "wsgi",
                  value: file,
                  because:
                      "Python on the instance starts in the folder of manage.py and does not look into src: " +
                      'set app.variables: {PYTHONPATH: "src"}, or point app.directory at src if manage.py can move there',
              },
          ]
        : [];
}

/** `application` by Django's convention, else the name that is assigned the WSGI handler. */
function callableIn(tree: Tree, file: string): string {
    const assigned = sourceOf(tree, file).filter(
        (statement) => statement.indent === 0 && assignedName(statement) !== undefined,
    );
    const handler = assigned.find((s) => usesName([s], "get_wsgi_application") || usesName([s], "WSGIHandler"));
    const named = assigned.some((statement) => assignedName(statement) === "application");
    return named || handler === undefined ? "application" : (assignedName(handler) ?? "application");
}

function missing(tree: Tree, { asgi }: Gateways, settings: readonly string[], declared: Located | undefined) {
    const [asgiFile] = asgi;
    const folder = asgiFile === undefined ? (settings[0]?.split(".").slice(0, -1)[0] ?? "") : posix.dirname(asgiFile);
    const file = posix.join(folder, "wsgi.py");
    const target = `${moduleOf(tree, file) ?? "wsgi"}:application`;
    const module = (asgiFile && settingsNamedIn(tree, asgiFile)[0]?.value) ?? settings[0] ?? "config.settings";
    const got =
        declared !== undefined
            ? `WSGI_APPLICATION = "${declared.value}" (${declared.where}), but no such module`
            : asgiFile === undefined
              ? "no wsgi.py with get_wsgi_application() in it, and no asgi.py either"
              : `an ASGI application only (${asgiFile}), no wsgi.py with get_wsgi_application() in it`;
    return {
        where: "app.wsgi",
        got,
        allowed: "a WSGI application, module:callable; this version serves no ASGI",
        remedy: [
            `Create ${file} with these four lines, or set app.wsgi in the stack file, for example app: {wsgi: "${target}"}`,
            ...wsgiModule(module),
        ].join("\n             "),
    };
}

const wsgiModule = (settings: string): readonly string[] => [
    "import os",
    "from django.core.wsgi import get_wsgi_application",
    `os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")`,
    "application = get_wsgi_application()",
];
