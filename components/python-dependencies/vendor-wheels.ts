import * as fs from "node:fs";
import * as path from "node:path";
import type { Problem } from "../problem";
import { indented, listed } from "../words";
import { indexEnvironment } from "./index-access";
import { platformOptions, tidy } from "./pip";
import type { DependencyPlan } from "./plan";
import { isSourceOnly, ResolvedPackage } from "./resolution";
import { findPython } from "./resolver";
import type { RunResult, Tools } from "./run";

/** Folder in the bundle. */
export const wheelFolder = "wheels";

/**
 * Options at the head of the bundle's requirements.txt. pip takes a relative `--find-links` from the folder of the requirements file, when it exists there:
 * https://pip.pypa.io/en/stable/cli/pip_install/#cmdoption-f
 */
export const offlineOptions: readonly string[] = ["--no-index", `--find-links=${wheelFolder}`];

export interface Vendored {
    /** Names of the files. */
    readonly files: readonly string[];
    readonly problems: readonly Problem[];
}

const where = "app.python.vendorWheels";

/** Packages that the instance would have to build cannot be vendored: their build needs further packages from an index. */
export function unvendorable(packages: readonly ResolvedPackage[]): Problem[] {
    const built = packages.filter((item) => isSourceOnly(item) || item.direct !== undefined).map(({ name }) => name);
    return built.length === 0
        ? []
        : [
              {
                  where,
                  got: `${listed(built)}, without a wheel for the instance in an index`,
                  allowed: "packages with wheels for the instance",
                  remedy: "Take a version or a package that has wheels, put your own wheel into an index, or set app.python.vendorWheels to false.",
              },
          ];
}

/**
 * Downloads the wheels of a lock for the instance, with pip: uv has no such command. Hashes are checked by pip. The folder appears only when all are there.
 *
 * https://pip.pypa.io/en/stable/cli/pip_download/
 *
 * @param pins - pinned and hashed requirements, with the options that say where they come from
 */
export async function downloadWheels(
    plan: DependencyPlan,
    pins: string,
    folder: string,
    tools: Tools,
): Promise<Vendored> {
    if (fs.existsSync(folder)) {
        return { files: wheelFiles(folder), problems: [] };
    }
    const python = await findPython(tools);
    if (python === undefined) {
        return failed("no Python on this machine to download wheels with");
    }
    const temporary = `${folder}.${process.pid}.tmp`;
    fs.rmSync(temporary, { recursive: true, force: true });
    fs.mkdirSync(temporary, { recursive: true });
    try {
        const file = path.join(temporary, "requirements.txt");
        fs.writeFileSync(file, pins);
        const env = indexEnvironment(plan.indexUrl, tools.env);
        const args = downloadArguments(plan, file, temporary);
        const result = await tools.run({ program: python, args, cwd: plan.directory, env });
        if (result.kind !== "ended" || result.code !== 0) {
            return failed(reason(result));
        }
        fs.rmSync(file);
        // Another run may have been faster; its wheels have the same hashes.
        if (!fs.existsSync(folder)) {
            fs.renameSync(temporary, folder);
        }
        return { files: wheelFiles(folder), problems: [] };
    } finally {
        fs.rmSync(temporary, { recursive: true, force: true });
    }
}

function downloadArguments(plan: DependencyPlan, file: string, folder: string): string[] {
    return [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-input",
        "--no-deps",
        "--require-hashes",
        "--disable-pip-version-check",
        ...platformOptions(plan),
        `--dest=${folder}`,
        "-r",
        file,
    ];
}

const wheelFiles = (folder: string): string[] =>
    fs
        .readdirSync(folder)
        .filter((name) => name.endsWith(".whl"))
        .sort();

function failed(got: string): Vendored {
    const remedy =
        "See that python3 has pip and that the index can be reached from here, or set app.python.vendorWheels to false.";
    return { files: [], problems: [{ where, got, allowed: "a download of all wheels", remedy }] };
}

function reason(result: RunResult): string {
    switch (result.kind) {
        case "missing":
            return "a Python that cannot be started";
        case "late":
            return "a download that took longer than five minutes";
        case "ended":
            return `a download that failed:\n${indented(tidy(result.stderr, 10))}`;
    }
}
