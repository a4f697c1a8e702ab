import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Measured } from "./bundle-once";
import { makeTree } from "./made-tree";
import { median, timeOf } from "./measure";

const repeats = 5;
const python =
    "import os,sys,zipfile\nz=zipfile.ZipFile(sys.argv[2],'w',zipfile.ZIP_DEFLATED)\n" +
    "for d,_,fs in os.walk(sys.argv[1]):\n for f in fs:\n  p=os.path.join(d,f); z.write(p,os.path.relpath(p,sys.argv[1]))\nz.close()";

/** Times of making a bundle, beside those of the tools that people use now. */
export async function bundle(): Promise<void> {
    // Not in the repository: a tree there would be a part of it for Git.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-bench-"));
    try {
        await speed(folder);
        await growth(folder);
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

interface Row {
    readonly zip: number;
    readonly python: number;
    readonly archiver: number;
    readonly archivers: number;
    readonly cold: Measured;
    readonly command: number;
    readonly unchanged: Measured;
}

async function speed(folder: string): Promise<void> {
    const tree = path.join(folder, "tree");
    const bytes = makeTree(tree, 5000, 60_000_000);
    const runs = `medians of ${repeats} alternating runs`;
    console.log(`5,000 files, ${megabytes(bytes)}, ${os.availableParallelism()} processors, ${runs}\n`);
    await rest();
    const rows: Row[] = [];
    for (let i = 0; i < repeats; i += 1) {
        rows.push(await round(folder, tree));
    }
    report(rows, fs.statSync(path.join(folder, "zip.zip")).size);
}

function report(rows: readonly Row[], zipBytes: number): void {
    const of = (pick: (row: Row) => number) => median(rows.map(pick));
    const [zip, cold, unchanged] = [of((row) => row.zip), of((row) => row.cold.ms), of((row) => row.unchanged.ms)];
    const zipfile = of((row) => row.python);
    print("zip -r -q", zip);
    print("Python's zipfile", zipfile);
    print(
        "archiver alone, level 4",
        of((row) => row.archiver),
    );
    print(
        "archiver in two threads, not joined",
        of((row) => row.archivers),
    );
    print("ours, cold", cold, rows[0]?.cold.steps);
    print(
        "ours, cold, whole command",
        of((row) => row.command),
    );
    print("ours, unchanged", unchanged, rows[0]?.unchanged.steps);
    console.log();
    ratio("cold / zip", cold / zip, 0.8);
    ratio("cold / zipfile", cold / zipfile, 0.7);
    ratio("size / zip's", (rows[0]?.cold.bytes ?? 0) / zipBytes, 1.03);
    ratio("unchanged / zip", unchanged / zip, 0.15);
}

async function round(folder: string, tree: string): Promise<Row> {
    const fresh = (name: string) => {
        const file = path.join(folder, name);
        fs.rmSync(file, { recursive: true, force: true });
        return file;
    };
    const zip = await timeOf("zip", ["-r", "-q", fresh("zip.zip"), "."], { cwd: tree });
    const zipfile = await timeOf("python3", ["-c", python, tree, fresh("python.zip")], { cwd: tree });
    const archiver = once<{ ms: number }>("archiver-once", [tree, fresh("archiver.zip"), "1"]).ms;
    const archivers = once<{ ms: number }>("archiver-once", [tree, fresh("archivers.zip"), "2"]).ms;
    const cache = fresh("cache");
    const started = performance.now();
    const cold = once<Measured>("bundle-once", [tree, cache]);
    const command = performance.now() - started;
    return {
        zip,
        python: zipfile,
        archiver,
        archivers,
        cold,
        command,
        unchanged: once<Measured>("bundle-once", [tree, cache]),
    };
}

/** Whether time and memory stay in proportion for a tree near the limit. */
async function growth(folder: string): Promise<void> {
    const measured = [
        { files: 10_000, bytes: 50_000_000 },
        { files: 100_000, bytes: 500_000_000 },
    ].map(({ files, bytes }) => {
        const tree = path.join(folder, `tree-${files}`);
        return { files, tree, bytes: makeTree(tree, files, bytes) };
    });
    await rest();
    const perMegabyte: number[] = [];
    console.log();
    for (const { files, tree, bytes } of measured) {
        const runs = [1, 2, 3].map((i) =>
            once<Measured>("bundle-once", [tree, path.join(folder, `cache-${files}-${i}`)]),
        );
        const ms = median(runs.map((run) => run.ms));
        const memory = Math.max(...runs.map((run) => run.memory));
        perMegabyte.push(ms / bytes);
        print(
            `${files.toLocaleString("en-US")} files, ${megabytes(bytes)}: at most ${megabytes(memory)} resident`,
            ms,
            runs[0]?.steps,
        );
        if (files === 100_000) {
            ratio("resident / 200 MB", memory / 200_000_000, 1);
        }
    }
    ratio("time per MB, large / small", (perMegabyte[1] ?? 0) / (perMegabyte[0] ?? 1), 1.3);
}

/** What was just written is read again at the next run, so that a change in the same instant is not missed: here it would blur the unchanged runs. */
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3000));

function once<T>(script: string, args: readonly string[]): T {
    const output = execFileSync(process.execPath, [path.join(__dirname, `${script}.js`), ...args], {
        encoding: "utf8",
    });
    return JSON.parse(output) as T;
}

function print(what: string, ms: number, steps?: Readonly<Record<string, number>>): void {
    const parts = Object.entries(steps ?? {}).map(([step, time]) => `${step} ${time.toFixed(0)}`);
    console.log(
        `${what.padEnd(64)} ${ms.toFixed(0).padStart(6)} ms${parts.length > 0 ? `  (${parts.join(", ")})` : ""}`,
    );
}

function ratio(what: string, value: number, target: number): void {
    console.log(
        `${what.padEnd(30)} ${value.toFixed(3)}  at most ${target}  ${value <= target ? "holds" : "DOES NOT HOLD"}`,
    );
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
