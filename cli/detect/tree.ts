import * as fs from "node:fs";
import * as path from "node:path";

/** A file or folder that is there but could not be read. */
export interface Unreadable {
    /** Absolute path. */
    readonly path: string;
    readonly reason: string;
}

export interface Listing {
    /** Names, sorted. Links count as what they lead to, unless that lies outside the tree. */
    readonly files: readonly string[];
    /** Names, sorted; links to folders are left out, so that a walk ends. */
    readonly folders: readonly string[];
}

/** Read-only view of one folder. Paths are relative to it, with forward slashes; nothing outside it is ever read. */
export interface Tree {
    /** Absolute path. */
    readonly root: string;
    /** @returns undefined when there is no such file, or it could not be read, which `unreadable` then tells */
    text(file: string): string | undefined;
    isFile(file: string): boolean;
    list(folder: string): Listing;
    /** The same view, narrowed to a folder below. */
    at(folder: string): Tree;
    /** What was asked for so far and could not be read. */
    unreadable(): readonly Unreadable[];
}

/** Far above any source file that decides something; guards against a device or a dump under a familiar name. */
const largestFileBytes = 2_000_000;

export type Files = Pick<typeof fs, "readFileSync" | "readdirSync" | "realpathSync" | "statSync">;

/** @param files - the file system; tests put one that refuses here */
export function diskTree(root: string, files: Files = fs): Tree {
    return new DiskTree(path.resolve(root), files, new Map());
}

class DiskTree implements Tree {
    private readonly realRoot: string;

    constructor(
        readonly root: string,
        private readonly files: Files,
        private readonly failures: Map<string, string>,
    ) {
        this.realRoot = files.realpathSync(root);
    }

    text(file: string): string | undefined {
        const absolute = path.join(this.root, file);
        return this.attempt(absolute, () => {
            const stat = this.inside(absolute) ? this.files.statSync(absolute) : undefined;
            if (stat?.isFile() !== true) {
                return undefined;
            }
            if (stat.size > largestFileBytes) {
                this.failures.set(absolute, `${stat.size.toLocaleString("en-US")} bytes`);
                return undefined;
            }
            return this.files.readFileSync(absolute, "utf8").replace(/^\uFEFF/, "");
        });
    }

    isFile(file: string): boolean {
        const absolute = path.join(this.root, file);
        return this.attempt(absolute, () => this.inside(absolute) && this.files.statSync(absolute).isFile()) ?? false;
    }

    list(folder: string): Listing {
        const absolute = path.join(this.root, folder);
        const entries = this.attempt(absolute, () =>
            this.inside(absolute) ? this.files.readdirSync(absolute, { withFileTypes: true }) : [],
        );
        const names = (wanted: (entry: fs.Dirent) => boolean) =>
            (entries ?? [])
                .filter(wanted)
                .map(({ name }) => name)
                .sort();
        return {
            files: names(
                (entry) => entry.isFile() || (entry.isSymbolicLink() && this.isFile(path.join(folder, entry.name))),
            ),
            folders: names((entry) => entry.isDirectory()),
        };
    }

    at(folder: string): Tree {
        return new DiskTree(path.join(this.root, folder), this.files, this.failures);
    }

    unreadable(): readonly Unreadable[] {
        return [...this.failures].map(([file, reason]) => ({ path: file, reason }));
    }

    private inside(absolute: string): boolean {
        const relative = path.relative(this.realRoot, this.files.realpathSync(absolute));
        return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
    }

    /** Absent is an answer; refused is one that the user must hear about. */
    private attempt<T>(absolute: string, read: () => T): T | undefined {
        try {
            return read();
        } catch (error) {
            const code = error instanceof Error && "code" in error ? error.code : undefined;
            switch (code) {
                case "ENOENT":
                case "ENOTDIR":
                case "ELOOP":
                    return undefined;
                case "EACCES":
                case "EPERM":
                case "EIO":
                    this.failures.set(absolute, code);
                    return undefined;
                default:
                    throw error;
            }
        }
    }
}
