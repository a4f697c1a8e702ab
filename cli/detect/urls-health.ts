import { posix } from "node:path";
import { given, Known, known } from "./detection";
import { Located, moduleFile, settingOf, sourceOf } from "./python-modules";
import type { Statement, Token } from "./python-source";
import { common } from "../../components/settings/defaults";
import type { Tree } from "./tree";

const what = "health path";

/** Last segment of a route that tells whether the process lives, the usual names first. */
const names: readonly RegExp[] = [
    /^healthz?$/,
    /^health[-_]?check$/,
    /^(__)?(lb)?heartbeat(__)?$/,
    /^livez?$/,
    /^alive$/,
    /^ping$/,
];

/**
 * The health route that the root URLconf names literally. Routes of included modules and of middleware stay unseen.
 *
 * @param settings - the settings module of the deployment; undefined while that is a question
 * @param wsgiFile - a urls.py beside it is the root URLconf when ROOT_URLCONF is computed
 */
export function detectHealthPath(
    tree: Tree,
    settings: string | undefined,
    wsgiFile: string | undefined,
    answered: string | undefined,
): Known<string | undefined> {
    if (answered !== undefined) {
        return given(what, answered, "app.healthPath");
    }
    const routes = urlconfs(tree, settings, wsgiFile).flatMap((file) => routesOf(tree, file));
    const health = names
        .flatMap((name) => routes.filter(({ value }) => name.test(value.split("/").filter(Boolean).at(-1) ?? "")))
        .at(0);
    if (health !== undefined) {
        return known(health.value, { kind: "found", what, value: health.value, because: health.where });
    }
    const because = "the root URLconf names no health route; set app.healthPath if there is one";
    return known(undefined, { kind: "assumed", what, value: common.healthPath, because });
}

function urlconfs(tree: Tree, settings: string | undefined, wsgiFile: string | undefined): readonly string[] {
    const declared = settings === undefined ? undefined : settingOf(tree, settings, "ROOT_URLCONF");
    const file = declared === undefined ? undefined : moduleFile(tree, declared.value);
    const beside = wsgiFile === undefined ? [] : [posix.join(posix.dirname(wsgiFile), "urls.py")];
    return file === undefined ? beside : [file];
}

function routesOf(tree: Tree, file: string): readonly Located[] {
    return sourceOf(tree, file).flatMap((statement) =>
        routeTokens(statement).flatMap(({ text, line }) => {
            const value = literalPath(text);
            return value === undefined ? [] : [{ value, where: `${file}:${line}` }];
        }),
    );
}

/** The first argument of path(), re_path() and url(). */
function routeTokens({ tokens }: Statement): readonly Token[] {
    return tokens.filter(
        ({ kind }, i) =>
            kind === "string" &&
            tokens[i - 1]?.text === "(" &&
            /^(path|re_path|url)$/.test(tokens[i - 2]?.text ?? "") &&
            tokens[i + 1]?.text === ",",
    );
}

/** The one path that a route matches: without anchors, and undefined when it has a parameter or any other pattern. */
function literalPath(route: string): string | undefined {
    const literal = route
        .replace(/^\^/, "")
        .replace(/\/\?\$?$/, "/")
        .replace(/\$$/, "");
    return /^[\w/-]+$/.test(literal) ? `/${literal}` : undefined;
}
