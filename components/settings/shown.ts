type Path = readonly PropertyKey[];

/** With a password in it. */
export const urlWithPassword = /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i;
const secretKey = /pass(word|wd)?|secret|token|credential|private|apikey/i;
const hidden = "a value that is not shown";

/** A value as the stack file has it. What may be a secret is never shown, whatever is wrong with it. */
export function shown(path: Path, value: unknown): string {
    if (value === null) {
        return "null, as YAML reads a key with nothing behind it";
    }
    const isSecret = mayBeSecret(path, value);
    if (isSecret && typeof value !== "object") {
        return hidden;
    }
    const text = isSecret ? (Array.isArray(value) ? "a list" : "a mapping") : JSON.stringify(value);
    const kind = typeof value === "number" ? " (a number)" : typeof value === "boolean" ? " (true or false)" : "";
    return (text.length > 80 ? `${text.slice(0, 77)}…` : text) + kind;
}

/**
 * Passwords end up among plain variables by mistake, and URLs with passwords where an ARN or a mapping is wanted, so those count as secret too. So does the
 * address of a service that takes messages: whoever knows a webhook may write to it.
 */
export function mayBeSecret(path: Path, value: unknown): boolean {
    const last = String(path.at(-1));
    const inSecrets = path[0] === "secrets" && !["kind", "length", "jsonKey", "optional", "store"].includes(last);
    const inVariables =
        (path[0] === "app" && path[1] === "variables" && path.length > 2) ||
        (path[0] === "worker" && path[2] === "environmentVariables" && path.length > 3);
    const inWorker = path[0] === "worker" && last === "url";
    const toldTo = path[1] === "subscribers" || path[1] === "notifications";
    return inSecrets || inVariables || inWorker || /arn$/i.test(last) || hasSecret(value, toldTo);
}

/** @param anyUrl - whether each URL is one */
function hasSecret(value: unknown, anyUrl: boolean): boolean {
    if (typeof value === "string") {
        return urlWithPassword.test(value) || (anyUrl && value.includes("://"));
    }
    return (
        typeof value === "object" &&
        value !== null &&
        Object.entries(value).some(([key, each]) => secretKey.test(key) || hasSecret(each, anyUrl))
    );
}
