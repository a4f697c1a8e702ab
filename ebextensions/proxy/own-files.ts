import { Directive, topDirectives } from "./directives";

/** What the application's own files tell nginx, by the block in which their lines come to stand. */
export interface OwnNginx {
    readonly http: readonly OwnDirective[];
    readonly server: readonly OwnDirective[];
    /** The application's own nginx.conf, which takes the place of the platform's. */
    readonly main: string | undefined;
}

export interface OwnDirective {
    /** Path in the bundle. */
    readonly file: string;
    readonly words: Directive;
}

export const noOwnNginx: OwnNginx = { http: [], server: [], main: undefined };

const main = ".platform/nginx/nginx.conf";

/**
 * @param read - the text of one of the paths
 */
export function ownNginx(paths: Iterable<string>, read: (path: string) => string): OwnNginx {
    const all = [...paths].sort();
    const of = (place: RegExp) =>
        all
            .filter((path) => place.test(path))
            .flatMap((file) => topDirectives(read(file)).map((words) => ({ file, words })));
    return {
        http: of(/^\.platform\/nginx\/conf\.d\/[^/]+\.conf$/),
        server: of(/^\.platform\/nginx\/conf\.d\/elasticbeanstalk\/[^/]+\.conf$/),
        main: all.includes(main) ? read(main) : undefined,
    };
}

/** The files that set a directive for every location. */
export const settersOf = (own: OwnNginx, name: string): string[] => [
    ...new Set([...own.http, ...own.server].filter(({ words }) => words[0] === name).map(({ file }) => file)),
];
