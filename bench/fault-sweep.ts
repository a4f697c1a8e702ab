import type { Fault } from "../sandbox/stand-in/faults";

type Operation = Fault["operation"];
type Effect = "fail" | "throttle" | "timeout";

export interface SweepOptions {
    /** Runs an engine command with these further environment variables. */
    readonly run: (args: readonly string[], env: Record<string, string>) => Promise<{ code: number; output: string }>;
    /** `up` or `destroy`, with its flags. */
    readonly command: readonly string[];
    readonly operation: Operation;
    /** Type tokens; of each the first operation goes wrong once. */
    readonly types: readonly string[];
    /** What goes wrong with a type. */
    readonly effectOf: (type: string) => Effect;
    /** Looks at what a run left behind, whether or not it failed. */
    readonly look: () => void;
}

/**
 * Runs a command again and again, until it succeeds. Each time the first operation on each type goes wrong that has not done so yet, so that every type fails
 * once, at the place in the graph where it stands.
 *
 * @returns how many runs it took, and the types of which nothing was ever made, changed or deleted
 */
export async function sweep(options: SweepOptions): Promise<{ readonly runs: number; readonly left: string[] }> {
    const { run, command, operation, types, effectOf, look } = options;
    const left = new Set(types);
    for (let runs = 1; ; runs++) {
        const faults = [...left].map((type) => `${operation} ${type} 1 ${effectOf(type)}`).join(";");
        const { code, output } = await run(command, { DJANGO_BEANSTALK_FAULTS: faults });
        look();
        const fired = firedIn(output, operation).filter((type) => left.delete(type));
        if (code === 0) {
            return { runs, left: [...left] };
        }
        if (fired.length === 0) {
            throw new Error(`${command.join(" ")} failed, and not by a fault that it was told of:\n${output}`);
        }
    }
}

const firedIn = (output: string, operation: Operation): string[] =>
    [...output.matchAll(/told to (?:fail|throttle|time out) (create|update|delete) number 1 of (\S+?)\)?(?=\s|$)/g)]
        .filter(([, found]) => found === operation)
        .map(([, , type = ""]) => type);
