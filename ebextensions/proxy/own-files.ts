import { Directive, topDirectives } from "./directives";

/** What the application's own files tell nginx, by the block in which their lines come to stand. */
export interface OwnNginx {
    readonly http: readonly OwnDirective[];
    readonly server: readonly OwnDirective[];
    /** Files with a location that passes requests on, with the headers as clients send them. */
    readonly passing: readonly string[];
    /** The application's own nginx.conf, which takes the place of the platform's. */
    readonly main: string | undefined;
}

export interface OwnDirective {
    /** Path in the bundle. */
    readonly file: string;
    readonly words: Directive;
}

export const noOwnNginx: OwnNginx = { http: [], server: [], passing: [], main: undefined };

export const mainFile = ".platform/nginx/nginx.conf";

/**
 * @param read - the text of one of the paths
 */
export function ownNginx(paths: Iterable<string>, read: (path: string) => string): OwnNginx {
    const all = [...paths].sort();
    const inServer = all.filter((path) => /^\.platform\/nginx\/conf\.d\/elasticbeanstalk\/[^/]+\.conf$/.test(path));
    const inHttp = all.filter((path) => /^\.platform\/nginx\/conf\.d\/[^/]+\.conf$/.test(path));
    const of = (files: readonly string[]) =>
        files.flatMap((file) => topDirectives(read(file)).map((words) => ({ file, words })));
    return {
        http: of(inHttp),
        server: of(inServer),
        passing: inServer.filter((path) => /^[^#\n]*\bproxy_pass\s/m.test(read(path))),
        main: all.includes(mainFile) ? read(mainFile) : undefined,
    };
}

/** The files that set a directive for every location. */
export const settersOf = (own: OwnNginx, name: string): string[] => [
    ...new Set([...own.http, ...own.server].filter(({ words }) => words[0] === name).map(({ file }) => file)),
];
