import { planSecrets, Store } from "../app-secrets/plan-secrets";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** Bytes. https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html and https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const parameterBytes = 4096;
const secretBytes = 65_536;

/** Values that are larger than where they are kept; never a part of one. */
export function secretSizes(settings: Settings, values: ReadonlyMap<string, string>): Problem[] {
    const kept = planSecrets(settings).own.flatMap(({ variable, store, secret }) => {
        const value = values.get(variable) ?? (secret.kind === "generated" ? "x".repeat(secret.length) : undefined);
        return value === undefined ? [] : [{ variable, store, value }];
    });
    const together = JSON.stringify(
        Object.fromEntries(kept.filter(isIn("together")).map(({ variable, value }) => [variable, value])),
    );
    return [
        ...kept.flatMap(({ variable, store, value }) => tooLarge(`secrets.${variable}.value`, value, limits[store])),
        ...tooLarge("environment.secretStorage.store", together, secretBytes),
    ];
}

const limits: Readonly<Record<Store, number>> = { each: secretBytes, together: secretBytes, parameter: parameterBytes };

const isIn =
    (store: Store) =>
    (each: { readonly store: Store }): boolean =>
        each.store === store;

function tooLarge(where: string, value: string, limit: number): Problem[] {
    const bytes = Buffer.byteLength(value);
    const remedy =
        limit === parameterBytes
            ? "Set store: each for it; Secrets Manager holds 65536 bytes."
            : "Keep it in a file that the application fetches, or set store: each for some of them.";
    return bytes <= limit ? [] : [{ where, got: `${bytes} bytes`, allowed: `${limit} bytes at most`, remedy }];
}
