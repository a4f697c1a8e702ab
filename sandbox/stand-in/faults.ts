import { ProblemError, Problem } from "../../components/problem";

/** Something that goes wrong on request, so that a test can see what a program leaves behind. */
export interface Fault {
    readonly operation: "create" | "update" | "delete";
    /** Type token, `aws:rds/instance:Instance`; `any` counts the operations on all types together. */
    readonly type: string;
    /** Which operation of that kind on that type in this run, from 1. */
    readonly nth: number;
    readonly effect:
        | { readonly kind: "fail" }
        | { readonly kind: "throttle" }
        /** AWS does it, and the provider gives up waiting before it hears so. */
        | { readonly kind: "timeout" }
        | { readonly kind: "delay"; readonly milliseconds: number }
        /** AWS does it at once, and the provider hears so only then: whoever kills the engine meanwhile leaves it in AWS alone. */
        | { readonly kind: "late"; readonly milliseconds: number };
}

/**
 * Reads faults as the environment variable DJANGO_BEANSTALK_FAULTS gives them: separated by `;`, each
 * `<create|update|delete> <type|any> <n> <fail|throttle|timeout|delay MILLISECONDS|late MILLISECONDS>`, such as `create aws:rds/instance:Instance 1 fail`.
 *
 * @throws ProblemError naming every one that is not of this form
 */
export function parseFaults(text: string | undefined): Fault[] {
    const parts = (text ?? "").split(";").map((part) => part.trim());
    const parsed = parts.filter((part) => part !== "").map((part) => ({ part, fault: parseFault(part) }));
    const problems = parsed.flatMap(({ part, fault }): Problem[] => (fault === undefined ? [problemWith(part)] : []));
    if (problems.length > 0) {
        throw new ProblemError("DJANGO_BEANSTALK_FAULTS", problems);
    }
    return parsed.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
}

function parseFault(text: string): Fault | undefined {
    const match =
        /^(create|update|delete) (\S+:\S+:\S+|any) ([1-9]\d*) (?:(fail|throttle|timeout)|(delay|late) (\d+))$/.exec(
            text,
        );
    const [, operation, type, nth, kind, wait, milliseconds] = match ?? [];
    if (operation === undefined || type === undefined || nth === undefined) {
        return undefined;
    }
    const effect: Fault["effect"] =
        kind === "fail" || kind === "throttle" || kind === "timeout"
            ? { kind }
            : { kind: wait as "delay" | "late", milliseconds: Number(milliseconds) };
    return { operation: operation as Fault["operation"], type, nth: Number(nth), effect };
}

function problemWith(part: string): Problem {
    const allowed =
        "create, update or delete; a type, or any; which one, from 1; fail, throttle, timeout, delay MILLISECONDS or late MILLISECONDS";
    return {
        where: "a fault",
        got: part,
        allowed,
        remedy: "Write for example: create aws:rds/instance:Instance 1 fail",
    };
}

/** Counts operations and lets the faults meant for them happen. */
export class FaultInjector {
    private readonly counts = new Map<string, number>();

    constructor(private readonly faults: readonly Fault[]) {}

    /**
     * @returns waits until AWS's answer is heard, and gives what the provider says when it is to be lost; undefined otherwise
     * @throws Error in AWS's words when the operation is to fail
     */
    async before(operation: Fault["operation"], type: string): Promise<() => Promise<string | undefined>> {
        const counts = new Map([type, "any"].map((counted) => [counted, this.count(`${operation} ${counted}`)]));
        const due = this.faults.filter(
            (fault) => fault.operation === operation && fault.nth === counts.get(fault.type),
        );
        let lost: string | undefined;
        let late = 0;
        for (const { type: counted, nth, effect } of due) {
            const which = `${operation} number ${nth} of ${counted}`;
            switch (effect.kind) {
                case "fail":
                    throw new Error(`InternalFailure: the sandbox was told to fail ${which}`);
                case "throttle":
                    throw new Error(`ThrottlingException: Rate exceeded (the sandbox was told to throttle ${which})`);
                case "timeout":
                    lost = `timeout while waiting for state to become 'available' (the sandbox was told to time out ${which})`;
                    break;
                case "late":
                    late += effect.milliseconds;
                    break;
                case "delay":
                    await pause(effect.milliseconds);
            }
        }
        return async () => {
            await pause(late);
            return lost;
        };
    }

    private count(what: string): number {
        const count = (this.counts.get(what) ?? 0) + 1;
        this.counts.set(what, count);
        return count;
    }
}

const pause = (milliseconds: number): Promise<void> =>
    milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds));
