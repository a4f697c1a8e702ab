import { BundleEntry } from "./entry";

/** What can be known of a bundle only when all its content is. */
export interface Known {
    readonly fingerprint: string;
    /** Undefined outside a Git repository. */
    readonly commit: string | undefined;
}

/** Digits of the fingerprint in a version's label. */
export const shortFingerprint = (fingerprint: string): string => fingerprint.slice(0, 12);

/** `v129-env-var-fix-0123456789ab`; the provider adds a suffix at each creation. */
export const versionLabel = (prefix: string | undefined, fingerprint: string): string =>
    prefix === undefined ? fingerprint : `${prefix}-${fingerprint}`;

/** Stand for what is not known yet. As such they are part of the fingerprint; the commit is not, so the same tree has the same fingerprint at any commit. */
export const placeholder = {
    fingerprint: "@bundle.fingerprint@",
    shortFingerprint: "@bundle.short-fingerprint@",
    commit: "@bundle.commit@",
} as const;

/** Fills the placeholders of a generated file in. */
export function stampEntry(entry: BundleEntry, { fingerprint, commit }: Known): BundleEntry {
    return entry.kind !== "generated"
        ? entry
        : {
              ...entry,
              content: entry.content
                  .replaceAll(placeholder.fingerprint, fingerprint)
                  .replaceAll(placeholder.shortFingerprint, shortFingerprint(fingerprint))
                  .replaceAll(placeholder.commit, commit ?? "unknown"),
          };
}
