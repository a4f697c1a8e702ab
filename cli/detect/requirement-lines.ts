import { posix } from "node:path";
import type { Tree } from "./tree";

/** What pip would read, starting from one requirements file. */
export interface RequirementLines {
    /** Names of packages, normalised. */
    readonly packages: ReadonlySet<string>;
    /** Files that another one includes and that are not in the tree, each with the file and line that wants it. */
    readonly missing: readonly { readonly file: string; readonly where: string }[];
}

/** Follows `-r` within the tree. https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export function readRequirements(tree: Tree, file: string): RequirementLines {
    const packages = new Set<string>();
    const missing: { file: string; where: string }[] = [];
    const queue = [file];
    const seen = new Set(queue);
    for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
        for (const { text, line } of logicalLines(tree.text(current) ?? "")) {
            const name = packageName(text);
            if (name !== undefined) {
                packages.add(name);
            }
            const included = includedFile(current, text);
            if (included !== undefined && !seen.has(included)) {
                seen.add(included);
                const present = !included.startsWith("../") && tree.isFile(included);
                (present ? queue : []).push(included);
                missing.push(...(present ? [] : [{ file: included, where: `${current}:${line}` }]));
            }
        }
    }
    return { packages, missing };
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
export const normalised = (name: string) => name.toLowerCase().replaceAll(/[-_.]+/g, "-");

/** Name at the start of a requirement, or in the fragment of a URL. */
export function packageName(requirement: string): string | undefined {
    const [, plain] = /^([A-Za-z0-9][\w.-]*)\s*($|[[<>=!~;@\s])/.exec(requirement) ?? [];
    const [, egg] = /#egg=([\w.-]+)/.exec(requirement) ?? [];
    const name = plain ?? egg;
    return name === undefined ? undefined : normalised(name);
}

function includedFile(from: string, line: string): string | undefined {
    const [, file] = /^(?:-[rc]\s*|--(?:requirement|constraint)[\s=]+)(\S+)/.exec(line) ?? [];
    return file === undefined || /^[a-z]+:\/\//.test(file) ? undefined : posix.join(posix.dirname(from), file);
}

function logicalLines(text: string): readonly { text: string; line: number }[] {
    const result: { text: string; line: number }[] = [];
    let continued = "";
    text.split(/\r?\n/).forEach((raw, index) => {
        const joined = continued + raw;
        continued = joined.endsWith("\\") ? joined.slice(0, -1) : "";
        const content = joined.replace(/(^|\s)#(?!egg=).*/, "").trim();
        if (!joined.endsWith("\\") && content !== "") {
            result.push({ text: content, line: index + 1 });
        }
    });
    return result;
}
