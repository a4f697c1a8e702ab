import type { Form } from "./patterns";

/** A snapshot's own name, an automated backup's (rds:…), or the ARN of one, which another account may share. */
export const snapshot: Form = {
    pattern: /^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:snapshot:)?(rds:)?[A-Za-z](?!.*--)[A-Za-z0-9-]{0,253}[A-Za-z0-9]$/,
    allowed: "the name or the ARN of a snapshot of RDS",
};

/** Of a server. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html; RDS answers in lower case. */
export const identifier: Form = {
    pattern: /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/,
    allowed: "2 to 63 lower-case letters, digits and single hyphens, starting with a letter and not ending in a hyphen",
};

export const parameterName: Form = {
    pattern: /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/,
    allowed: "a parameter of PostgreSQL: lower-case letters, digits and underscores, one dot for those of an extension",
};
