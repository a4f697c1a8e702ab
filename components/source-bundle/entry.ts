/** One entry of a bundle. Paths are relative to the bundle's root, with forward slashes. */
export type BundleEntry = FileEntry | GeneratedEntry | LinkEntry;

interface Named {
    readonly path: string;
}

/**
 * A file on this machine, and what the file system says of it: any difference in size, times or inode means that it must be read again. There may be
 * a hundred thousand of them, so their places are put together only when asked for.
 */
export class FileEntry implements Named {
    readonly kind = "file";

    constructor(
        /** Absolute path of the folder that the bundle's root stands for. */
        private readonly root: string,
        readonly path: string,
        readonly bytes: number,
        /** Milliseconds since 1970, with fractions. */
        readonly mtimeMs: number,
        /** Of the last change of content, name or rights; no program can set it back. */
        readonly ctimeMs: number,
        readonly inode: number,
        readonly executable: boolean,
        /** Absolute path, where it is not the one that `path` says: behind a link, or a wheel. */
        private readonly elsewhere?: string,
    ) {}

    /** Absolute path to read from. */
    get source(): string {
        return this.elsewhere ?? `${this.root}/${this.path}`;
    }
}

/** A file that the plan wrote; it exists only in memory. */
export interface GeneratedEntry extends Named {
    readonly kind: "generated";
    readonly content: string;
    readonly executable: boolean;
}

/** A symbolic link inside the tree. */
export interface LinkEntry extends Named {
    readonly kind: "link";
    readonly target: string;
}

/** Order of entries: by code unit, so that it is the same in every locale. */
export const byPath = (a: Named, b: Named): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** Mode of an entry in the archive. Hooks must be executable whatever the file system says: Windows and some archives lose the bit. */
export function entryMode(entry: BundleEntry): 0o755 | 0o644 | 0o777 {
    if (entry.kind === "link") {
        return 0o777;
    }
    return entry.executable || isHook(entry.path) ? 0o755 : 0o644;
}

const isHook = (path: string): boolean => /^\.platform\/(config)?hooks\//.test(path);

/**
 * A carriage return at the end of a line breaks these on the instance: the kernel looks for `bash\r`, and commands of a Procfile get it as a part of their
 * last argument. They are packed with plain line feeds.
 */
export const needsLineFeeds = (path: string): boolean =>
    isHook(path) || path === "Procfile" || /^\.ebextensions\/[^/]+\.config$/.test(path);
