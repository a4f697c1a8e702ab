import type { Fault } from "../sandbox/stand-in/faults";

/** Something that goes wrong once: the n-th operation on a type, or on `any`, of the run in which it comes so far. */
export interface PlannedFault extends Omit<Fault, "effect"> {
    readonly effect: "fail" | "throttle" | "timeout";
}

interface Plan {
    readonly steps: readonly { readonly op: string; readonly newState?: { readonly type: string } }[];
}

/**
 * How many resources of each type an update is to make or to change, replacements included.
 *
 * @param preview - what `preview --json` printed
 */
export function planned(preview: string, operation: "create" | "update"): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { op, newState } of (JSON.parse(preview) as Plan).steps) {
        // A replacement is one step of the preview, and a create and a delete of the update.
        const does = op === "replace" ? "create" : op;
        if (newState !== undefined && does === operation && isStoodInFor(newState.type)) {
            counts.set(newState.type, (counts.get(newState.type) ?? 0) + 1);
        }
    }
    return counts;
}

/** Whether a stand-in makes it: not components, and not what the engine makes by itself. */
export const isStoodInFor = (type: string): boolean => /^(aws|command|random|tls):/.test(type);

export interface SweepOptions {
    /** Runs an engine command with these further environment variables. */
    readonly run: (args: readonly string[], env: Record<string, string>) => Promise<{ code: number; output: string }>;
    /** `up` or `destroy`, with its flags; with `--continue-on-error` everything goes wrong in one run that does not wait for something else that does. */
    readonly command: readonly string[];
    readonly faults: readonly PlannedFault[];
    /** Looks at what a run left behind, whether or not it failed. */
    readonly look: () => void;
}

export interface Sweep {
    /** How many runs it took; the last one succeeded. */
    readonly runs: number;
    /** What never went wrong, because nothing of the kind was done so often. */
    readonly left: readonly PlannedFault[];
}

/**
 * Runs a command again and again until it succeeds. Everything goes wrong once, at the place in the graph where it stands: what has done so in one run is no
 * longer asked for in the next.
 *
 * @throws Error when a run fails by itself
 */
export async function sweep({ run, command, faults, look }: SweepOptions): Promise<Sweep> {
    let left = faults;
    for (let runs = 1; ; runs++) {
        const { code, output } = await run(command, { DJANGO_BEANSTALK_FAULTS: left.map(textOf).join(";") });
        look();
        const after = left.filter((fault) => !signOf(fault).test(output));
        if (code === 0) {
            return { runs, left: after };
        }
        if (after.length === left.length) {
            throw new Error(`${command.join(" ")} failed, and not by a fault that it was told of:\n${output}`);
        }
        left = after;
    }
}

export const textOf = ({ operation, type, nth, effect }: PlannedFault): string =>
    `${operation} ${type} ${nth} ${effect}`;

const words = { fail: "fail", throttle: "throttle", timeout: "time out" } as const;

/** What the engine shows of a fault that came; followed by a bracket or the end of a line, so that no type is taken for one that begins like it. */
export const signOf = ({ operation, type, nth, effect }: PlannedFault): RegExp =>
    new RegExp(`told to ${words[effect]} ${operation} number ${nth} of ${type}(?=[)\\s]|$)`);
