import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { digestOf, isComplete, must, once, testCache } from "./cache";
import { install, programOf, virtualEnvironment } from "./virtual-environment";

const folderOf = (root: string) => path.join(root, "test", "support", "judges");
const requirementsOf = (root: string) => path.join(folderOf(root), "requirements.txt");
const compose = (root: string) => path.join(folderOf(root), "compose");

/** The program of a judge that ships as a Python package; undefined until it is installed. */
export function pythonJudge(root: string, name: string): string | undefined {
    const environment = virtualEnvironment(requirementsOf(root));
    const isThere = environment !== undefined && isComplete(environment.folder);
    return isThere ? programOf(environment, name) : undefined;
}

/** The program around the official parser of compose files; undefined until it is built. */
export function composeJudge(root: string): string | undefined {
    const folder = composeFolder(root);
    return isComplete(folder) ? path.join(folder, "compose") : undefined;
}

function composeFolder(root: string): string {
    const sources = ["go.mod", "go.sum", "main.go"].map((name) => fs.readFileSync(path.join(compose(root), name)));
    return path.join(testCache(), `compose-${digestOf(...sources)}`);
}

/** Installs the judges that no system package brings. What fails is said here; its tests are then skipped, in CI they fail. */
export async function installJudges(root: string): Promise<void> {
    const outcomes = await Promise.allSettled([installPython(root), buildCompose(root)]);
    for (const outcome of outcomes) {
        if (outcome.status === "rejected") {
            const { reason } = outcome as { reason: unknown };
            console.error(reason instanceof Error ? reason.message : reason);
        }
    }
}

async function installPython(root: string): Promise<void> {
    const environment = virtualEnvironment(requirementsOf(root));
    if (environment === undefined) {
        console.log("Without the judges that are Python packages: no Python 3.11 or newer with venv was found.");
        return;
    }
    await install(environment, "the judges of generated files");
}

async function buildCompose(root: string): Promise<void> {
    if (spawnSync("go", ["version"]).error !== undefined) {
        console.log("Without the judge of compose files: there is no go on PATH.");
        return;
    }
    const folder = composeFolder(root);
    await once(folder, "Building the judge of compose files (once, up to a minute)", () =>
        must("go", ["build", "-mod=readonly", "-trimpath", "-o", path.join(folder, "compose"), "."], compose(root), {
            CGO_ENABLED: "0",
            GOWORK: "off",
        }),
    );
}
