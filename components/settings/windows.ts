/** Windows of AWS in UTC: of a week, `Sun:06:00-Sun:06:30`, or of every day, `01:00-01:30`. */
/** Minutes from the beginning of a window's day or week, and its length. */
export interface Span {
    readonly start: number;
    readonly minutes: number;
}

export const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** Of `Sun:06:00-Sun:06:30` in a week, of `01:00-01:30` in a day; the end may be in the next one. */
export function spanOf(window: string): Span {
    const [from = "", to = ""] = window.split("-");
    const whole = from.length > 5 ? weekMinutes : dayMinutes;
    const start = minuteOf(from);
    return { start, minutes: (minuteOf(to) - start + whole) % whole };
}

function minuteOf(time: string): number {
    const parts = time.split(":");
    const [hours = "0", minutes = "0"] = parts.slice(-2);
    const day = parts.length === 3 ? days.indexOf((parts[0] ?? "").toLowerCase()) : 0;
    return day * dayMinutes + Number(hours) * 60 + Number(minutes);
}

/** Whether a weekly span meets one of every day. */
export const overlap = (weekly: Span, daily: Span): boolean =>
    days.some((_, day) => meet(weekly, { ...daily, start: daily.start + day * dayMinutes }));

/** On the circle of a week, two spans meet where one begins inside of the other. */
const meet = (a: Span, b: Span): boolean => isIn(a.start, b) || isIn(b.start, a);

const isIn = (minute: number, { start, minutes }: Span): boolean =>
    (((minute - start) % weekMinutes) + weekMinutes) % weekMinutes < minutes;
