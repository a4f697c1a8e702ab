import { buildBundle } from "../components/source-bundle/build-bundle";

/** One run in a process of its own: `bundle-once <application> <cache>` prints what it measured as JSON. */
export interface Measured {
    /** From the first directory read to the finished archive, in milliseconds. */
    readonly ms: number;
    readonly bytes: number;
    readonly cached: boolean;
    readonly steps: Readonly<Record<string, number>>;
    /** Largest resident set, in bytes. */
    readonly memory: number;
}

async function measure(directory: string, cacheFolder: string): Promise<Measured> {
    const started = performance.now();
    const { bytes, cached, milliseconds } = await buildBundle({
        directory,
        cacheFolder,
        exclude: [],
        include: [],
        allow: [],
        inlineLinks: false,
        platform: "python",
        generate: () => Promise.resolve({ files: [] }),
    });
    const ms = performance.now() - started;
    return { ms, bytes, cached, steps: milliseconds, memory: process.resourceUsage().maxRSS * 1024 };
}

void measure(process.argv[2] ?? "", process.argv[3] ?? "").then((measured) => {
    console.log(JSON.stringify(measured));
});
