import * as fs from "node:fs/promises";
import * as path from "node:path";
import { buffer } from "node:stream/consumers";
import type { Entry, ZipFile } from "yauzl";

/** Largest file of a configuration that is read, in bytes; a real one has a few thousand. */
const maxConfigBytes = 1024 * 1024;

/** Files of one folder, by the end of their names. */
interface Kind {
    readonly folder: string;
    readonly end: string;
}

/** A file of the bundle; `text` is undefined when it cannot be read. */
export interface ConfigFile {
    readonly name: string;
    readonly text: string | undefined;
}

/** The size of a file in bytes; undefined when there is no such file. */
export async function sizeOf(file: string): Promise<number | undefined> {
    const stat = await fs.stat(file).catch(noSuchFile);
    return stat?.isFile() === true ? stat.size : undefined;
}

/** The `.ebextensions/*.config` files of a bundle; undefined when it cannot be read. */
export const readConfigFiles = (bundle: string): Promise<readonly ConfigFile[] | undefined> =>
    readFiles(bundle, { folder: ".ebextensions", end: ".config" });

/** Those that the platform's nginx includes in its server. */
export const readServerFiles = (bundle: string): Promise<readonly ConfigFile[] | undefined> =>
    readFiles(bundle, { folder: ".platform/nginx/conf.d/elasticbeanstalk", end: ".conf" });

/**
 * Files of a bundle: an archive, or a folder that the engine will archive. Only the directory of the archive and these files are read, one at a time.
 */
async function readFiles(bundle: string, kind: Kind): Promise<readonly ConfigFile[] | undefined> {
    const stat = await fs.stat(bundle).catch(noSuchFile);
    if (stat === undefined) {
        return undefined;
    }
    return stat.isDirectory() ? readFolder(bundle, kind) : readArchive(bundle, kind);
}

async function readFolder(bundle: string, { folder, end }: Kind): Promise<readonly ConfigFile[]> {
    const names = (await fs.readdir(path.join(bundle, folder)).catch(noSuchFile)) ?? [];
    const configs = names.filter((name) => name.endsWith(end)).sort();
    return Promise.all(
        configs.map(async (name) => ({
            name: `${folder}/${name}`,
            text: await fs.readFile(path.join(bundle, folder, name), "utf8").catch(unreadable),
        })),
    );
}

async function readArchive(file: string, { folder, end }: Kind): Promise<readonly ConfigFile[] | undefined> {
    const yauzl = await import("yauzl");
    const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false }).catch(unreadable);
    if (zip === undefined) {
        return undefined;
    }
    const configs: ConfigFile[] = [];
    try {
        for await (const entry of zip.eachEntry()) {
            if (path.posix.dirname(entry.fileName) === folder && entry.fileName.endsWith(end)) {
                configs.push({ name: entry.fileName, text: await readEntry(zip, entry).catch(unreadable) });
            }
        }
    } catch {
        // A directory that breaks off says nothing about the entries behind the break.
        return undefined;
    } finally {
        zip.close();
    }
    return configs;
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<string | undefined> {
    if (entry.uncompressedSize > maxConfigBytes) {
        return undefined;
    }
    return (await buffer(await zip.openReadStreamPromise(entry))).toString("utf8");
}

/** What cannot be read is reported by the rule that needs it, as something that is not proven. */
function unreadable(): undefined {
    return undefined;
}

const noSuchFile = unreadable;
