import { posix } from "node:path";
import type { Tree } from "./tree";

export interface Walked {
    /** Paths from the root, the nearest first. */
    readonly files: readonly string[];
    /** False when the walk stopped at its limit of folders. */
    readonly complete: boolean;
}

/** Levels of folders below the root that are searched. */
export const searchedLevels = 3;

/** A limit of folders keeps the search short in a tree of any size. */
export const searchedFolders = 2000;

const skippedFolders: ReadonlySet<string> = new Set(["node_modules", "site-packages", "__pycache__"]);

/** Files with a wanted name, level by level. Leaves out what nobody wrote for this project: hidden folders, installed packages, templates of code generators. */
export function walk(tree: Tree, wanted: (name: string) => boolean): Walked {
    const files: string[] = [];
    let level = [""];
    let visited = 0;
    for (let depth = 0; depth <= searchedLevels; depth += 1) {
        const next: string[] = [];
        for (const folder of level) {
            visited += 1;
            if (visited > searchedFolders) {
                return { files, complete: false };
            }
            const listing = tree.list(folder);
            if (listing.files.includes("pyvenv.cfg")) {
                continue;
            }
            files.push(...listing.files.filter(wanted).map((name) => posix.join(folder, name)));
            next.push(...listing.folders.filter(isSearched).map((name) => posix.join(folder, name)));
        }
        level = next;
    }
    return { files, complete: true };
}

function isSearched(folder: string): boolean {
    return !folder.startsWith(".") && !folder.includes("{{") && !skippedFolders.has(folder);
}

/** Folders whose projects serve something else than users. */
const asideFolder = /^(tests?|testing|fixtures|docs?|examples?|samples?|demos?|sandbox|templates|skeletons?)$/;

/** The files outside test, documentation and example folders, or all of them when there are no others. */
export function preferred(files: readonly string[]): readonly string[] {
    const main = files.filter(
        (file) =>
            !posix
                .dirname(file)
                .split("/")
                .some((part) => asideFolder.test(part)),
    );
    return main.length > 0 ? main : files;
}
