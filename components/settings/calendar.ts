/**
 * The times that systemd's OnCalendar= knows, narrowed to what a scheduled job can use: a single second, so that two runs are a minute apart or more, and
 * no count of days from the end of a month. Whatever is taken here is taken by `systemd-analyze calendar`, which judges it in the tests.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html#Calendar%20Events
 */
const words = ["minutely", "hourly", "daily", "weekly", "monthly", "quarterly", "semiannually", "yearly", "annually"];
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export const calendarWords =
    'a time as systemd\'s OnCalendar writes it, quoted: "*-*-* 03:00:00 UTC", "Mon..Fri 06:30", "*:0/15", "daily"; one second, not several';

export function isCalendar(text: string): boolean {
    const parts = text.split(" ");
    if (isZone(parts.at(-1) ?? "")) {
        parts.pop();
    }
    if (parts.length === 1 && words.includes(parts[0] ?? "")) {
        return true;
    }
    const given = [isWeekdays, isDate, isTime].map((is) => {
        const found = is(parts[0] ?? "");
        if (found) {
            parts.shift();
        }
        return found;
    });
    return parts.length === 0 && given.includes(true);
}

/** The same time wherever the instance takes itself to be. */
export const inUtc = (text: string): string => (isZone(text.split(" ").at(-1) ?? "") ? text : `${text} UTC`);

/** Offsets are no zones to systemd. */
const isZone = (text: string): boolean =>
    text === "UTC" || (text.includes("/") && Intl.supportedValuesOf("timeZone").includes(text));

/** Days and ranges of days; a range does not go over Sunday. */
const isWeekdays = (text: string): boolean =>
    text.split(",").every((item) => {
        const [from = -1, to = from, ...more] = item.split("..").map((day) => weekdays.indexOf(day));
        return more.length === 0 && from >= 0 && to >= from;
    });

function isDate(text: string): boolean {
    const fields = text.split("-");
    const [day = "", month = "", year = "*"] = fields.reverse();
    return (
        (fields.length === 2 || fields.length === 3) &&
        isField(day, 1, 31) &&
        isField(month, 1, 12) &&
        /^(\*|20\d\d)$/.test(year)
    );
}

function isTime(text: string): boolean {
    const fields = text.split(":");
    const [hour = "", minute = "", second = "0"] = fields;
    return (
        (fields.length === 2 || fields.length === 3) &&
        isField(hour, 0, 23) &&
        isField(minute, 0, 59) &&
        /^[0-5]?\d$/.test(second)
    );
}

/** `*`, or a list of numbers, ranges `1..5` and steps `0/15` or `1..9/2`. */
function isField(text: string, min: number, max: number): boolean {
    return text === "*" || text.split(",").every((item) => isItem(item, min, max));
}

function isItem(text: string, min: number, max: number): boolean {
    const [, first, last, step] = /^(\d{1,2})(?:\.\.(\d{1,2}))?(?:\/(\d{1,2}))?$/.exec(text) ?? [];
    if (first === undefined) {
        return false;
    }
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    // A step that leads out of the field at once is refused by systemd.
    const next = step === undefined ? from : from + Number(step);
    return (
        from >= min && to >= from && to <= max && step !== "0" && step !== "00" && (last !== undefined || next <= max)
    );
}
