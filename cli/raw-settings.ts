import * as fs from "node:fs";
import { parse } from "yaml";
import { ProblemError, throwProblems } from "../components/problem";
import { encryptedElsewhere, extractSecretValues, misspeltKeys, parseSettings, Settings } from "../components/settings";
import { plainSecret, plainSecretNames } from "../components/settings/plain-secrets";
import { firstLine } from "../components/words";

/**
 * The settings of a stack file, read without the engine; encrypted values are not decrypted.
 *
 * @throws ProblemError with every problem at once
 */
export const settingsOfFile = (file: string, stack: string, root: string): Settings =>
    settingsOfConfig(configOf(file), stack, root);

/** The same, given the `config` of a stack file. */
export function settingsOfConfig(config: ReturnType<typeof configOf>, stack: string, root: string): Settings {
    const raw = Object.entries(config).flatMap(([key, value]): [string, unknown][] => {
        const name = /^django-beanstalk:(.+)$/.exec(key)?.[1];
        return name === undefined ? [] : [[name, plain(value)]];
    });
    const encrypted = raw.filter(([name]) => name !== "secrets" && hasSecure(config[`django-beanstalk:${name}`]));
    throwProblems(`Pulumi.${stack}.yaml`, misspeltKeys(Object.keys(config)));
    throwProblems(
        `Pulumi.${stack}.yaml`,
        encrypted.map(([name]) => encryptedElsewhere(name)),
    );
    throwProblems(
        `Pulumi.${stack}.yaml`,
        plainSecretNames(config["django-beanstalk:secrets"]).map((name) => plainSecret(name, stack)),
    );
    const region = config["aws:region"];
    const { rest } = extractSecretValues(Object.fromEntries(raw));
    const defaultTags = config["aws:defaultTags"];
    return parseSettings(rest, { stack, region: typeof region === "string" ? region : undefined, root, defaultTags });
}

/** @throws ProblemError when the file is not YAML or has no `config` */
export function configOf(file: string): Readonly<Record<string, unknown>> {
    const document = parseYaml(file);
    const config = typeof document === "object" && document !== null && "config" in document ? document.config : {};
    return typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
}

function parseYaml(file: string): unknown {
    try {
        return parse(fs.readFileSync(file, "utf8"));
    } catch (error) {
        const message = firstLine(error).replace(/:$/, "");
        throw new ProblemError(file, [
            { where: file, got: message, allowed: "YAML", remedy: "Correct the line that is named." },
        ]);
    }
}

function hasSecure(value: unknown): boolean {
    return typeof value === "object" && value !== null && ("secure" in value || Object.values(value).some(hasSecure));
}

/** An encrypted value counts as given. */
function plain(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return "secure" in value
        ? "encrypted"
        : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
