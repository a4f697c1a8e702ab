import { buffer } from "node:stream/consumers";
import { openPromise } from "yauzl";
import type { Bundle } from "../components/source-bundle/build-bundle";
import { formatBytes } from "../components/source-bundle/size-guards";

/**
 * Every generated file with its reason and its text, as the archive holds it: what an instance will read, version and commit filled in.
 * Hooks that run on a change of configuration too stand in two places with one text, which is shown once.
 */
export async function showFiles({ file, generated }: Pick<Bundle, "file" | "generated">): Promise<string> {
    const texts = await textsOf(file, new Set(generated.map(({ path }) => path)));
    const heads = new Map<string, string[]>();
    for (const { path, reason, executable } of generated.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
        const text = texts.get(path) ?? "";
        const facts = `${formatBytes(Buffer.byteLength(text))}${executable ? ", executable" : ""}; ${reason}`;
        heads.set(text, [...(heads.get(text) ?? []), `==> ${path}  (${facts})`]);
    }
    return [...heads].map(([text, lines]) => `${lines.join("\n")}\n${text}`).join("\n");
}

async function textsOf(archive: string, wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const zip = await openPromise(archive, { lazyEntries: true, autoClose: false });
    try {
        const texts = new Map<string, string>();
        for await (const entry of zip.eachEntry()) {
            if (wanted.has(entry.fileName)) {
                texts.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8"));
            }
        }
        return texts;
    } finally {
        zip.close();
    }
}
