import { Problem, ProblemError } from "../components/problem";
import { stackNames } from "../sandbox/stack-files";

/**
 * @param folder - of the stack files
 * @throws ProblemError when none of them is the stack's
 */
export function knownStack(stack: string, folder: string): string {
    const known = stackNames(folder);
    if (!known.includes(stack)) {
        const problem: Problem = {
            where: "--stack",
            got: stack,
            allowed: known.join(", "),
            remedy: `Choose one of these, or write Pulumi.${stack}.yaml beside the others.`,
        };
        throw new ProblemError("The command line", [problem]);
    }
    return stack;
}
