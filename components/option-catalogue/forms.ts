import * as patterns from "../settings/patterns";
import type { Form, ListForm, NumberForm, PatternForm, Requirement } from "./types";

/** Forms that several options share, so that a table reads as a table. */

export const boolean = { type: "boolean" } as const;
export const json = { type: "json" } as const;
export const anyText = { type: "text" } as const;

export const whole = (min?: number, max?: number): NumberForm => ({
    type: "number",
    whole: true,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
});

export const decimal = (min: number, max: number): NumberForm => ({ type: "number", whole: false, min, max });

export const oneOf = (...values: string[]): Form => ({ type: "enum", values });

export const textOf = (pattern: RegExp, allowed: string): PatternForm => ({ type: "text", pattern, allowed });

export const arnOf = (pattern: RegExp, allowed: string): PatternForm => ({ type: "arn", pattern, allowed });

/** A list in which the order of the items means nothing. */
export const setOf = (item: RegExp, allowed: string, limits: Pick<ListForm, "itemMaxLength"> = {}): ListForm => ({
    type: "list",
    order: "free",
    item,
    allowed,
    ...limits,
});

export const port = whole(1, 65535);

/** 1 to 65535, without a leading zero. */
export const portNumber = /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/;

export const certificateArn: PatternForm = { type: "arn", ...patterns.certificateArn };

export const path = textOf(/^\/[^\s]*$/, "a path that starts with /");

export const processName = textOf(/^[A-Za-z0-9_-]+$/, "the name of a process");

export const securityGroups = setOf(/^sg-[0-9a-z]+$/, "ids of security groups, sg-…");

export const subnets = setOf(/^subnet-[0-9a-z]+$/, "ids of subnets, subnet-…");

export const ports = setOf(/^(:all|[1-9]\d{0,4})$/, "ports, or :all");

/** Fields of five, as crontab has them. */
export const cron: PatternForm = {
    type: "cron",
    pattern: /^\S+( \S+){4}$/,
    allowed: "a cron expression of five fields, with one space between two of them",
};

export const timestamp: PatternForm = {
    type: "timestamp",
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
    allowed: "a time as 2027-01-31T09:00:00Z",
};

/** Up to an hour. */
export const duration: PatternForm = {
    type: "duration",
    pattern: /^PT(?=\d)(\d{1,2}H)?(\d{1,2}M)?(\d{1,4}S)?$/,
    allowed: "a duration as PT30M, at most PT1H",
};

/** Names of environment properties that a shell can read; Elastic Beanstalk takes more signs. */
export const propertyName = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const propertyNameAllowed = "letters, digits and underscores, not starting with a digit";

/** Another option that has to be set too, to any value or to the one given. */
export const needs = (namespace: string, name: string, value?: string): Requirement => ({
    namespace,
    name,
    ...(value === undefined ? {} : { value }),
});
