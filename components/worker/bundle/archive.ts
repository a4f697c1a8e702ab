import { once } from "node:events";
import * as fs from "node:fs";
import { pipeline } from "node:stream/promises";
import type { TarEntryData } from "archiver";
import type { Problem } from "../../problem";
import { BundleEntry, entryMode } from "../../source-bundle/entry";
import type { Outcome } from "../../source-bundle/packer/threads";
import { findSecret } from "../../source-bundle/packer/secret-scan.js";
import type { WorkerBundlePlan } from "../model";
import { compressed } from "./compress";

interface Archive {
    /** What was found in each entry, in their order. */
    readonly outcomes: readonly Outcome[];
    /** Sum of the files. */
    readonly originalBytes: number;
    /** Files that could not be read. */
    readonly problems: readonly Problem[];
}

/** Entries have one time, no owner, and modes 755, 644 or of a link, so that nothing but names and content counts. */
const time = new Date(Date.UTC(1980, 0, 1));

/** Writes a compressed tar. Each file is read once, and what is packed is what was searched for secrets. */
export async function writeArchive(
    entries: readonly BundleEntry[],
    file: string,
    { name, compression }: Pick<WorkerBundlePlan, "name" | "compression">,
): Promise<Archive> {
    const { TarArchive } = await import("archiver");
    const archive = new TarArchive();
    const written = pipeline(compressed(archive, compression, name), fs.createWriteStream(file, { flags: "wx" }));
    const packing = pack(archive, entries);
    await Promise.race([written, packing.then(() => written)]);
    return packing;
}

async function pack(archive: InstanceType<typeof import("archiver").TarArchive>, entries: readonly BundleEntry[]) {
    const outcomes: Outcome[] = [];
    const problems: Problem[] = [];
    let originalBytes = 0;
    for (const entry of entries) {
        const content = contentOf(entry);
        if (Buffer.isBuffer(content)) {
            originalBytes += content.length;
            const finding = entry.kind === "link" ? undefined : findSecret(entry.path, content);
            outcomes.push(finding === undefined ? {} : { finding });
            const packed = once(archive, "entry");
            archive.append(content, entryData(entry));
            await packed;
        } else {
            problems.push(content);
            outcomes.push({});
        }
    }
    await archive.finalize();
    return { outcomes, problems, originalBytes };
}

/** @returns a problem when it cannot be read */
function contentOf(entry: BundleEntry): Buffer | Problem {
    if (entry.kind !== "file") {
        return Buffer.from(entry.kind === "generated" ? entry.content : "");
    }
    try {
        return fs.readFileSync(entry.source);
    } catch (error) {
        const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
        return {
            where: entry.path,
            got: `an error when reading it (${reason})`,
            allowed: "readable files",
            remedy: "Give yourself the right to read it, or add it to the ignore file.",
        };
    }
}

/** archiver passes on to the writer of tar what it does not know, such as the target of a link. */
const entryData = (entry: BundleEntry): TarEntryData => ({
    name: entry.path,
    mode: entryMode(entry),
    date: time,
    ...(entry.kind === "link" ? { type: "symlink", linkname: entry.target } : {}),
});
