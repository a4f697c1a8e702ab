import { machine } from "../docker/machine";
import type { InstanceOnEngine } from "../docker/engine-host";
import type { Instance } from "../instance/instance";
import type { DeploymentEnd, Outcome } from "../model";
import { deployApplication, deployConfiguration } from "../platform/deploy";
import type { Deployment, DockerHost, EnvironmentCache, Python, ReadBundle } from "../platform/target";
import { current, optionOf, virtualEnvironment } from "../platform/target";
import type { Timeline, TimelineRecorder } from "../report/timeline";
import type { Init } from "../systemd/init";
import { serveInit } from "../systemd/server";
import { systemctl } from "../systemd/systemctl";
import { DeploymentKilled, DeploymentShell } from "./deployment-shell";

/** What one deployment to one instance is made of. */
export interface DeploymentOrder extends Pick<Deployment, "bundle" | "variables" | "options" | "leader" | "health"> {
    readonly kind: DeploymentEnd["kind"];
    /** Name of the step at whose beginning the deployment is killed. */
    readonly killedAt?: string | undefined;
}

const manageProgram = "/usr/local/bin/manage";

/** The file of variables is no shell script: get-config knows them as they are. */
const manageScript = `#!${virtualEnvironment}/bin/python
import json, os, subprocess, sys
variables = json.loads(subprocess.check_output(["/opt/elasticbeanstalk/bin/get-config", "environment"]))
os.chdir("${current}")
os.execve(sys.executable, [sys.executable, "manage.py", *sys.argv[1:]], {**os.environ, **variables})
`;

/** An instance with its init system, and what was deployed to it. */
export class SimulatedInstance {
    private endInit: (() => Promise<void>) | undefined;
    private live: ReadBundle | undefined;
    private variables: Readonly<Record<string, string>> = {};

    constructor(
        readonly name: string,
        readonly instance: Instance,
        readonly init: Init,
        private readonly parts: {
            readonly python: Python;
            readonly environments: EnvironmentCache | undefined;
            readonly timeline: Timeline;
            /** On the Docker platform. */
            readonly docker: (DockerHost & { readonly engine: InstanceOnEngine | undefined }) | undefined;
        },
    ) {}

    /** Port 80 of the instance, as this machine reaches it. */
    get webSocket(): string {
        return `${this.instance.shared}/http.sock`;
    }

    /** The version in /var/app/current; undefined before the first. */
    get version(): string | undefined {
        return this.live?.label;
    }

    /** Deploys, and tells what the instance has and serves afterwards. */
    async deploy(order: DeploymentOrder): Promise<DeploymentEnd> {
        const { bundle, kind } = order;
        const recorder = this.parts.timeline.recorder(this.name);
        const timeout = optionOf(order.options, "aws:elasticbeanstalk:command", "Timeout") ?? "600";
        const shell = new DeploymentShell(this.instance, Number(timeout));
        const target = {
            name: this.name,
            shell,
            machine: shell.elsewhere(machine),
            manyUsers: this.instance.manyUsers,
            services: { systemctl: (args: readonly string[]) => this.systemctl(args) },
            python: this.parts.python,
            environments: this.parts.environments,
            docker: this.parts.docker,
        };
        const deployment = { ...order, recorder: killing(recorder, shell, order.killedAt) };
        const run = kind === "application" ? deployApplication : deployConfiguration;
        const succeeded = await run(target, deployment).then(
            (progress) => progress.succeeded,
            (error: unknown) => {
                if (error instanceof DeploymentKilled) {
                    return false;
                }
                throw error;
            },
        );
        const flipped = recorder.steps.some(
            ({ phase, name, verdict }) => phase === "flip" && verdict === "ok" && name.endsWith(current),
        );
        if (flipped) {
            this.live = bundle;
            this.variables = order.variables;
        }
        const serving = (await this.answers()) ? this.live?.label : undefined;
        return { instance: this.name, kind, version: bundle.label, succeeded, flipped, serving, steps: recorder.steps };
    }

    /** Starts what an instance has before anything is deployed. */
    async boot(): Promise<void> {
        this.endInit = await serveInit(this.init, `${this.instance.shared}/init.sock`);
    }

    private async systemctl(args: readonly string[]): Promise<Outcome> {
        const { code, stdout, stderr } = await systemctl(this.init, args);
        return { code, stdout, output: stdout + stderr };
    }

    /** Whether the application answers through the proxy, whatever it says. */
    async answers(): Promise<boolean> {
        const url = "http://127.0.0.1/";
        const asked = [
            "curl",
            "--silent",
            "--output",
            "/dev/null",
            "--noproxy",
            "*",
            "--max-time",
            "10",
            "--write-out",
            "%{http_code}",
            url,
        ];
        const { stdout } = await this.instance.run(asked);
        return !["000", "502", "503", "504"].includes(stdout.trim());
    }

    /** Runs a management command of Django as people do on an instance. */
    manage(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
        const python = this.parts.docker === undefined ? `${virtualEnvironment}/bin/python` : "python";
        return this.inApplication([python, "manage.py", ...args], env);
    }

    /**
     * Lays down a program that runs manage.py with the application's variables, for people who look around.
     *
     * @returns its path on the instance; undefined where no virtual environment has the application
     */
    async manageProgram(): Promise<string | undefined> {
        if (this.parts.docker !== undefined || this.live === undefined) {
            return undefined;
        }
        await this.instance.run(["sh", "-c", 'cat >"$0" && chmod 755 "$0"', manageProgram], { input: manageScript });
        return manageProgram;
    }

    /** Paths of the files in a folder of the deployed application. */
    async filesBelow(folder: string): Promise<string[]> {
        const { stdout } = await this.inApplication(["find", folder, "-type", "f", "-printf", "%P\\n"], {});
        return stdout.split("\n").filter((each) => each !== "");
    }

    /** Runs a command where the application is: in its folder, on the Docker platform in its container. */
    private inApplication(command: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
        const { docker } = this.parts;
        return docker === undefined
            ? this.instance.run(command, { cwd: current, user: "webapp", env: { ...this.variables, ...env } })
            : (docker.project?.containers.execute(command, env) ??
                  Promise.resolve({ code: 1, stdout: "", output: "No container runs." }));
    }

    /** Loss of power. */
    async lose(): Promise<void> {
        await Promise.all([this.endInit?.(), this.parts.docker?.engine?.stop(), this.instance.end()]);
    }
}

/** Kills the deployment as soon as one of its steps has begun. */
function killing(recorder: TimelineRecorder, shell: DeploymentShell, name: string | undefined): TimelineRecorder {
    return {
        get steps() {
            return recorder.steps;
        },
        step: (start, work) =>
            recorder.step(start, (onOutput) => {
                const working = work(onOutput);
                if (start.name !== name) {
                    return working;
                }
                shell.kill();
                return working.catch((error: unknown) => {
                    if (error instanceof DeploymentKilled) {
                        return {
                            verdict: "failed" as const,
                            exitCode: 137,
                            note: "Killed by SIGKILL, as by the kernel when memory is used up.",
                        };
                    }
                    throw error;
                });
            }),
    };
}
