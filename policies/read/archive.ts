import * as fs from "node:fs/promises";
import * as path from "node:path";
import { buffer } from "node:stream/consumers";
import type { Entry, ZipFile } from "yauzl";

/** Largest file whose text is read, in bytes; a real one of those that rules ask for has a few thousand. */
export const mostBytes = 1024 * 1024;

/** An entry of a bundle. */
export interface Item {
    /** Path in the bundle, with slashes; a folder's has one at its end. */
    readonly name: string;
    readonly kind: "file" | "folder" | "link";
    /** Unix permissions; undefined where the archive does not tell, such as one made on Windows. */
    readonly mode: number | undefined;
    /** Before compression. */
    readonly bytes: number;
}

/** A file of the bundle; `text` is undefined when it cannot be read. */
export interface TextFile {
    readonly name: string;
    readonly text: string | undefined;
}

/** A bundle whose directory has been read. */
export interface Contents {
    readonly items: readonly Item[];
    /** Texts of some of its files, read one after the other. */
    readonly read: (wanted: (item: Item) => boolean) => Promise<readonly TextFile[]>;
}

/** The bundles of one run: each directory is read once, unless the file changes. */
export class Archives {
    readonly #known = new Map<string, { readonly stamp: string; readonly contents: Promise<Contents | undefined> }>();

    /** What an archive holds, or a folder that the engine will archive; undefined when it cannot be read, whatever the reason. */
    readonly contentsOf = async (bundle: string): Promise<Contents | undefined> => {
        const stat = await fs.stat(bundle).catch(unreadable);
        // Opening anything else, such as a pipe, could wait for ever.
        if (stat === undefined || !(stat.isFile() || stat.isDirectory())) {
            return undefined;
        }
        const stamp = `${stat.size} ${stat.mtimeMs}`;
        const known = this.#known.get(bundle);
        if (known?.stamp === stamp) {
            return known.contents;
        }
        const open = stat.isDirectory() ? contentsOfFolder : isAlone(bundle) ? contentsOfFile : contentsOfZip;
        const contents = open(bundle).catch(unreadable);
        this.#known.set(bundle, { stamp, contents });
        return contents;
    };
}

/** The size of a file in bytes; undefined when there is no such file. */
export async function sizeOf(file: string): Promise<number | undefined> {
    const stat = await fs.stat(file).catch(unreadable);
    return stat?.isFile() === true ? stat.size : undefined;
}

/** A Docker environment takes one of these without an archive. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/single-container-docker-configuration.html */
const isAlone = (file: string): boolean =>
    ["Dockerfile", "Dockerrun.aws.json", "docker-compose.yml"].includes(path.basename(file));

async function contentsOfFile(file: string): Promise<Contents> {
    const { dir, base: name } = path.parse(file);
    const items: readonly Item[] = [{ name, kind: "file", mode: undefined, bytes: (await fs.stat(file)).size }];
    return { items, read: readerOf(dir, items) };
}

/** Modes are undefined: the engine archives a folder without them. */
async function contentsOfFolder(folder: string): Promise<Contents> {
    const items: Item[] = [];
    const walk = async (within: string): Promise<void> => {
        const entries = await fs.readdir(path.join(folder, within), { withFileTypes: true });
        for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
            const name = `${within}${entry.name}`;
            if (entry.isDirectory()) {
                items.push({ name: `${name}/`, kind: "folder", mode: undefined, bytes: 0 });
                await walk(`${name}/`);
                continue;
            }
            const stat = await fs.stat(path.join(folder, name)).catch(unreadable);
            if (stat?.isFile() === true) {
                items.push({ name, kind: "file", mode: undefined, bytes: stat.size });
            }
        }
    };
    await walk("");
    return { items, read: readerOf(folder, items) };
}

const readerOf =
    (folder: string, items: readonly Item[]): Contents["read"] =>
    (wanted) =>
        oneByOne(filesOf(items, wanted), ({ name }) => fs.readFile(path.join(folder, name)));

async function contentsOfZip(file: string): Promise<Contents> {
    const entries = new Map<Item, Entry>();
    await withZip(file, async (zip) => {
        // A directory that breaks off says nothing about the entries behind the break: the whole bundle is unreadable then.
        for await (const entry of zip.eachEntry()) {
            entries.set(itemOf(entry), entry);
        }
    });
    const items = [...entries.keys()];
    const read: Contents["read"] = async (wanted) => {
        const chosen = filesOf(items, wanted);
        const none = chosen.map(({ name }) => ({ name, text: undefined }));
        return chosen.length === 0
            ? []
            : withZip(file, (zip) => oneByOne(chosen, (item) => readEntry(zip, entries.get(item)))).catch(() => none);
    };
    return { items, read };
}

async function withZip<T>(file: string, use: (zip: ZipFile) => Promise<T>): Promise<T> {
    const yauzl = await import("yauzl");
    const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
    try {
        return await use(zip);
    } finally {
        zip.close();
    }
}

const readEntry = async (zip: ZipFile, entry: Entry | undefined): Promise<Buffer | undefined> =>
    entry === undefined ? undefined : buffer(await zip.openReadStreamPromise(entry)).catch(unreadable);

/** A link's text would be where it leads. */
const filesOf = (items: readonly Item[], wanted: (item: Item) => boolean): readonly Item[] =>
    items.filter((item) => item.kind !== "folder" && wanted(item));

async function oneByOne(
    items: readonly Item[],
    read: (item: Item) => Promise<Buffer | undefined>,
): Promise<readonly TextFile[]> {
    const files: TextFile[] = [];
    for (const item of items) {
        const isSmall = item.kind === "file" && item.bytes <= mostBytes;
        const content = isSmall ? await read(item).catch(unreadable) : undefined;
        files.push({ name: item.name, text: content?.toString("utf8") });
    }
    return files;
}

/** Systems whose archives have Unix permissions: Unix and macOS. APPNOTE.TXT 4.4.2, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const unixes: readonly number[] = [3, 19];

function itemOf({ fileName: name, versionMadeBy, externalFileAttributes, uncompressedSize }: Entry): Item {
    const mode = unixes.includes(versionMadeBy >>> 8) ? externalFileAttributes >>> 16 : 0;
    const isLink = (mode & 0o170000) === 0o120000;
    return {
        name,
        kind: name.endsWith("/") ? "folder" : isLink ? "link" : "file",
        mode: mode === 0 ? undefined : mode & 0o7777,
        bytes: uncompressedSize,
    };
}

/** What cannot be read is reported by the rule that needs it, as something that is not proven. */
function unreadable(): undefined {
    return undefined;
}
