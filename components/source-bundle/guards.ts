import { Problem } from "../problem";
import { BundleEntry } from "./entry";

/** Elastic Beanstalk refuses a source bundle above this: 500 MB of 1,048,576 bytes. */
export const bundleLimitBytes = 524_288_000;

/** Files that a Django application on the Python platform needs at the bundle's root. */
export function missingFiles(directory: string, entries: readonly BundleEntry[]): Problem[] {
    if (entries.some(({ path }) => path === "manage.py")) {
        return [];
    }
    return [
        {
            where: "app.directory",
            got: `${directory}, which ${entries.length === 0 ? "holds no file that is not ignored" : "has no manage.py"}`,
            allowed: "the folder of a Django project, with manage.py in it",
            remedy: "Point app.directory (or --app) at the folder that holds manage.py, and look whether an ignore file drops it.",
        },
    ];
}

/** The platform installs from requirements.txt or Pipfile at the root and reads nothing else. */
export function requirementsNotice(entries: readonly BundleEntry[]): string[] {
    return entries.some(({ path }) => path === "requirements.txt" || path === "Pipfile")
        ? []
        : [
              "No requirements.txt or Pipfile at the application's root: the platform would install nothing, and the application would not start.",
          ];
}

/** Two origins of one path: the application's file is never overwritten. */
export function clashes(own: readonly BundleEntry[], generated: readonly BundleEntry[]): Problem[] {
    const owned = new Set(own.map(({ path }) => path));
    return generated
        .filter(({ path }) => owned.has(path))
        .map(({ path }) => ({
            where: path,
            got: "a file of the application's under the name of a generated one",
            allowed: "any other name",
            remedy: "Rename the application's file, or remove it if the generated one does its work.",
        }));
}

/** @returns a problem that names the ten largest files when the archive is over the limit */
export function tooLarge(bytes: number, entries: readonly BundleEntry[], limit = bundleLimitBytes): Problem[] {
    if (bytes <= limit) {
        return [];
    }
    const largest = entries
        .flatMap((entry) => (entry.kind === "file" ? [entry] : []))
        .sort((a, b) => b.bytes - a.bytes)
        .slice(0, 10)
        .map((entry) => `      ${formatBytes(entry.bytes).padStart(9)}  ${entry.path}`);
    return [
        {
            where: "app.directory",
            got: `a bundle of ${bytes.toLocaleString("en-US")} bytes; the largest files are\n${largest.join("\n")}`,
            allowed: `at most ${limit.toLocaleString("en-US")} bytes`,
            remedy: "Add what the application does not need to .ebignore, or to app.package.exclude.",
        },
    ];
}

export function formatBytes(bytes: number): string {
    const units = ["B", "KB", "MB", "GB"];
    const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
    return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step] ?? "B"}`;
}
