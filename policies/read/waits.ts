import type { Contents, TextFile } from "./archive";

/** Seconds that something waits; `from` says where that is written. Undefined where it cannot be told for sure. */
export interface Wait {
    readonly seconds: number;
    readonly from: string;
}

/** What nginx of an instance does by the bundle's files; undefined members where the bundle does not tell. */
export interface ProxyWaits {
    /** The longest for which an idle connection is kept. */
    readonly keepAlive: Wait | undefined;
    /** The shortest for which the application's answer is waited. */
    readonly read: Wait | undefined;
}

/**
 * What nginx does where nothing is set: https://nginx.org/en/docs/http/ngx_http_core_module.html#keepalive_timeout and
 * https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout. The platform's own file keeps connections for less (60 seconds, seen on
 * instances and not documented), so what is shorter than nginx's own 75 is proven.
 */
const byItself = { keepalive_timeout: 75, proxy_read_timeout: 60 } as const;
type Directive = keyof typeof byItself;

const isProxyFile = (name: string): boolean => /^\.platform\/nginx\/.*\.conf$/.test(name);

/** Files that could change nginx's in a way that nobody can read here: a main file of its own, and programs. */
const others = /^(\.platform\/(nginx\/nginx\.conf|(config)?hooks\/.*)|\.ebextensions\/[^/]*)$/;

/** By the bundle's files. Compose files, and a Docker image behind them, have no nginx of the platform's. */
export async function proxyWaits(contents: Contents): Promise<ProxyWaits> {
    if (contents.items.some(({ name }) => /^docker-compose\.ya?ml$/.test(name))) {
        return { keepAlive: undefined, read: undefined };
    }
    const files = await contents.read(({ name }) => isProxyFile(name) || others.test(name));
    return {
        keepAlive: waitOf(files, "keepalive_timeout", Math.max),
        read: waitOf(files, "proxy_read_timeout", Math.min),
    };
}

/** Of several, the one that is nearest to being right counts: then all are as wrong, or more so. */
function waitOf(
    files: readonly TextFile[],
    directive: Directive,
    nearest: (...seconds: number[]) => number,
): Wait | undefined {
    const isUnsure = files.some(
        ({ name, text }) => text === undefined || (others.test(name) && (text.includes(directive) || isMain(name))),
    );
    const set = files
        .filter(({ name }) => !others.test(name))
        .flatMap(({ name, text = "" }) => valuesIn(text, directive).map((seconds) => ({ seconds, from: name })));
    if (isUnsure || set.some(({ seconds }) => seconds === undefined || seconds === 0)) {
        return undefined;
    }
    const known = set.flatMap(({ seconds, from }) => (seconds === undefined ? [] : [{ seconds, from }]));
    if (known.length === 0) {
        return { seconds: byItself[directive], from: "nginx by itself" };
    }
    const seconds = nearest(...known.map((it) => it.seconds));
    return known.find((it) => it.seconds === seconds);
}

const isMain = (name: string): boolean => name === ".platform/nginx/nginx.conf";

const valuesIn = (text: string, directive: Directive): (number | undefined)[] =>
    [...text.replaceAll(/#.*$/gm, "").matchAll(new RegExp(`(?<![\\w$])${directive}\\s+([^\\s;]+)`, "g"))].map(
        ([, value = ""]) => secondsOf(value),
    );

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, "": 1 };

/** A time as nginx writes it, `90`, `1m30s`; undefined for a variable. https://nginx.org/en/docs/syntax.html */
function secondsOf(value: string): number | undefined {
    return /^(\d+(ms|[smhd])?)+$/.test(value)
        ? [...value.matchAll(/(\d+)(ms|[smhd])?/g)].reduce(
              (sum, [, digits = "", unit = ""]) => sum + Number(digits) * (units[unit] ?? 0),
              0,
          )
        : undefined;
}

/** What Gunicorn does where nothing is set. https://docs.gunicorn.org/en/stable/settings.html#timeout */
const gunicornByItself = 30;

/**
 * After how many seconds Gunicorn ends a silent worker, by the Procfile's web process or a script of the bundle that it starts.
 *
 * @param hasOwnSettings - the environment hands Gunicorn settings of its own, which count where the command has none
 */
export async function gunicornWait(contents: Contents, hasOwnSettings: boolean): Promise<Wait | undefined> {
    const [procfile] = await contents.read(({ name }) => name === "Procfile");
    const web = /^web\s*:(.*)$/m.exec(procfile?.text ?? "")?.[1];
    if (web === undefined || contents.items.some(({ name }) => name === "gunicorn.conf.py")) {
        return undefined;
    }
    const words = web.split(/\s+/).map((word) => word.replace(/^\.\//, ""));
    const scripts = await contents.read(({ name }) => words.includes(name) && /\.(sh|bash)$/.test(name));
    const sources = [{ name: "Procfile", text: web }, ...scripts].flatMap(({ name, text = "" }) =>
        commandsIn(text).map((command) => ({ from: name, command })),
    );
    const [only] = sources;
    if (only === undefined || sources.length > 1 || /\s(-c|--config)[\s=]|GUNICORN_CMD_ARGS/.test(only.command)) {
        return undefined;
    }
    const given = [...only.command.matchAll(/\s(?:--timeout[\s=]|-t\s*)["']?([^\s"']+)/g)].at(-1)?.[1];
    if (given === undefined) {
        return hasOwnSettings ? undefined : { seconds: gunicornByItself, from: "Gunicorn by itself" };
    }
    // 0 means without end.
    return /^\d+$/.test(given) ? { seconds: Number(given) || Infinity, from: only.from } : undefined;
}

/** Lines that start Gunicorn, those that a backslash continues in one. */
const commandsIn = (text: string): string[] =>
    text
        .replaceAll(/\\\r?\n/g, " ")
        .split("\n")
        .filter((line) => /(^|[\s/])gunicorn\s/.test(line) && !/^\s*#/.test(line));
