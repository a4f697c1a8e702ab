import { spawn } from "node:child_process";
import { constants } from "node:os";

export interface PulumiRun {
    /** Absolute path of the CLI. */
    readonly cli: string;
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
}

export interface Finished {
    readonly code: number;
    /** What it printed, when it was captured. */
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the engine with the terminal handed through. */
export const passThrough = async (run: PulumiRun, args: readonly string[]): Promise<number> =>
    (await start(run, args, "inherit")).code;

/** Runs the engine and keeps what it prints. */
export const capture = (run: PulumiRun, args: readonly string[]): Promise<Finished> => start(run, args, "pipe");

/**
 * A Ctrl-C reaches the engine by itself, as it shares our terminal; it then stops in order and releases its lock, so we wait for it. A signal
 * that only we get is handed on. Exit code of a killed engine: 128 and the signal's number, as a shell has it.
 */
function start({ cli, cwd, env }: PulumiRun, args: readonly string[], output: "inherit" | "pipe"): Promise<Finished> {
    return new Promise((resolve, reject) => {
        const child = spawn(cli, args, {
            cwd,
            env,
            stdio: [output === "inherit" ? "inherit" : "ignore", output, output],
        });
        const texts = { stdout: "", stderr: "" };
        child.stdout?.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
        child.stderr?.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
        const waitForEngine = () => undefined;
        const handOn = () => child.kill("SIGINT");
        process.on("SIGINT", waitForEngine);
        process.on("SIGTERM", handOn);
        process.on("SIGHUP", handOn);
        const finish = () => {
            process.off("SIGINT", waitForEngine);
            process.off("SIGTERM", handOn);
            process.off("SIGHUP", handOn);
        };
        child.on("error", (error) => {
            finish();
            reject(error);
        });
        child.on("close", (code, signal) => {
            finish();
            resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), ...texts });
        });
    });
}
