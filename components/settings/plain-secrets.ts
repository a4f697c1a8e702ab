import * as fs from "node:fs";
import { parse } from "yaml";
import { table } from "../parsed-values";
import type { Problem } from "../problem";

/**
 * Values of secrets that stand in a stack file for everyone to read. The engine hands the program `secrets` as a whole, and as secret once any part of it is
 * encrypted, so what is plain beside something encrypted shows in the file alone.
 *
 * @param secrets - as the file has it: an encrypted value is a map with the key `secure`
 */
export const plainSecretNames = (secrets: unknown): string[] =>
    Object.entries(table(secrets)).flatMap(([name, secret]) => {
        const { kind, value } = table(secret);
        return kind === "stack" && isPlain(value) ? [name] : [];
    });

/** An empty value tells nothing to anyone; that it is missing is told elsewhere. */
const isPlain = (value: unknown): boolean =>
    typeof value === "string" ? value.trim() !== "" : typeof value === "number" || typeof value === "boolean";

export const plainSecret = (name: string, stack: string): Problem => ({
    where: `secrets.${name}.value`,
    got: "a value in plain text (not shown)",
    allowed: "a value that the engine has encrypted",
    remedy: `Change it where it is valid, since whoever reads the file has it, then run: pulumi config set --stack ${stack} --secret --path 'django-beanstalk:secrets.${name}.value'`,
});

/**
 * The same of a file.
 *
 * @returns nothing where there is no such file, or no YAML: the engine may have its configuration from elsewhere
 */
export function plainSecretsOfFile(file: string): string[] {
    try {
        const { config } = table(parse(fs.readFileSync(file, "utf8")));
        const { "django-beanstalk:secrets": secrets } = table(config);
        return plainSecretNames(typeof secrets === "string" ? parse(secrets) : secrets);
    } catch {
        return [];
    }
}
