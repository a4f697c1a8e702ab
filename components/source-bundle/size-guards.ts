import * as path from "node:path";
import * as zlib from "node:zlib";
import { Problem } from "../problem";
import { BundleEntry, FileEntry } from "./entry";
import { readPiece } from "./read-piece";

/**
 * Elastic Beanstalk refuses a source bundle above this: 500 MB of 1,048,576 bytes.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-sourcebundle.html
 */
export const bundleLimitBytes = 524_288_000;

/** Share of the limit from which a notice is given. */
const warnFrom = 0.8;

export function nearLimit(bytes: number, entries: readonly BundleEntry[], limit = bundleLimitBytes): string[] {
    if (bytes < limit * warnFrom || bytes > limit) {
        return [];
    }
    return [
        `The bundle has ${percent(bytes / limit)} of the ${count(limit)} bytes that Elastic Beanstalk takes. Largest:\n${culprits(entries)}`,
    ];
}

/** @param bytes - exact, estimated, or undefined when packing stopped at the limit */
export function tooLarge(
    bytes: number | undefined,
    entries: readonly BundleEntry[],
    limit = bundleLimitBytes,
): Problem {
    const size = bytes === undefined ? `more than ${count(limit)} bytes` : `about ${count(bytes)} bytes`;
    return {
        where: "app.directory",
        got: `a bundle of ${size}; largest, with the line for .ebignore or app.package.exclude that drops each:\n${culprits(entries)}`,
        allowed: `at most ${count(limit)} bytes`,
        remedy: "Add what the application does not need to the ignore file. Uploads of users belong into the media bucket.",
    };
}

/** The ten largest files, then the ten largest folders that are not mostly one folder inside them. */
function culprits(entries: readonly BundleEntry[]): string {
    const files = entries.flatMap((entry) => (entry.kind === "file" ? [entry] : []));
    const line = ([name, bytes]: readonly [string, number]) => `      ${formatBytes(bytes).padStart(9)}  /${name}`;
    const bySize = (list: (readonly [string, number])[]) => list.sort((a, b) => b[1] - a[1]).slice(0, 10);
    return [
        ...bySize(files.map(({ path, bytes }) => [path, bytes] as const)).map(line),
        ...bySize(folders(files)).map(line),
    ].join("\n");
}

function folders(files: readonly FileEntry[]): [string, number][] {
    const sizes = new Map<string, number>();
    for (const file of files) {
        for (let at = file.path.lastIndexOf("/"); at > 0; at = file.path.lastIndexOf("/", at - 1)) {
            const folder = file.path.slice(0, at + 1);
            sizes.set(folder, (sizes.get(folder) ?? 0) + file.bytes);
        }
    }
    const mostly = new Set<string>();
    for (const [folder, bytes] of sizes) {
        const parent = `${path.posix.dirname(folder)}/`;
        if (bytes >= (sizes.get(parent) ?? Infinity) * 0.9) {
            mostly.add(parent);
        }
    }
    return [...sizes].filter(([folder]) => !mostly.has(folder));
}

const sampleBytes = 32 * 1024;
const samples = 256;
/** Samples can mislead; what is a quarter above the limit by their account is hopeless. */
const hopeless = 1.25;

/**
 * Tells in a second or two that a tree cannot come under the limit, before minutes are spent on compressing it: samples spread evenly over all its
 * bytes are compressed. A tree that is smaller than the limit needs no estimate.
 *
 * @returns estimated bytes of the bundle when it is hopeless, else undefined
 */
export function hopelessSize(entries: readonly BundleEntry[], limit = bundleLimitBytes): number | undefined {
    const files = entries.flatMap((entry) => (entry.kind === "file" ? [entry] : []));
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total <= limit * hopeless) {
        return undefined;
    }
    let read = 0;
    let compressed = 0;
    for (const { source, offset } of evenly(files, total)) {
        const sample = readSample(source, offset);
        read += sample.length;
        compressed += Math.min(sample.length, zlib.deflateRawSync(sample, { level: 4 }).length);
    }
    const estimate = read === 0 ? total : Math.round((total * compressed) / read);
    return estimate > limit * hopeless ? estimate : undefined;
}

function* evenly(files: readonly FileEntry[], total: number): Generator<{ source: string; offset: number }> {
    const step = total / samples;
    let before = 0;
    let next = step / 2;
    for (const { source, bytes } of files) {
        for (; next < before + bytes; next += step) {
            yield { source, offset: Math.floor(Math.max(0, Math.min(next - before, bytes - sampleBytes))) };
        }
        before += bytes;
    }
}

/** A file that cannot be read gives an empty sample; that it cannot is told when it is packed. */
function readSample(source: string, offset: number): Buffer {
    try {
        return readPiece(source, offset, sampleBytes);
    } catch {
        return Buffer.alloc(0);
    }
}

const count = (bytes: number): string => bytes.toLocaleString("en-US");

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

export function formatBytes(bytes: number): string {
    const units = ["B", "KB", "MB", "GB"];
    const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
    return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step] ?? "B"}`;
}
