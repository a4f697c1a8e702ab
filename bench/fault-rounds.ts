import { Problem, ProblemError } from "../components/problem";
import { isStoodInFor, PlannedFault } from "./fault-sweep";

/** A stack's life in the sweep: it is made, changed and destroyed. */
export type Stage = "made" | "changed" | "destroyed";

/** One life of the stack, in which something goes wrong at each stage; a stage of which everything has gone wrong already passes quietly. */
export type Round = Readonly<Partial<Record<Stage, PlannedFault>>>;

/** What one operation of the sandbox does to a resource of a type, once for each. */
export type Done = Pick<PlannedFault, "operation" | "type">;

interface State {
    readonly retainOnDelete?: boolean;
}

interface EventLine {
    readonly resourcePreEvent?: {
        readonly metadata: { readonly op: string; readonly type: string; readonly old?: State | null };
    };
}

/** Other steps, such as the one that stands for both halves of a replacement, ask nothing of a stand-in. */
const operations: Readonly<Record<string, Done["operation"]>> = {
    create: "create",
    "create-replacement": "create",
    update: "update",
    delete: "delete",
    "delete-replaced": "delete",
};

/**
 * What a run did to resources that the stand-ins make. Not a preview: what is not known yet looks there like a change that the update may not find.
 *
 * @param events - the file that `up` or `destroy` wrote with `--event-log`
 */
export const doneBy = (events: string): Done[] =>
    events.split("\n").flatMap((line) => {
        const { resourcePreEvent } = line === "" ? ({} as EventLine) : (JSON.parse(line) as EventLine);
        return resourcePreEvent === undefined ? [] : operationOf(resourcePreEvent.metadata);
    });

/** What leaves the stack and stays in AWS is not deleted. */
function operationOf({ op, type, old }: NonNullable<EventLine["resourcePreEvent"]>["metadata"]): Done[] {
    const operation = operations[op];
    return operation === undefined || !isStoodInFor(type) || (operation === "delete" && old?.retainOnDelete === true)
        ? []
        : [{ operation, type }];
}

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
