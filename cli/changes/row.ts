import type { Effect } from "./effect";
import type { Step, Value } from "./step";

/** One changed part of a resource: an option, or a property. */
export interface Detail {
    readonly what: string;
    readonly change: "new" | "gone" | "changed";
    /** Left out where it may not be shown, and where there is none. */
    readonly from?: string;
    readonly to?: string;
    readonly effect: Effect;
    readonly note?: string;
}

/** What will happen to one resource. */
export interface Row extends Pick<Step, "urn" | "type" | "name" | "operation"> {
    readonly effect: Effect;
    /** Parts of which something is to be said. */
    readonly details: readonly Detail[];
    /** Names of the others that change. */
    readonly properties: readonly string[];
    /** Whole sentences. */
    readonly warnings: readonly string[];
    /** Whole sentences about data that may be lost. */
    readonly dangers: readonly string[];
}

export const notKnownYet = "(known during the update)";

/** Both values of a part, where they may be shown. */
export function shown(
    before: Value | undefined,
    after: Value | undefined,
    mayShow: boolean,
): Pick<Detail, "change" | "from" | "to"> {
    const change = before === undefined ? "new" : after === undefined ? "gone" : "changed";
    if (!mayShow) {
        return { change };
    }
    const [from, to] = [textOf(before), textOf(after)];
    return { change, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function textOf(value: Value | undefined): string | undefined {
    switch (value?.kind) {
        case "known":
            return value.text;
        case "unknown":
            return notKnownYet;
        case "secret":
            return "(secret)";
        case undefined:
            return undefined;
    }
}
