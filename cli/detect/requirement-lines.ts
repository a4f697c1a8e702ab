import { posix } from "node:path";
import { normalName } from "../../components/python-dependencies/names";
import { parseRequirements, RequirementLine } from "../../components/python-dependencies/requirements-file";
import type { Tree } from "./tree";

/** What pip would read, starting from one requirements file. */
export interface RequirementLines {
    /** Names of packages, normalised. */
    readonly packages: ReadonlySet<string>;
    /** Files that another one includes and that are not in the tree, each with the file and line that wants it. */
    readonly missing: readonly { readonly file: string; readonly where: string }[];
}

/** Follows `-r` within the tree. */
export function readRequirements(tree: Tree, file: string): RequirementLines {
    const packages = new Set<string>();
    const missing: { file: string; where: string }[] = [];
    const queue = [file];
    const seen = new Set(queue);
    for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
        for (const line of parseRequirements(tree.text(current) ?? "")) {
            const name = packageName(line);
            if (name !== undefined) {
                packages.add(name);
            }
            const included = includedFile(current, line);
            if (included !== undefined && !seen.has(included)) {
                seen.add(included);
                const present = !included.startsWith("../") && tree.isFile(included);
                (present ? queue : []).push(included);
                missing.push(...(present ? [] : [{ file: included, where: `${current}:${line.line}` }]));
            }
        }
    }
    return { packages, missing };
}

/** Name of a requirement, or in the fragment of a URL. */
export function packageName(line: RequirementLine | undefined): string | undefined {
    const name = line?.kind === "named" ? line.name : line?.kind === "url" ? eggOf(line.url) : undefined;
    return name === undefined ? undefined : normalName(name);
}

const eggOf = (url: string): string | undefined => /#egg=([\w.-]+)/.exec(url)?.[1];

function includedFile(from: string, line: RequirementLine): string | undefined {
    return line.kind !== "include" || /^[a-z]+:\/\//.test(line.path)
        ? undefined
        : posix.join(posix.dirname(from), line.path);
}
