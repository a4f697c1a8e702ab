import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import { BundleEntry, byPath } from "./entry";
import { IgnoreRules } from "./ignore-rules";

export interface Walk {
    /** Sorted by path. */
    readonly entries: readonly BundleEntry[];
    readonly problems: readonly Problem[];
}

/** Lists what the bundle takes from an application directory. Ignored folders are not entered; folders themselves need no entry. */
export function walk(root: string, rules: IgnoreRules): Walk {
    const entries: BundleEntry[] = [];
    const problems: Problem[] = [];
    walkFolder({ root, realRoot: fs.realpathSync(root), entries, problems }, "", rules);
    return { entries: entries.sort(byPath), problems };
}

interface Tree {
    readonly root: string;
    readonly realRoot: string;
    readonly entries: BundleEntry[];
    readonly problems: Problem[];
}

function walkFolder(tree: Tree, folder: string, rules: IgnoreRules): void {
    const names = attempt(tree, folder === "" ? "." : folder, () =>
        fs.readdirSync(path.join(tree.root, folder), { withFileTypes: true }),
    );
    for (const item of names ?? []) {
        const relative = folder + item.name;
        if (item.isDirectory()) {
            if (!rules.ignores(`${relative}/`) && !isVirtualEnvironment(path.join(tree.root, relative))) {
                walkFolder(tree, `${relative}/`, rules.enter(`${relative}/`));
            }
        } else if (!rules.ignores(relative)) {
            addFile(tree, relative, item);
        }
    }
}

function addFile(tree: Tree, relative: string, item: fs.Dirent): void {
    const source = path.join(tree.root, relative);
    if (item.isSymbolicLink()) {
        addLink(tree, relative, source);
    } else if (item.isFile()) {
        const stat = attempt(tree, relative, () => {
            fs.accessSync(source, fs.constants.R_OK);
            return fs.statSync(source);
        });
        if (stat !== undefined) {
            tree.entries.push({
                kind: "file",
                path: relative,
                source,
                bytes: stat.size,
                executable: (stat.mode & 0o100) !== 0,
            });
        }
    } else {
        tree.problems.push({
            where: relative,
            got: "a socket, FIFO or device",
            allowed: "files, folders and links",
            remedy: "Remove it, or add it to the ignore file.",
        });
    }
}

function addLink(tree: Tree, relative: string, source: string): void {
    const target = fs.readlinkSync(source);
    const real = attempt(tree, relative, () => fs.realpathSync(source), `a link to ${target}, which leads nowhere`);
    if (real === undefined) {
        return;
    }
    if (path.isAbsolute(target) || (real !== tree.realRoot && !real.startsWith(tree.realRoot + path.sep))) {
        tree.problems.push({
            where: relative,
            got: `a link to ${target}`,
            allowed: "relative links that stay inside the application directory",
            remedy: "Copy the file in, make the link relative, or add it to the ignore file.",
        });
        return;
    }
    tree.entries.push({ kind: "link", path: relative, source, target });
}

/** Virtual environments go by any name, but each holds this file. */
const isVirtualEnvironment = (folder: string): boolean => fs.existsSync(path.join(folder, "pyvenv.cfg"));

function attempt<T>(tree: Tree, relative: string, read: () => T, got?: string): T | undefined {
    try {
        return read();
    } catch (error) {
        const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
        tree.problems.push({
            where: relative,
            got: got ?? `an error when reading it (${reason})`,
            allowed: "readable files",
            remedy: "Mend it, or add it to the ignore file.",
        });
        return undefined;
    }
}
