import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { digestOf, isComplete, once, userCache } from "../cache";
import { must } from "../run-program";
import { install, virtualEnvironment } from "../virtual-environment";

const folderOf = (root: string) => path.join(root, "test", "support", "judges");
const requirementsOf = (root: string) => path.join(folderOf(root), "requirements.txt");
const compose = (root: string) => path.join(folderOf(root), "compose");

/** The program of a judge that ships as a Python package; undefined until it is installed. */
export function pythonJudge(root: string, name: string): string | undefined {
    const note = noteOf(root);
    const program = fs.existsSync(note) ? path.join(fs.readFileSync(note, "utf8"), "bin", name) : undefined;
    // The interpreter is a link: it leads nowhere after another Python has taken its place.
    return program !== undefined && fs.existsSync(program) ? program : undefined;
}

/** Says where the virtual environment is, so that tests need not ask each Python for its version. */
const noteOf = (root: string) => path.join(userCache(), `judges-${digestOf(fs.readFileSync(requirementsOf(root)))}`);

/** The program around the official parser of compose files; undefined until it is built. */
export function composeJudge(root: string): string | undefined {
    const folder = composeFolder(root);
    return isComplete(folder) ? path.join(folder, "compose") : undefined;
}

function composeFolder(root: string): string {
    const sources = ["go.mod", "go.sum", "main.go"].map((name) => fs.readFileSync(path.join(compose(root), name)));
    return path.join(userCache(), `compose-${digestOf(...sources)}`);
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
    if (pythonJudge(root, "python") !== undefined) {
        return;
    }
    const environment = virtualEnvironment(requirementsOf(root));
    if (environment === undefined) {
        console.log("Without the judges that are Python packages: no Python 3.11 or newer with venv was found.");
        return;
    }
    await install(environment, "the judges of generated files");
    fs.writeFileSync(noteOf(root), environment.folder);
}

async function buildCompose(root: string): Promise<void> {
    const folder = composeFolder(root);
    if (!isComplete(folder) && spawnSync("go", ["version"]).error !== undefined) {
        console.log("Without the judge of compose files: there is no go on PATH.");
        return;
    }
    await once(folder, "Building the judge of compose files (once)", () =>
        must("go", ["build", "-mod=readonly", "-trimpath", "-o", path.join(folder, "compose"), "."], compose(root), {
            CGO_ENABLED: "0",
            GOWORK: "off",
        }),
    );
}
