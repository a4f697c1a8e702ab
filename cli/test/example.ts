import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { install, programOf, virtualEnvironment } from "../virtual-environment";
import { addCounts, Counts } from "./counts";

/** Folders below `examples`, one for each kind of platform. */
const applications = ["notes", "documents"];

/** Runs each example application's tests as its own team would: in a virtual environment with its pinned requirements. */
export async function exampleSuite(root: string): Promise<Counts> {
    let total: Counts = { passed: 0, failed: 0, skipped: 0 };
    for (const name of applications) {
        console.log(`-- ${name}`);
        total = addCounts(total, await applicationSuite(path.join(root, "examples", name)));
    }
    return total;
}

async function applicationSuite(application: string): Promise<Counts> {
    const environment = virtualEnvironment(path.join(application, "requirements.txt"));
    if (environment === undefined) {
        console.log("Skipped: no Python 3.11 or newer with venv was found.");
        return process.env["CI"] === "true"
            ? { passed: 0, failed: 1, skipped: 0 }
            : { passed: 0, failed: 0, skipped: 1 };
    }
    try {
        await install(environment, "the example's requirements");
    } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return { passed: 0, failed: 1, skipped: 0 };
    }
    const { status, output } = tests(programOf(environment, "python"), application);
    console.log(output);
    return counts(status, output);
}

function tests(python: string, application: string): { status: number; output: string } {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const { status, stdout, stderr } = spawnSync(python, ["manage.py", "test", "--verbosity", "1"], {
        cwd: application,
        env,
        encoding: "utf8",
    });
    return { status: status ?? 1, output: `${stdout}${stderr}`.trim() };
}

/** Django ends with "Ran 68 tests in 2.9s" and "OK (skipped=1)" or "FAILED (failures=1, errors=2)". */
export function counts(status: number, output: string): Counts {
    const total = Number(/^Ran (\d+) tests?/m.exec(output)?.[1] ?? 0);
    const sum = (...names: string[]) =>
        names.reduce((all, name) => all + Number(new RegExp(`\\b${name}=(\\d+)`).exec(output)?.[1] ?? 0), 0);
    const skipped = sum("skipped");
    const failed = sum("failures", "errors");
    return status !== 0 && failed === 0
        ? { passed: 0, failed: 1, skipped }
        : { passed: total - failed - skipped, failed, skipped };
}
