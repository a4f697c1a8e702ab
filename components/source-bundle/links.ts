import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import { BundleEntry } from "./entry";

/** The tree that links are judged in. */
export interface LinkTree {
    /** The application directory without links in its path. */
    readonly realRoot: string;
    /** What lies behind links that leave the tree is packed in their place. */
    readonly inline: boolean;
    /** Folders outside the tree that links have led to, on the way to where the walk is. */
    readonly followed: readonly string[];
}

/** What becomes of a link. */
export type LinkOutcome =
    | { readonly kind: "keep"; readonly target: string }
    | { readonly kind: "file" | "folder"; readonly real: string }
    | { readonly kind: "refuse"; readonly problem: Problem }
    | { readonly kind: "leave out"; readonly notice: string };

/**
 * A relative link inside the tree stays a link. One that leads nowhere (an editor's lock, a loop) is left out: it would lead nowhere on the instance
 * too. One that leaves the tree is refused, or replaced by what it leads to.
 *
 * @throws the file system's error when the link cannot be read
 */
export function linkOutcome(tree: LinkTree, relative: string, source: string): LinkOutcome {
    const target = fs.readlinkSync(source);
    const real = realPath(source);
    if (real === undefined) {
        return {
            kind: "leave out",
            notice: `${relative} is a link to ${target}, which leads nowhere; it is left out.`,
        };
    }
    if (!path.isAbsolute(target) && isInside(tree.realRoot, real) && staysInside(relative, target)) {
        return { kind: "keep", target };
    }
    if (!tree.inline) {
        return { kind: "refuse", problem: leaves(relative, target, real) };
    }
    if (!fs.statSync(real).isDirectory()) {
        return { kind: "file", real };
    }
    // A folder that holds the link itself would be packed without end.
    return [fs.realpathSync(path.dirname(source)), ...tree.followed].some((around) => isInside(real, around))
        ? { kind: "refuse", problem: loops(relative, target, real) }
        : { kind: "folder", real };
}

function realPath(source: string): string | undefined {
    try {
        return fs.realpathSync(source);
    } catch (error) {
        if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ELOOP")) {
            return undefined;
        }
        throw error;
    }
}

const isInside = (folder: string, real: string): boolean => real === folder || real.startsWith(folder + path.sep);

/** The way itself must stay inside: `../application/x` ends there only while the folder has this name. */
const staysInside = (relative: string, target: string): boolean =>
    !path.posix.normalize(path.posix.join(path.posix.dirname(relative), target)).startsWith("..");

const leaves = (relative: string, target: string, real: string): Problem => ({
    where: relative,
    got: `a link to ${target}, that is ${real}`,
    allowed: "relative links that stay inside the application directory",
    remedy: "Copy the file in, make the link relative, leave it out, or set app.package.links to inline, which packs what it leads to.",
});

const loops = (relative: string, target: string, real: string): Problem => ({
    where: relative,
    got: `a link to ${target}, that is ${real}, a folder around the link`,
    allowed: "links to folders that do not hold the link",
    remedy: "Remove the link, or add it to the ignore file.",
});

/** Links whose target the bundle leaves out: they would lead nowhere on the instance. */
export function danglingLinks(entries: readonly BundleEntry[]): string[] {
    const links = entries.flatMap((entry) => (entry.kind === "link" ? [entry] : []));
    if (links.length === 0) {
        return [];
    }
    const present = new Set<string>(["."]);
    for (const { path: each } of entries) {
        for (let at = each; at !== "." && !present.has(at); at = path.posix.dirname(at)) {
            present.add(at);
        }
    }
    return links.flatMap(({ path: from, target }) => {
        const to = path.posix.normalize(path.posix.join(path.posix.dirname(from), target)).replace(/\/$/, "");
        return present.has(to)
            ? []
            : [`${from} is a link to ${target}, which the bundle leaves out: it would lead nowhere.`];
    });
}
