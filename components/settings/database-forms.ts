import type { Form } from "./patterns";

const time = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const day = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun)";

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html */
export const weeklyWindow: Form = {
    pattern: new RegExp(`^${day}:${time}-${day}:${time}$`),
    allowed: "a window of half an hour or more in UTC as Day:HH:MM-Day:HH:MM, such as Sun:06:00-Sun:06:30",
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html */
export const dailyWindow: Form = {
    pattern: new RegExp(`^${time}-${time}$`),
    allowed: "a window of half an hour or more in UTC as HH:MM-HH:MM, such as 01:00-01:30",
};

/** A snapshot's own name, an automated backup's (rds:…), or the ARN of one, which another account may share. */
export const snapshot: Form = {
    pattern: /^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:snapshot:)?(rds:)?[A-Za-z](?!.*--)[A-Za-z0-9-]{0,253}[A-Za-z0-9]$/,
    allowed: "the name or the ARN of a snapshot of RDS",
};

export const parameterName: Form = {
    pattern: /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/,
    allowed: "a parameter of PostgreSQL: lower-case letters, digits and underscores, one dot for those of an extension",
};
