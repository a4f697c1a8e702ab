import * as path from "node:path";
import { table } from "./parsed-values";
import { Problem, throwProblems } from "./problem";
import { isRegion } from "./settings/patterns";
import { crossCheck } from "./settings/cross-check";
import { Stage } from "./settings/defaults";
import { explainIssues } from "./settings/explain";
import { reservedDefaultTags } from "./settings/reserved-tags";
import { ParsedSettings, settingsSchema, Shape } from "./settings/schema";
import { waitsOf } from "./settings/waits";

export { encryptedElsewhere, extractSecretValues, misspeltKeys } from "./settings/secret-values";
export type { Stage } from "./settings/defaults";
export type { ParsedSettings } from "./settings/schema";

/** What is known about a run besides the stack file. */
export interface StackContext {
    /** Name of the stack, `dev`. */
    readonly stack: string;
    /** AWS region, from `aws:region`. */
    readonly region: string | undefined;
    /** Tags that the provider puts on every resource: `aws:defaultTags`, parsed. */
    readonly defaultTags?: unknown;
    /** Folder of the stack files; `app.directory` is relative to it. */
    readonly root: string;
}

/** The settings of one stack: checked, complete, plain data. Values of secrets are not in it. */
export interface Settings extends ParsedSettings {
    readonly stack: string;
    readonly region: string;
    /** Name of the Elastic Beanstalk application; one per stack, so that two stacks with the same code do not collide. */
    readonly applicationName: string;
    readonly environmentName: string;
    /** Absolute path of the folder that holds manage.py. */
    readonly appDirectory: string;
}

/**
 * Checks the settings of a stack and fills in the defaults of its stage.
 *
 * @param raw - the `django-beanstalk:` keys of the stack file, parsed
 * @throws ProblemError with every problem at once
 */
export function parseSettings(raw: Readonly<Record<string, unknown>>, context: StackContext): Settings {
    const subject = `Pulumi.${context.stack}.yaml`;
    const input = withoutEmpty(raw);
    const schema = settingsSchema(stageOf(input), shapeOf(input), waitsOf(input));
    const parsed = schema.safeParse(input);
    if (!parsed.success) {
        throwProblems(subject, [...explainIssues(parsed.error.issues, input, schema), ...providerProblems(context)]);
    }
    const settings = complete(parsed.data as ParsedSettings, context);
    throwProblems(subject, [...providerProblems(context), ...crossCheck(settings)]);
    return settings;
}

/** Pulumi.yaml gives `{}` to every key that a stack leaves out, because the engine demands a value for a typed key. */
function withoutEmpty(raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const isEmpty = (value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
    return Object.fromEntries(Object.entries(raw).filter(([, value]) => !isEmpty(value)));
}

function shapeOf(input: Readonly<Record<string, unknown>>): Shape {
    const { tier, loadBalancer } = table(input["environment"]);
    if (table(tier)["kind"] === "worker") {
        return "worker";
    }
    return table(loadBalancer)["kind"] === "none" ? "single" : "balanced";
}

function stageOf(input: Readonly<Record<string, unknown>>): Stage {
    return table(input["environment"])["stage"] === "dev" ? "dev" : "prod";
}

function complete(parsed: ParsedSettings, context: StackContext): Settings {
    const applicationName = `${parsed.app.name}-${context.stack}`;
    return {
        ...parsed,
        stack: context.stack,
        region: context.region ?? "",
        applicationName,
        environmentName: parsed.environment.name ?? applicationName,
        appDirectory: path.resolve(context.root, parsed.app.directory),
    };
}

/** What is wrong with the provider's own configuration. */
const providerProblems = (context: StackContext): Problem[] => [
    ...regionProblems(context),
    ...reservedDefaultTags(context.defaultTags),
];

function regionProblems({ region }: StackContext): Problem[] {
    if (region !== undefined && isRegion(region)) {
        return [];
    }
    return [
        {
            where: "aws:region",
            got: region === undefined ? "nothing" : JSON.stringify(region),
            allowed: "an AWS region, such as us-east-1",
            remedy: "Write aws:region: us-east-1 under config, or run: pulumi config set aws:region us-east-1",
        },
    ];
}
