import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime/config";
import { throwProblems } from "./problem";
import { encryptedElsewhere, extractSecretValues, misspeltKeys, parseSettings, Settings } from "./settings";
import { plainSecret, plainSecretNames, plainSecretsOfFile } from "./settings/plain-secrets";
import { secretSizes } from "./settings/secret-sizes";
import { secretsRelease } from "./settings/secrets-check";

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
    throwProblems(
        `Pulumi.${stack}.yaml`,
        plainNames(raw["secrets"], stack, root).map((name) => plainSecret(name, stack)),
    );
    const { rest, values } = extractSecretValues(raw);
    const aws = new pulumi.Config("aws");
    const settings = parseSettings(rest, {
        stack: pulumi.getStack(),
        region: aws.get("region"),
        defaultTags: fromJson(aws.get("defaultTags") ?? "{}"),
        root,
    });
    throwProblems(`Pulumi.${stack}.yaml`, [...secretSizes(settings, values), ...secretsRelease(settings)]);
    return { settings, secretValues: new Map([...values].map(([name, value]) => [name, pulumi.secret(value)])) };
}

/**
 * Where nothing of `secrets` is encrypted, each value is plain. Otherwise only the stack file tells: beside the project file that the engine read, which need
 * not be the program's own, and in the folder of the program.
 */
function plainNames(secrets: unknown, stack: string, root: string): string[] {
    if (!isSecretKey("secrets")) {
        return plainSecretNames(secrets);
    }
    const folders = [pulumi.runtime.getRootDirectory(), root];
    return [...new Set(folders.flatMap((folder) => plainSecretsOfFile(path.join(folder, `Pulumi.${stack}.yaml`))))];
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
