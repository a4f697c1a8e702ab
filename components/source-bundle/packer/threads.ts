import * as os from "node:os";
import * as path from "node:path";
import { Worker } from "node:worker_threads";
import { largeFileBytes } from "./limits";

/** One entry as a packing thread gets it. */
export interface Item {
    readonly path: string;
    /** With the kind of file: 0o100644, 0o120777. */
    readonly mode: number;
    /** File to read; what the walk saw of it follows. */
    readonly source?: string;
    readonly bytes?: number;
    readonly mtimeMs?: number;
    readonly ctimeMs?: number;
    /** Instead of a file. */
    readonly content?: string;
    readonly lineFeeds?: boolean;
}

/** What a thread found out about one entry. */
export interface Outcome {
    /** SHA-256 of what is packed, in hexadecimal. */
    readonly digest?: string;
    /** A secret, told without its value. */
    readonly finding?: { readonly kind: string; readonly line?: number };
    /** Carriage returns were taken out. */
    readonly converted?: boolean;
    /** `changed`, or the code of the file system's error. */
    readonly failure?: string;
}

export interface Task {
    readonly items: readonly Item[];
    /** Else only digests and findings are wanted. */
    readonly pack: boolean;
    /** Where a file that is too large for memory is packed to. */
    readonly part?: string;
}

export interface Result {
    readonly outcomes: readonly Outcome[];
    /** What stands before the directory in a zip; good until `release` is called. */
    readonly local?: Uint8Array;
    /** Records of the directory; offsets count from the beginning of this result. */
    readonly central?: Uint8Array;
    readonly partBytes?: number;
    /** Gives the memory back to the thread. Every result must be released. */
    readonly release: () => void;
}

/** As a thread sends it. */
export interface Reply extends Omit<Result, "release"> {
    readonly id: number;
    /** Bytes of `local` that lie in the thread's shared space. */
    readonly shared?: number;
    /** The task could not be done. */
    readonly fault?: { readonly message: string; readonly code?: string };
}

interface Waiting {
    readonly thread: number;
    readonly space: SharedArrayBuffer | undefined;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: Error) => void;
}

/** More threads than this gain little and cost memory. */
const mostThreads = 4;
/** A thread takes about as long to start as this many bytes take to pack. */
const bytesPerThread = 2_000_000;

/**
 * Spaces of each thread, and bytes of each. Threads put what they pack into shared memory that is used again and again: buffers that are sent over
 * would wait for the collector, which lets 64 MB of them pile up.
 */
const spacesPerThread = 3;
const spaceBytes = largeFileBytes + 256 * 1024;

/** Threads that read, hash, search and compress. Tasks may be given ahead; each thread does its own in order. */
export class PackingThreads {
    private readonly workers: Worker[];
    private readonly load: number[];
    private readonly free: SharedArrayBuffer[][];
    private readonly waiting = new Map<number, Waiting>();
    private nextId = 0;

    /** @param bytes - of all the files that may be read */
    constructor(bytes: number) {
        const wanted = Math.max(1, Math.ceil(bytes / bytesPerThread));
        const count = Math.min(os.availableParallelism(), mostThreads, wanted);
        this.load = new Array<number>(count).fill(0);
        this.free = this.load.map(() =>
            Array.from({ length: spacesPerThread }, () => new SharedArrayBuffer(spaceBytes)),
        );
        this.workers = this.load.map((_none, thread) => this.start(thread));
    }

    /** Number of tasks that keep all threads busy while finished ones are written; no more may pack before one is released. */
    get ahead(): number {
        return this.workers.length * spacesPerThread;
    }

    run(task: Task): Promise<Result> {
        const thread = this.load.indexOf(Math.min(...this.load));
        const id = this.nextId++;
        this.load[thread] = (this.load[thread] ?? 0) + 1;
        const space = task.pack ? this.free[thread]?.pop() : undefined;
        const result = new Promise<Result>((resolve, reject) => {
            this.waiting.set(id, { thread, space, resolve, reject });
        });
        // Whoever awaits it gets the error; until then Node must not take it for forgotten.
        result.catch(() => undefined);
        this.workers[thread]?.postMessage({ id, space, ...task });
        return result;
    }

    async close(): Promise<void> {
        await Promise.all(this.workers.map((worker) => worker.terminate()));
    }

    private start(thread: number): Worker {
        // Without the flags of this process, which may load a TypeScript compiler.
        const worker = new Worker(path.join(__dirname, "worker.js"), {
            execArgv: [],
            env: {},
            // What lives long in a thread is little; with a small space for what is new, garbage does not pile up.
            resourceLimits: { maxYoungGenerationSizeMb: 1 },
        });
        worker.on("message", (reply: Reply) => {
            this.settle(reply);
        });
        worker.on("error", (error) => {
            this.fail(thread, error);
        });
        worker.on("exit", () => {
            this.fail(thread, new Error("A packing thread ended before its work was done."));
        });
        return worker;
    }

    private settle({ id, fault, shared, ...result }: Reply): void {
        const waiting = this.waiting.get(id);
        this.waiting.delete(id);
        if (waiting === undefined) {
            return;
        }
        const { thread, space } = waiting;
        const release = () => {
            this.load[thread] = (this.load[thread] ?? 1) - 1;
            if (space !== undefined) {
                this.free[thread]?.push(space);
            }
        };
        if (fault !== undefined) {
            release();
            waiting.reject(Object.assign(new Error(fault.message), fault));
        } else if (shared !== undefined && space !== undefined) {
            waiting.resolve({ ...result, local: new Uint8Array(space, 0, shared), release });
        } else {
            waiting.resolve({ ...result, release });
        }
    }

    private fail(thread: number, error: unknown): void {
        for (const [id, waiting] of this.waiting) {
            if (waiting.thread === thread) {
                this.waiting.delete(id);
                waiting.reject(error instanceof Error ? error : new Error(String(error)));
            }
        }
    }
}
