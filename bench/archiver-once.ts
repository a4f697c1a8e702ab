import * as fs from "node:fs";
import * as path from "node:path";
import { pipeline } from "node:stream/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/**
 * The way not taken: archiver makes the whole archive, or a share of it in each of two threads. `archiver-once <tree> <zip> <threads>` prints the
 * milliseconds it took. Files are given as buffers, which is quicker than letting archiver open them.
 */
async function main(tree: string, zip: string, threads: number): Promise<void> {
    const started = performance.now();
    const files = fs
        .readdirSync(tree, { recursive: true, withFileTypes: true })
        .filter((item) => item.isFile())
        .map((item) => path.relative(tree, path.join(item.parentPath, item.name)))
        .sort();
    if (threads === 1) {
        await pack({ tree, zip, files });
    } else {
        const share = (i: number) => files.slice(...[i, i + 1].map((n) => Math.round((files.length * n) / threads)));
        await Promise.all(
            Array.from({ length: threads }, (_, i) => inThread({ tree, zip: `${zip}.${i}`, files: share(i) })),
        );
    }
    console.log(JSON.stringify({ ms: performance.now() - started }));
}

interface Job {
    readonly tree: string;
    readonly zip: string;
    readonly files: readonly string[];
}

function inThread(job: Job): Promise<void> {
    return new Promise((resolve, reject) => {
        const worker = new Worker(__filename, { workerData: job });
        worker.once("message", () => {
            resolve();
        });
        worker.once("error", reject);
    });
}

async function pack({ tree, zip, files }: Job): Promise<void> {
    const { ZipArchive } = await import("archiver");
    const archive = new ZipArchive({ zlib: { level: 4 } });
    const written = pipeline(archive, fs.createWriteStream(zip));
    for (const name of files) {
        archive.append(fs.readFileSync(path.join(tree, name)), { name, date: new Date(0), mode: 0o644 });
        // Without a pause every file would be held in memory at once.
        if (archive.pointer() === 0 || files.length > 1) {
            await new Promise(setImmediate);
        }
    }
    await Promise.all([archive.finalize(), written]);
}

if (isMainThread) {
    void main(process.argv[2] ?? "", process.argv[3] ?? "", Number(process.argv[4] ?? 1));
} else {
    void pack(workerData as Job).then(() => parentPort?.postMessage("done"));
}
