import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime/config";
import { ProblemError, throwProblems } from "./problem";
import { encryptedElsewhere, extractSecretValues, misspeltKeys, parseSettings, Settings } from "./settings";

export interface StackConfig {
    readonly settings: Settings;
    /** Values of the secrets of kind `stack`, by name. */
    readonly secretValues: ReadonlyMap<string, pulumi.Output<string>>;
}

/**
 * Reads the configuration of the stack that runs. Values of secrets are taken out before anything is checked, so that no message can show one.
 *
 * @param root - folder of the stack files
 * @throws ProblemError with every problem at once
 */
export function readStackConfig(root: string): StackConfig {
    const raw = Object.fromEntries(
        Object.entries(allConfig())
            .filter(([key]) => key.startsWith(`${pulumi.getProject()}:`))
            .map(([key, text]) => [key.slice(pulumi.getProject().length + 1), fromJson(text)]),
    );
    const stack = pulumi.getStack();
    throwProblems(`Pulumi.${stack}.yaml`, misspeltKeys(Object.keys(allConfig())));
    throwProblems(
        `Pulumi.${stack}.yaml`,
        Object.keys(raw)
            .filter((key) => key !== "secrets" && isSecretKey(key))
            .map(encryptedElsewhere),
    );
    const { rest, values } = extractSecretValues(raw);
    const aws = new pulumi.Config("aws");
    const settings = parseSettings(rest, {
        stack: pulumi.getStack(),
        region: aws.get("region"),
        defaultTags: fromJson(aws.get("defaultTags") ?? "{}"),
        root,
    });
    return { settings, secretValues: new Map([...values].map(([name, value]) => [name, pulumi.secret(value)])) };
}

/** Runs a step and hands its problems to the engine in the one form that it prints without a stack trace. */
export async function forUser<T>(step: () => T | Promise<T>): Promise<T> {
    try {
        return await step();
    } catch (error) {
        throw error instanceof ProblemError ? new pulumi.RunError(error.message) : error;
    }
}

/** The SDK keeps this list to itself; the engine hands it over in this variable. */
function isSecretKey(key: string): boolean {
    const keys = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as readonly string[];
    return keys.includes(`${pulumi.getProject()}:${key}`);
}

/** Structured configuration arrives as JSON, a plain value as it is. */
function fromJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        // Not JSON: the value is the text itself.
        return text;
    }
}
