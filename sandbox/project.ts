import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { Problem, ProblemError } from "../components/problem";
import { SandboxLayout } from "./layout";

/**
 * Makes the folders and the project file of a sandbox. The project file is the real one with `main` pointing back at the repository; a CLI that we
 * built has no language host of its own, so it is given ours. The program is compiled with the real options, by a transpiler that remembers.
 *
 * @throws ProblemError when the folder cannot be written
 */
export function writeProject(layout: SandboxLayout, ownLanguageHost: boolean): void {
    try {
        for (const folder of [layout.project, layout.state, layout.home, layout.bin]) {
            fs.mkdirSync(folder, { recursive: true });
        }
        writeIfChanged(path.join(layout.project, "Pulumi.yaml"), projectFile(layout, ownLanguageHost));
        writeIfChanged(layout.tsconfig, compilerFile(layout));
        if (ownLanguageHost) {
            writeLauncher(layout);
        }
    } catch (error) {
        throw new ProblemError("The sandbox", [folderProblem(layout.folder, error)]);
    }
}

function projectFile(layout: SandboxLayout, ownLanguageHost: boolean): string {
    const real = parse(fs.readFileSync(path.join(layout.root, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
    const project = {
        ...real,
        main: `${path.relative(fs.realpathSync(layout.project), fs.realpathSync(layout.root))}/`,
        ...(ownLanguageHost ? { plugins: { languages: [{ name: "nodejs", path: "../bin" }] } } : {}),
    };
    return `# Written by sandbox/project.ts from the repository's Pulumi.yaml.\n${stringify(project)}`;
}

/** Written out, not extended: the SDK looks for options in this one file only, and puts its own for those that it does not find. */
function compilerFile({ root }: SandboxLayout): string {
    const real = JSON.parse(fs.readFileSync(path.join(root, "tsconfig.json"), "utf8")) as { compilerOptions: object };
    const compilerOptions = { ...real.compilerOptions, rootDir: root };
    const transpiler = path.join(root, "sandbox", "setup", "transpiler.js");
    return `${JSON.stringify({ compilerOptions, "ts-node": { transpiler } }, undefined, 4)}\n`;
}

/** Node by its full path: the engine may start the host with another PATH. */
function writeLauncher({ root, bin }: SandboxLayout): void {
    const host = path.join(root, ".build", "sandbox", "language-host", "main.js");
    const file = path.join(bin, "pulumi-language-nodejs");
    writeIfChanged(file, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(host)} "$@"\n`);
    fs.chmodSync(file, 0o755);
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Renamed into place, because two runs may do this at once. */
function writeIfChanged(file: string, content: string): void {
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === content) {
        return;
    }
    const temporary = `${file}.${process.pid}.tmp`;
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, file);
}

/** @throws the error itself when it is none that a user can put right */
function folderProblem(folder: string, error: unknown): Problem {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EACCES" || code === "EPERM" || code === "EROFS" || code === "ENOTDIR") {
        return {
            where: folder,
            got: "a folder that cannot be written",
            remedy: "Give yourself the right to write there, or set DJANGO_BEANSTALK_SANDBOX to another folder.",
        };
    }
    if (code === "ENOSPC" || code === "EDQUOT") {
        return {
            where: folder,
            got: "no space left on the disk",
            remedy: "Make room on that disk and run the command again.",
        };
    }
    throw error;
}
