import * as assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { GeneratedFile } from "../../../ebextensions/model";

export interface Result {
    readonly status: number | null;
    readonly output: string;
}

/** Programs whose arguments are recorded: everything of the scripts that is not built into the shell and could be handed a token. */
const recorded = ["git", "base64", "timeout", "xargs", "cp", "unzip", "sha256sum"];

/** Skips a suite where the scripts cannot run: they are written for the programs of Amazon Linux, which are GNU's. */
export function skipUnlessRunnable(context: Mocha.Context): void {
    const missing = ["git", "unzip"].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
    if (process.platform !== "linux" || missing.length > 0) {
        assert.notEqual(process.env["CI"], "true", "CI runs on Linux, with git and unzip");
        context.skip();
    }
}

/** What the stand-in for the AWS CLI does; it answers by what lies in its own folder. */
const fakeAws = `#!/bin/bash
here=$(dirname "$0")/../answers
echo "aws $*" >>"$here/arguments"
env | grep -c '^AWS_ACCESS_KEY_ID=' >>"$here/keys"
if [ "$(cat "$here/failures" 2>/dev/null || echo 0)" -gt 0 ]; then
  echo $(($(cat "$here/failures") - 1)) >"$here/failures"
  echo "Could not connect to the endpoint URL" >&2
  exit 255
fi
case "$1 $2" in
  "secretsmanager get-secret-value")
    cat "$here/secret" 2>/dev/null || { echo "An error occurred (ResourceNotFoundException)" >&2; exit 254; }
    ;;
  "s3api get-object")
    cp "$here/archive" "\${!#}" 2>/dev/null || { echo "An error occurred (403)" >&2; exit 254; }
    echo '{"ContentLength": 1}'
    ;;
  *) exit 2 ;;
esac
`;

/** Folders of an instance: the staged bundle, logs, cache; and beside them the programs that the hooks find. */
export class Instance {
    readonly staging: string;
    readonly answers: string;
    private readonly tools: string;

    constructor(readonly root: string) {
        this.staging = path.join(root, "instance", "staging");
        this.answers = path.join(root, "answers");
        this.tools = path.join(root, "tools");
        for (const folder of [this.staging, path.join(root, "instance", "log"), this.tools, this.answers]) {
            fs.mkdirSync(folder, { recursive: true });
        }
        this.tool("aws", fakeAws);
        for (const name of recorded) {
            const real = process.env["PATH"]?.split(":").find((each) => fs.existsSync(path.join(each, name)));
            this.tool(
                name,
                `#!/bin/bash\necho "${name} $*" >>'${this.answers}/arguments'\nexec '${real ?? ""}/${name}' "$@"\n`,
            );
        }
    }

    get cache(): string {
        return path.join(this.root, "instance", "cache", "django-beanstalk", "code");
    }

    tool(name: string, text: string): void {
        fs.writeFileSync(path.join(this.tools, name), text, { mode: 0o755 });
    }

    answer(name: "secret" | "failures" | "archive", content: string | Buffer): void {
        fs.writeFileSync(path.join(this.answers, name), content);
    }

    arguments(): string[] {
        const file = path.join(this.answers, "arguments");
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8").trimEnd().split("\n") : [];
    }

    forgetArguments(): void {
        fs.rmSync(path.join(this.answers, "arguments"), { force: true });
    }

    /** The platform makes the staging folder anew and extracts the bundle into it. */
    stage(generated: readonly GeneratedFile[], own: Readonly<Record<string, string>>): void {
        fs.rmSync(this.staging, { recursive: true, force: true });
        const files = [
            ...Object.entries(own).map(([file, content]) => ({ path: file, content, executable: false })),
            ...generated,
        ];
        for (const { path: file, content, executable } of files) {
            const absolute = path.join(this.staging, file);
            fs.mkdirSync(path.dirname(absolute), { recursive: true });
            const here = content
                .replaceAll("/var/log/", `${this.root}/instance/log/`)
                .replaceAll("/var/cache/", `${this.root}/instance/cache/`);
            fs.writeFileSync(absolute, executable ? here : content, { mode: executable ? 0o755 : 0o644 });
        }
    }

    /** Runs the hook as the platform does: with the staging folder as working directory. */
    hook(kind: "hooks" | "confighooks" = "hooks", env: Readonly<Record<string, string>> = {}): Promise<Result> {
        return new Promise((resolve, reject) => {
            const child = spawn(`.platform/${kind}/prebuild/20-fetch-code.sh`, [], {
                cwd: this.staging,
                env: {
                    PATH: `${this.tools}:${process.env["PATH"] ?? ""}`,
                    HOME: this.root,
                    DJANGO_BEANSTALK_RETRY_WAITS: "0 0",
                    ...env,
                },
                detached: true,
            });
            this.running = child.pid;
            let output = "";
            child.stdout.on("data", (data: Buffer) => (output += data.toString()));
            child.stderr.on("data", (data: Buffer) => (output += data.toString()));
            child.on("error", reject);
            child.on("close", (status) => {
                resolve({ status, output });
            });
        });
    }

    /** Ends the running hook and everything it started, as a reboot would. */
    pullThePlug(): void {
        assert.ok(this.running !== undefined);
        process.kill(-this.running, "SIGKILL");
    }

    private running: number | undefined;

    staged(file: string): string {
        return fs.readFileSync(path.join(this.staging, file), "utf8");
    }

    /** Names of every file that holds the text, of everything an instance keeps: the application, logs, cache, home. */
    filesWith(text: string): string[] {
        return fs
            .readdirSync(this.root, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => path.join(entry.parentPath, entry.name))
            .filter((file) => file !== path.join(this.answers, "secret") && fs.readFileSync(file).includes(text));
    }
}
