import { spawn } from "node:child_process";
import { once } from "node:events";
import * as zlib from "node:zlib";
import { ProblemError } from "../../problem";
import type { Compression } from "../model";

/** Programs that compress, for one thread each: with several, the bytes could depend on the machine. */
const programs = {
    xz: { argv: ["xz", "--format=xz", "-6", "--threads=1", "--stdout"], package: "xz-utils (Debian) or xz" },
    zstd: { argv: ["zstd", "-19", "--single-thread", "--quiet", "--stdout"], package: "zstd" },
} as const;

/**
 * A stream compressed. gzip is at hand in Node.js, and its header has no time; zstd is so only from Node.js 22.15 on, xz in none.
 *
 * @throws ProblemError, in the stream, naming the package that brings a missing program
 */
export function compressed(
    input: NodeJS.ReadableStream,
    compression: Compression,
    worker: string,
): AsyncIterable<Buffer> {
    return compression === "gzip" ? gzipped(input) : piped(input, compression, worker);
}

/** Piped and not in a pipeline, here and below: archiver throws past everyone when it is destroyed. */
const gzipped = (input: NodeJS.ReadableStream): AsyncIterable<Buffer> => input.pipe(zlib.createGzip({ level: 9 }));

async function* piped(
    input: NodeJS.ReadableStream,
    compression: keyof typeof programs,
    worker: string,
): AsyncGenerator<Buffer> {
    const [program, ...args] = programs[compression].argv;
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const ended = once(child, "close") as Promise<[number | null]>;
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (words += piece));
    // A program that is gone closes its input; what became of it is told below.
    child.stdin.on("error", () => undefined);
    input.pipe(child.stdin);
    const failed = ended.then(
        ([code]) =>
            code === 0 ? undefined : problem(worker, compression, `${program} ended with ${code}: ${words.trim()}`),
        (error: unknown) => problem(worker, compression, error instanceof Error ? error.message : String(error)),
    );
    try {
        yield* child.stdout as AsyncIterable<Buffer>;
    } catch (error) {
        // Of a program that did not start, the stream only says that it closed.
        throw (await failed) ?? error;
    }
    const error = await failed;
    if (error !== undefined) {
        throw error;
    }
}

const problem = (worker: string, compression: keyof typeof programs, got: string): ProblemError =>
    new ProblemError(`The bundle of the worker ${worker}`, [
        {
            where: `worker.${worker}.compression`,
            got: `${compression}, but ${got}`,
            allowed: "gzip, or what this machine has a program for",
            remedy: `Install the package ${programs[compression].package}, or set compression: gzip.`,
        },
    ]);
