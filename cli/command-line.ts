import { reportProblems } from "./report-problems";

export interface Command<Options> {
    readonly help: string;
    /**
     * @returns the options, or what is wrong with them; undefined when the help is asked for
     * @throws the error of `parseArgs`, whose message tells what is wrong
     */
    readonly read: (args: readonly string[]) => Options | string | undefined;
    readonly run: (options: Options) => Promise<number>;
}

/** Reads a command line and runs it: exit code 2 for a wrong option, 1 for a problem, else the command's own. */
export async function runCommand<Options extends object>(
    args: readonly string[],
    { help, read, run }: Command<Options>,
): Promise<number> {
    const options = readOrMistake(() => read(args));
    if (options === undefined) {
        console.log(help);
        return 0;
    }
    if (typeof options === "string") {
        console.error(`${options}\n\n${help}`);
        return 2;
    }
    return reportProblems(() => run(options));
}

function readOrMistake<T>(read: () => T): T | string {
    try {
        return read();
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}
