import { ProblemError } from "../components/problem";

/** Runs a command and turns a user's mistake into a message and exit code 1. Anything else is a fault of ours and keeps its stack trace. */
export async function reportProblems(command: () => Promise<number>): Promise<number> {
    try {
        return await command();
    } catch (error) {
        if (!(error instanceof ProblemError)) {
            throw error;
        }
        console.error(error.message);
        return 1;
    }
}
