import type { Form } from "./patterns";

const time = String.raw`([01]\d|2[0-3]):[0-5]\d`;

/** In any case: a JSON Schema's patterns have no flag for that. */
const day = `(${["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(inAnyCase).join("|")})`;

function inAnyCase(word: string): string {
    return [...word].map((letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`).join("");
}

/**
 * RDS and ElastiCache take it in any case and answer in lower case, as the plans give it.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/maintenance-window.html
 */
export const weeklyWindow: Form = {
    pattern: new RegExp(`^${day}:${time}-${day}:${time}$`),
    allowed: "a window of the week in UTC as Day:HH:MM-Day:HH:MM, such as Sun:06:00-Sun:07:00",
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html */
export const dailyWindow: Form = {
    pattern: new RegExp(`^${time}-${time}$`),
    allowed: "a window of every day in UTC as HH:MM-HH:MM, such as 01:00-02:00",
};
