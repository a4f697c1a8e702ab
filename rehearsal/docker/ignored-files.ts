import { bytesOf, wildmatch } from "../../components/source-bundle/ignore/wildmatch";

interface Pattern {
    readonly matches: RegExp;
    readonly kept: boolean;
}

/**
 * Whether `.dockerignore` keeps a file out of the build. The last pattern that fits a file, or a folder above it, counts.
 * https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function isIgnored(lines: readonly string[]): (file: string) => boolean {
    const patterns = lines.flatMap(patternOf);
    return (file) => {
        const parts = bytesOf(file).split("/");
        const paths = parts.map((_, i) => parts.slice(0, i + 1).join("/"));
        return patterns.findLast(({ matches }) => paths.some((each) => matches.test(each)))?.kept === false;
    };
}

/** Unlike Git's, one without a slash is meant for the root alone. */
function patternOf(line: string): Pattern[] {
    const text = line.trim();
    const kept = text.startsWith("!");
    const pattern = text.slice(kept ? 1 : 0).replace(/^\.?\/+|\/+$/g, "");
    const matches = text.startsWith("#") || pattern === "" ? undefined : wildmatch(bytesOf(pattern));
    return matches === undefined ? [] : [{ matches, kept }];
}
