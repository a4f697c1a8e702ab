import * as fs from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipArchive } from "archiver";

/** A text, or what else an archive can hold under a path. */
export type ZipContent = string | Buffer | { readonly text: string; readonly mode: number } | { readonly link: string };

/** Writes an archive with exactly these entries, in their order; a path with a slash at its end is a folder. */
export async function makeZip(file: string, contents: Readonly<Record<string, ZipContent>>): Promise<void> {
    const archive = new ZipArchive({ zlib: { level: 1 } });
    const written = pipeline(archive, fs.createWriteStream(file));
    for (const [name, content] of Object.entries(contents)) {
        if (typeof content === "string" || Buffer.isBuffer(content)) {
            archive.append(content, { name, mode: name.endsWith("/") ? 0o755 : 0o644 });
        } else if ("link" in content) {
            archive.symlink(name, content.link);
        } else {
            archive.append(content.text, { name, mode: content.mode });
        }
    }
    await archive.finalize();
    await written;
}
