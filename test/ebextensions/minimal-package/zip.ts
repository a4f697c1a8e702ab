import { ZipArchive } from "archiver";

/** A zip of files by path; a content `-> target` makes a link. */
export async function zip(files: Readonly<Record<string, string>>): Promise<Buffer> {
    const archive = new ZipArchive({ zlib: { level: 6 } });
    const chunks: Buffer[] = [];
    archive.on("data", (chunk: Buffer) => chunks.push(chunk));
    const done = new Promise<void>((resolve, reject) => {
        archive.on("end", resolve);
        archive.on("error", reject);
    });
    for (const [name, content] of Object.entries(files)) {
        if (content.startsWith("-> ")) {
            archive.symlink(name, content.slice(3));
        } else {
            archive.append(content, { name, mode: name.endsWith(".sh") ? 0o755 : 0o644 });
        }
    }
    await archive.finalize();
    await done;
    return Buffer.concat(chunks);
}

/** The same archive with another name of the same length in place of one, as no well-meaning program would write it. */
export function renamed(archive: Buffer, from: string, to: string): Buffer {
    return Buffer.from(archive.toString("latin1").replaceAll(from, to), "latin1");
}
