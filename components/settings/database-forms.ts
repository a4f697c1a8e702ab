import type { Form } from "./patterns";

/** A snapshot's own name, an automated backup's (rds:…), or the ARN of one, which another account may share. */
export const snapshot: Form = {
    pattern: /^(arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:snapshot:)?(rds:)?[A-Za-z](?!.*--)[A-Za-z0-9-]{0,253}[A-Za-z0-9]$/,
    allowed: "the name or the ARN of a snapshot of RDS",
};

export const parameterName: Form = {
    pattern: /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$/,
    allowed: "a parameter of PostgreSQL: lower-case letters, digits and underscores, one dot for those of an extension",
};
