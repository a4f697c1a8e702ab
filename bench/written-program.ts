import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { repository } from "../cli/repository";
import { SandboxLayout } from "../sandbox/layout";

/** Writes a project of one file, with the repository's packages and the language host of a sandbox that has been opened. */
export function writeProgram(folder: string, layout: SandboxLayout, name: string, program: string): string {
    const project = path.join(folder, name);
    fs.mkdirSync(project);
    const languages = fs.existsSync(path.join(layout.bin, "pulumi-language-nodejs"))
        ? { plugins: { languages: [{ name: "nodejs", path: layout.bin }] } }
        : {};
    fs.writeFileSync(path.join(project, "Pulumi.yaml"), stringify({ name, runtime: "nodejs", ...languages }));
    fs.writeFileSync(path.join(project, "index.ts"), program);
    fs.writeFileSync(path.join(project, "package.json"), JSON.stringify({ name, version: "0.0.0", main: "index.ts" }));
    fs.copyFileSync(path.join(repository, "tsconfig.json"), path.join(project, "tsconfig.json"));
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(project, "node_modules"));
    return project;
}
