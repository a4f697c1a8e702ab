import type { ReadBundle } from "../platform/target";

/**
 * What a team's next commit makes of a bundle. Its label, wherever it is written, becomes another.
 *
 * @param changes - text by path in the bundle
 */
export function nextVersion(bundle: ReadBundle, changes: Readonly<Record<string, string>> = {}): ReadBundle {
    const label = `${bundle.label}-next`;
    const labelled = [...bundle.texts].filter(([, text]) => text.includes(bundle.label));
    const all = new Map([
        ...bundle.changes,
        ...labelled.map(([path, text]) => [path, text.replaceAll(bundle.label, label)] as const),
        ...Object.entries(changes),
    ]);
    return {
        file: bundle.file,
        label,
        changes: all,
        texts: new Map([...bundle.texts, ...all]),
        sizes: new Map([...bundle.sizes, ...[...all].map(([path, text]) => [path, Buffer.byteLength(text)] as const)]),
    };
}
