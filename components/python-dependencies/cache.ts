import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Requirements } from "./inputs";
import type { DependencyPlan, DependencyReport } from "./plan";
import type { Environment, Tools } from "./run";

/** Raised when the same inputs would give another report. */
const formatVersion = "2";

/** An index changes; after a day its answer is asked for again, unless the lock is tied to a date. */
const validMilliseconds = 24 * 60 * 60 * 1000;

/** SHA-256 over everything that an answer depends on, as far as it can be read without starting a program. */
export function cacheKey(plan: DependencyPlan, requirements: Requirements, { env }: Tools): string {
    const { pythonVersion, architecture, check, lock, vendorWheels, indexUrl, needed } = plan;
    const hash = createHash("sha256");
    const fields = [
        formatVersion,
        { pythonVersion, architecture, check, lock, vendorWheels, indexUrl, needed },
        [...requirements.texts].sort(),
        requirements.derived,
        requirements.lines.flatMap((line) => (line.kind === "path" ? [buildFiles(plan.directory, line.path)] : [])),
        Object.entries(env)
            .filter(([name]) => /^(UV|PIP)_/.test(name))
            .sort(),
        configurationFiles(env).map(content),
        installedUv(env),
    ];
    return hash.update(JSON.stringify(fields)).digest("hex");
}

const buildFiles = (directory: string, folder: string): (string | undefined)[] =>
    ["pyproject.toml", "setup.cfg", "setup.py"].map((name) => content(path.join(directory, folder, name)));

/** https://docs.astral.sh/uv/concepts/configuration-files/ and https://pip.pypa.io/en/stable/topics/configuration/ */
function configurationFiles(env: Environment): string[] {
    const home = env["HOME"] ?? os.homedir();
    const user = env["XDG_CONFIG_HOME"] ?? path.join(home, ".config");
    return [
        path.join(user, "uv", "uv.toml"),
        path.join(user, "pip", "pip.conf"),
        path.join(home, ".pip", "pip.conf"),
        "/etc/uv/uv.toml",
        "/etc/pip.conf",
    ];
}

const content = (file: string): string | undefined =>
    fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true ? fs.readFileSync(file, "utf8") : undefined;

/** Another uv may answer otherwise, and the first one certainly does. */
function installedUv(env: Environment): string | undefined {
    for (const folder of (env["PATH"] ?? "").split(path.delimiter)) {
        const file = path.join(folder, "uv");
        const stat = statOf(file);
        if (stat?.isFile() === true) {
            return `${file} ${stat.size} ${stat.mtimeMs}`;
        }
    }
    return undefined;
}

/** A folder of the PATH may be missing, or closed to this user: a shell goes on to the next one too. */
function statOf(file: string): fs.Stats | undefined {
    try {
        return fs.statSync(file);
    } catch {
        return undefined;
    }
}

interface Entry {
    readonly written: number;
    readonly report: DependencyReport;
}

/** @returns undefined when there is no such result, or it is too old, or a wheel of it is gone */
export function cachedReport(plan: DependencyPlan, key: string, now: number): DependencyReport | undefined {
    const text = content(entryFile(plan, key));
    if (text === undefined) {
        return undefined;
    }
    const entry = parsed(text);
    if (entry === undefined) {
        return undefined;
    }
    const { written, report } = entry;
    const dated = plan.lock !== false && plan.lock.excludeNewer !== undefined;
    const fresh = dated || Math.abs(now - written) < validMilliseconds;
    return fresh && report.wheels.every(({ source }) => fs.existsSync(source)) ? report : undefined;
}

/** A power cut can leave an entry with nothing in it: it is none then. */
function parsed(text: string): Entry | undefined {
    try {
        const entry = JSON.parse(text) as Partial<Entry> | null;
        return typeof entry?.written === "number" && Array.isArray(entry.report?.wheels) ? (entry as Entry) : undefined;
    } catch {
        return undefined;
    }
}

/** Written beside its place and renamed, so that an interrupted run leaves no half an entry. */
export function storeReport(plan: DependencyPlan, key: string, now: number, report: DependencyReport): void {
    const file = entryFile(plan, key);
    const temporary = `${file}.${process.pid}.tmp`;
    const entry: Entry = { written: now, report };
    try {
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(temporary, JSON.stringify(entry));
        fs.renameSync(temporary, file);
    } catch {
        // A folder that cannot be written costs a resolution at the next run, and nothing else.
        fs.rmSync(temporary, { force: true });
    }
}

const entryFile = ({ cacheFolder }: DependencyPlan, key: string): string => path.join(cacheFolder, `${key}.json`);

/** Folder of the wheels of one lock. */
export function wheelCache({ cacheFolder, pythonVersion, architecture }: DependencyPlan, pins: string): string {
    const digest = createHash("sha256")
        .update(JSON.stringify([pins, pythonVersion, architecture]))
        .digest("hex");
    return path.join(cacheFolder, `wheels-${digest.slice(0, 32)}`);
}
