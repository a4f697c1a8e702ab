import { Problem, ProblemError } from "../components/problem";
import { isStoodInFor, PlannedFault } from "./fault-sweep";

/** A stack's life in the sweep: it is made, changed and destroyed. */
export type Stage = "made" | "changed" | "destroyed";

/** One life of the stack, in which something goes wrong at each stage; a stage of which everything has gone wrong already passes quietly. */
export type Round = Readonly<Partial<Record<Stage, PlannedFault>>>;

/** What one operation of the sandbox does to a resource of a type, once for each. */
export type Done = Pick<PlannedFault, "operation" | "type">;

interface Resource {
    readonly type: string;
    readonly retainOnDelete?: boolean;
}

interface Step {
    readonly op: string;
    readonly oldState?: Resource;
    readonly newState?: Resource;
}

/**
 * What an update is to do to resources that the stand-ins make. A replacement is one step of the preview, and a create and a delete of the update.
 *
 * @param preview - what `preview --json` printed
 */
export function doneByUpdate(preview: string): Done[] {
    const { steps } = JSON.parse(preview) as { readonly steps: readonly Step[] };
    return steps.flatMap(({ op, oldState, newState }) => [
        ...(op === "create" || op === "replace" ? stoodIn("create", newState) : []),
        ...(op === "update" ? stoodIn("update", newState) : []),
        ...(op === "delete" || op === "replace" ? stoodIn("delete", oldState) : []),
    ]);
}

/**
 * What is deleted with a stack: not what it leaves behind.
 *
 * @param exported - what `stack export` printed
 */
export function doneByDestroy(exported: string): Done[] {
    const { deployment } = JSON.parse(exported) as {
        readonly deployment: { readonly resources?: readonly Resource[] };
    };
    return (deployment.resources ?? []).flatMap((resource) => stoodIn("delete", resource));
}

const stoodIn = (operation: Done["operation"], resource: Resource | undefined): Done[] =>
    resource === undefined ||
    !isStoodInFor(resource.type) ||
    (operation === "delete" && resource.retainOnDelete === true)
        ? []
        : [{ operation, type: resource.type }];

/** Each operation goes wrong once in each way, in as few lives as that takes. */
export function rounds(
    done: Readonly<Record<Stage, readonly Done[]>>,
    effects: readonly PlannedFault["effect"][],
): Round[] {
    return effects.flatMap((effect) => {
        const [made, changed, destroyed] = [done.made, done.changed, done.destroyed].map((all) =>
            numbered(all, effect),
        );
        const count = Math.max(...[made, changed, destroyed].map((all) => all?.length ?? 0));
        return Array.from({ length: count }, (_, i) => ({
            ...at("made", made?.[i]),
            ...at("changed", changed?.[i]),
            ...at("destroyed", destroyed?.[i]),
        }));
    });
}

const at = (stage: Stage, fault: PlannedFault | undefined): Round => (fault === undefined ? {} : { [stage]: fault });

/** The n-th of its kind and type, as the sandbox counts them. */
function numbered(done: readonly Done[], effect: PlannedFault["effect"]): PlannedFault[] {
    const counts = new Map<string, number>();
    return done.map(({ operation, type }) => {
        const kind = `${operation} ${type}`;
        const nth = (counts.get(kind) ?? 0) + 1;
        counts.set(kind, nth);
        return { operation, type, nth, effect };
    });
}

/** One of so many parts, about as long as every other. */
export interface Part {
    readonly part: number;
    readonly of: number;
}

/**
 * Reads a part as the command line gives it, such as `1/8`; nothing is the whole.
 *
 * @throws ProblemError for anything else
 */
export function parsePart(args: readonly string[]): Part {
    const [given] = args;
    if (given === undefined) {
        return { part: 1, of: 1 };
    }
    const [, part = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(given) ?? []).map(Number);
    if (args.length > 1 || part < 1 || part > of) {
        throw new ProblemError("The command line", [problemWith(args.join(" "))]);
    }
    return { part, of };
}

const problemWith = (got: string): Problem => ({
    where: "PART",
    got,
    allowed: "one of so many parts, such as 1/8, or nothing for all of them",
    remedy: "Write for example: npm run bench -- faults 1/8",
});

/** Every one is in exactly one part. */
export const partOf = <T>(all: readonly T[], { part, of }: Part): T[] =>
    all.slice(Math.floor(((part - 1) * all.length) / of), Math.floor((part * all.length) / of));
