/** A recurring scaling action: how many instances there are from then on. */
export interface ScheduledSize {
    /** Five fields of cron, in UTC. */
    readonly recurrence: string;
    readonly min: number | undefined;
    readonly max: number | undefined;
    readonly desired: number | undefined;
}

interface Change {
    readonly minute: number;
    readonly size: ScheduledSize;
}

const week = 7 * 24 * 60;

/**
 * How many instances there are on average in a week, when load never asks for more than the smallest size.
 *
 * @returns undefined where an action does not recur by the week, so that it would have to be worked out by hand
 */
export function weeklyAverage(start: number, sizes: readonly ScheduledSize[]): number | undefined {
    const changes = sizes.map((size) => minutesOf(size.recurrence)?.map((minute): Change => ({ minute, size })));
    if (changes.some((each) => each === undefined)) {
        return undefined;
    }
    const ordered = changes.flatMap((each) => each ?? []).sort((a, b) => a.minute - b.minute);
    // The first pass finds out how many there are when the week begins.
    const begin = pass(start, ordered).last;
    return ordered.length === 0 ? start : pass(begin, ordered).total / week;
}

function pass(begin: number, changes: readonly Change[]): { total: number; last: number } {
    let [count, since, total] = [begin, 0, 0];
    for (const { minute, size } of changes) {
        total += count * (minute - since);
        since = minute;
        count = Math.min(size.desired ?? size.min ?? count, size.max ?? Infinity);
    }
    return { total: total + count * (week - since), last: count };
}

const dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Minutes of the week, from Sunday 00:00; undefined for what depends on the day of a month. */
function minutesOf(recurrence: string): number[] | undefined {
    const [minute = "", hour = "", day = "", month = "", weekday = ""] = recurrence.trim().split(/\s+/);
    const [minutes, hours] = [field(minute, 59), field(hour, 23)];
    const names = new RegExp(dayNames.join("|"), "gi");
    const weekdays = field(
        weekday.replace(names, (name) => String(dayNames.indexOf(name.toUpperCase()))),
        7,
    );
    if (day !== "*" || month !== "*" || minutes === undefined || hours === undefined || weekdays === undefined) {
        return undefined;
    }
    const days = new Set(weekdays.map((each) => each % 7));
    return [...days].flatMap((each) => hours.flatMap((h) => minutes.map((m) => (each * 24 + h) * 60 + m)));
}

function field(text: string, most: number): number[] | undefined {
    const numbers = text.split(",").map((part) => {
        const [, from = "", to = from, step = "1"] = /^(\d+|\*)(?:-(\d+))?(?:\/(\d+))?$/.exec(part) ?? [];
        const [first, last] = from === "*" ? [0, most === 7 ? 6 : most] : [Number(from), Number(to)];
        return from === "" || last > most || last < first || step === "0"
            ? undefined
            : Array.from({ length: Math.floor((last - first) / Number(step)) + 1 }, (_, i) => first + i * Number(step));
    });
    return numbers.some((each) => each === undefined) ? undefined : numbers.flatMap((each) => each ?? []);
}
