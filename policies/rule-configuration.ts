import type { PolicyConfigSchema } from "@pulumi/policy";
import { nearestOf } from "./nearest";
import type { Config } from "./rule";

/** Keys that a policy does not know; the engine accepts them, and nothing would come of them. */
export function unknownKeys(config: Config, schema: PolicyConfigSchema | undefined): string[] {
    const known = Object.keys(schema?.properties ?? {});
    return Object.keys(config)
        .filter((key) => !known.includes(key))
        .map(
            (key) =>
                `The configuration has a key that is not known: ${key}${nearestOf(key, known)}; wanted: ` +
                `${known.length > 0 ? known.join(", ") : "none, but enforcementLevel"}.`,
        );
}

/** A number of a rule's configuration. Where the engine fills in no defaults, as in a test, the rule's own counts. */
export function numberIn(config: Config, key: string, otherwise: number): number {
    const value = config[key];
    return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

/** A list of texts of a rule's configuration. */
export function listIn(config: Config, key: string, otherwise: readonly string[] = []): readonly string[] {
    const value = config[key];
    return Array.isArray(value) ? value.filter((it): it is string => typeof it === "string") : otherwise;
}
