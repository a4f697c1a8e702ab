import { Problem } from "../problem";
import { nearestName } from "./nearest";

/** Stands in the settings for a value that was taken out. */
export const givenElsewhere = "given";
/** Stands in the settings for a value that was set, but to nothing. */
export const emptyElsewhere = "empty";

type Raw = Readonly<Record<string, unknown>>;

/**
 * Takes the values of secrets of kind `stack` out of the raw settings. From there on they are handled as Pulumi secrets only: the rest is plain data that
 * can be checked, shown and planned with.
 */
export function extractSecretValues(raw: Raw): { rest: Raw; values: ReadonlyMap<string, string> } {
    const values = new Map<string, string>();
    const secrets = raw["secrets"];
    if (!isRecord(secrets)) {
        return { rest: raw, values };
    }
    const cleaned = Object.entries(secrets).map(([name, secret]): [string, unknown] => {
        if (!isRecord(secret) || secret["kind"] !== "stack" || typeof secret["value"] !== "string") {
            return [name, secret];
        }
        if (secret["value"].trim() === "") {
            return [name, { ...secret, value: emptyElsewhere }];
        }
        values.set(name, secret["value"]);
        return [name, { ...secret, value: givenElsewhere }];
    });
    return { rest: { ...raw, secrets: Object.fromEntries(cleaned) }, values };
}

/** Keys of a stack file that are meant for this program but spelt otherwise; the engine passes over them in silence. */
export function misspeltKeys(keys: readonly string[]): Problem[] {
    return keys.flatMap((key) => {
        const [namespace = "", ...rest] = key.split(":");
        const meant = namespace !== "django-beanstalk" && nearestName(namespace, ["django-beanstalk"]) !== undefined;
        return meant
            ? [
                  {
                      where: key,
                      got: `the namespace ${namespace}`,
                      allowed: "django-beanstalk",
                      remedy: `Write django-beanstalk:${rest.join(":")}.`,
                  },
              ]
            : [];
    });
}

/** A value that was encrypted outside `secrets` would be decrypted and end as plain text in an option and in the state. */
export function encryptedElsewhere(setting: string): Problem {
    return {
        where: setting,
        got: "an encrypted value",
        allowed: "encrypted values under secrets only",
        remedy: `Make it a secret of kind stack: pulumi config set --secret --path 'django-beanstalk:secrets.NAME.value'`,
    };
}

function isRecord(value: unknown): value is Raw {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
