import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../support/program";

export interface Run {
    readonly code: number;
    readonly output: string;
}

/** A sandbox of a suite's own, driven as a user drives it: through the commands that npm runs. */
export class SandboxRunner {
    readonly folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-engine-")));

    start(...args: string[]): Promise<Run> {
        return this.run("cli/start", args);
    }

    pulumi(...args: string[]): Promise<Run> {
        return this.run("cli/sandbox", args);
    }

    /** Runs the engine and fails the test unless it succeeds. */
    async must(...args: string[]): Promise<string> {
        const { code, output } = await this.pulumi(...args);
        if (code !== 0) {
            throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
        }
        return output;
    }

    /** Changes settings of a stack as a person does, all by one command; `under` stands before each, such as `database.` before `version`. */
    set(stack: string, settings: Readonly<Record<string, string>>, under = ""): Promise<string> {
        const pairs = Object.entries(settings).map(([at, value]) => `django-beanstalk:${under}${at}=${value}`);
        return this.must(
            "config",
            "set-all",
            "--stack",
            stack,
            "--path",
            ...pairs.flatMap((it) => ["--plaintext", it]),
        );
    }

    async outputs(stack: string): Promise<Record<string, string>> {
        return JSON.parse(await this.must("stack", "output", "--json", "--stack", stack)) as Record<string, string>;
    }

    /** The state as it lies on disk. */
    state(stack: string): { readonly text: string; readonly resources: readonly StateResource[] } {
        const file = path.join(
            this.folder,
            "default",
            "state",
            ".pulumi",
            "stacks",
            "django-beanstalk",
            `${stack}.json`,
        );
        const text = fs.readFileSync(file, "utf8");
        const { checkpoint } = JSON.parse(text) as { checkpoint: { latest: { resources?: StateResource[] } | null } };
        return { text, resources: checkpoint.latest?.resources ?? [] };
    }

    remove(): void {
        fs.rmSync(this.folder, { recursive: true, force: true });
    }

    run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
        return this.spawn(command, args, env).finished;
    }

    /** Starts a command in a process group of its own, as a terminal does, so that a test can press Ctrl-C. */
    spawn(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
        const own = { NODE_V8_COVERAGE: undefined, INIT_CWD: repository, DJANGO_BEANSTALK_SANDBOX: this.folder };
        const script = path.join(repository, "sandbox", "setup", "run.js");
        const child = spawn(process.execPath, [script, "--with-pulumi", command, ...args], {
            cwd: repository,
            detached: true,
            env: { ...process.env, ...own, ...env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        let output = "";
        const watchers = new Set<() => void>();
        const collect = (text: string) => {
            output += text;
            watchers.forEach((look) => {
                look();
            });
        };
        child.stdout.setEncoding("utf8").on("data", collect);
        child.stderr.setEncoding("utf8").on("data", collect);
        const finished = new Promise<Run>((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => {
                resolve({ code: code ?? -1, output });
            });
        });
        return {
            finished,
            printed: (text) =>
                new Promise((resolve) => {
                    const look = () => {
                        if (output.includes(text)) {
                            watchers.delete(look);
                            resolve();
                        }
                    };
                    watchers.add(look);
                    look();
                }),
            signal: (name) => {
                process.kill(-(child.pid ?? 0), name);
            },
        };
    }
}

export interface Running {
    readonly finished: Promise<Run>;
    /** Waits until the command has printed a text. */
    printed(text: string): Promise<void>;
    /** Sends a signal to the command and everything it started. */
    signal(name: NodeJS.Signals): void;
}

export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    /** URN of the component that it is in. */
    readonly parent?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
    readonly protect?: boolean;
    readonly retainOnDelete?: boolean;
    /** URN and id of its provider. */
    readonly provider?: string;
}

/** Copies the example application, so that a test can change it. */
export function copyOfExample(folder: string): string {
    const application = path.join(folder, "application");
    fs.cpSync(path.join(repository, "examples", "notes"), application, { recursive: true });
    return application;
}
