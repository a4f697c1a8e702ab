/** One entry of a bundle. Paths are relative to the bundle's root, with forward slashes. */
export type BundleEntry = FileEntry | GeneratedEntry | LinkEntry;

interface Named {
    readonly path: string;
}

/** A file of the application. */
export interface FileEntry extends Named {
    readonly kind: "file";
    /** Absolute path to read from. */
    readonly source: string;
    readonly bytes: number;
    readonly executable: boolean;
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
    /** Absolute path of the link itself. */
    readonly source: string;
    readonly target: string;
}

/** Order of entries: by code unit, so that it is the same in every locale. */
export const byPath = (a: Named, b: Named): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

/** Mode of an entry in the archive. Hooks must be executable whatever the file system says: Windows and some archives lose the bit. */
export function entryMode(entry: FileEntry | GeneratedEntry): 0o755 | 0o644 {
    return entry.executable || /^\.platform\/(config)?hooks\//.test(entry.path) ? 0o755 : 0o644;
}
