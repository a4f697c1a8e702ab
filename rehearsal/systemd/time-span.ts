const units: Readonly<Record<string, number>> = {
    us: 0.001,
    usec: 0.001,
    ms: 1,
    msec: 1,
    s: 1000,
    sec: 1000,
    second: 1000,
    seconds: 1000,
    m: 60_000,
    min: 60_000,
    minute: 60_000,
    minutes: 60_000,
    h: 3_600_000,
    hr: 3_600_000,
    hour: 3_600_000,
    hours: 3_600_000,
    d: 86_400_000,
    day: 86_400_000,
    days: 86_400_000,
    w: 604_800_000,
    week: 604_800_000,
    weeks: 604_800_000,
};

/**
 * Milliseconds of a time span such as `5min 20s`; a number alone counts seconds.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.time.html#Parsing%20Time%20Spans
 *
 * @returns undefined for what is no time span
 */
export function timeSpan(text: string): number | undefined {
    if (text.trim() === "infinity") {
        return Infinity;
    }
    const parts = [...text.matchAll(/\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*/gy)];
    const read = parts.map(([, number, unit]) => Number(number) * (unit === "" ? 1000 : (units[unit ?? ""] ?? NaN)));
    const total = read.reduce((sum, each) => sum + each, 0);
    const whole = parts.map(([all]) => all).join("").length === text.length;
    return parts.length > 0 && whole && !Number.isNaN(total) ? total : undefined;
}
