import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Outcome, RunOptions, Shell } from "../../../rehearsal/model";

const folders = [
    "/etc/systemd",
    "/run/systemd",
    "/usr/lib/systemd",
    "/var/log",
    "/var/app",
    "/opt/elasticbeanstalk",
    "/opt/django-beanstalk",
];
const inside = new RegExp(`(?<![\\w.-])(${folders.join("|")})(?=[/"'\\s]|$)`, "g");
const signals: Readonly<Record<string, number>> = { SIGTERM: 15, SIGKILL: 9, SIGQUIT: 3, SIGHUP: 1, SIGINT: 2 };

/** Runs commands on this machine, the folders of an instance taken for those of a temporary folder; every user is this one. */
export class FolderShell implements Shell {
    constructor(readonly root: string) {
        for (const folder of [...folders, "/etc/systemd/system"]) {
            fs.mkdirSync(path.join(root, folder), { recursive: true });
        }
    }

    path(name: string): string {
        return path.join(this.root, name);
    }

    unit(name: string, text: string): void {
        const file = this.path(`/etc/systemd/system/${name}`);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, text);
    }

    run(command: readonly string[], { cwd = "/", env = {}, input, onOutput }: RunOptions = {}): Promise<Outcome> {
        const argv = command[0] === "id" ? ["true"] : command.map((word) => this.outside(word));
        const { PATH, HOME } = process.env;
        const child = spawn(argv[0] ?? "", argv.slice(1), { cwd: this.outside(cwd), env: { PATH, HOME, ...env } });
        let output = "";
        let stdout = "";
        child.stdin.on("error", () => undefined).end(input);
        for (const stream of [child.stdout, child.stderr]) {
            stream.setEncoding("utf8").on("data", (text: string) => {
                output += this.#back(text);
                stdout += stream === child.stdout ? this.#back(text) : "";
                onOutput?.(this.#back(text));
            });
        }
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code, signal) => {
                resolve({ code: code ?? 128 + (signals[signal ?? ""] ?? 0), output, stdout });
            });
        });
    }

    /** A text with the folders of the instance taken for those of the temporary folder. */
    outside(word: string): string {
        return word.replaceAll(inside, (folder) => this.path(folder));
    }

    #back(text: string): string {
        return text.replaceAll(this.root, "");
    }
}
