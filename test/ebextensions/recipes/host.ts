import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { GeneratedFile, InstanceFile } from "../../../ebextensions/model";
import { renderFiles } from "../../../ebextensions/render/render";

/** Folders of the system that hooks write to; on a Host they lie below its own. */
const system = ["/var/log/", "/var/swapfile", "/opt/", "/etc/"];

/** A folder that stands for an instance, with programs that stand for those that would change this machine. They record how they were called. */
export class Host {
    private readonly tools: string;
    private readonly files: readonly GeneratedFile[];

    constructor(
        readonly root: string,
        files: readonly InstanceFile[],
    ) {
        this.files = renderFiles(files);
        this.tools = path.join(root, "tools");
        for (const folder of ["tools", "app", "var/log", "opt", "etc/systemd/system"]) {
            fs.mkdirSync(path.join(root, folder), { recursive: true });
        }
        fs.appendFileSync(path.join(root, "etc/fstab"), "");
    }

    /** Lays the bundle as a deployment does. */
    deploy(files: readonly InstanceFile[]): Host {
        const next = new Host(this.root, files);
        fs.rmSync(path.join(this.root, "app"), { recursive: true });
        for (const { path: file, content } of next.files) {
            next.write(`app/${file}`, content);
        }
        return next;
    }

    /** @param answer - lines of bash that are run after the call has been recorded */
    tool(name: string, answer = ""): this {
        const script = `#!/bin/bash\necho "${name} $*" >>'${this.root}/calls'\n${answer}\n`;
        fs.writeFileSync(path.join(this.tools, name), script, { mode: 0o755 });
        return this;
    }

    calls(): string[] {
        const file = path.join(this.root, "calls");
        const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd() : "";
        fs.rmSync(file, { force: true });
        return text === "" ? [] : text.replaceAll(`${this.root}/`, "/").split("\n");
    }

    /** Runs a hook in the folder of the application; the first line of its output, its name and the time, is left out. */
    hook(file: string, env: Readonly<Record<string, string>> = {}): { status: number | null; out: string } {
        const { status, stdout, stderr } = spawnSync("bash", ["-s"], {
            cwd: path.join(this.root, "app"),
            input: this.script(file),
            encoding: "utf8",
            env: this.environment(env),
        });
        const out = `${stdout}${stderr}`.replace(/^.*\n/, "").replaceAll(`${this.root}/`, "/");
        return { status, out };
    }

    /** The text of a hook, for this folder in place of the system. */
    script(file: string): string {
        const found = this.files.find((each) => each.path === `.platform/${file}.sh`) ?? assert.fail(`no hook ${file}`);
        return system.reduce((text, folder) => text.replaceAll(folder, this.root + folder), found.content);
    }

    environment(more: Readonly<Record<string, string>>): Record<string, string> {
        return { PATH: `${this.tools}:${process.env["PATH"] ?? ""}`, ...more };
    }

    path(file: string): string {
        return path.join(this.root, file);
    }

    read(file: string): string {
        return fs.readFileSync(this.path(file), "utf8");
    }

    exists(file: string): boolean {
        return fs.existsSync(this.path(file));
    }

    write(file: string, content: string): void {
        fs.mkdirSync(path.dirname(this.path(file)), { recursive: true });
        fs.writeFileSync(this.path(file), content);
    }
}
