type Path = readonly PropertyKey[];

/** With a password in it. */
export const urlWithPassword = /[a-z][a-z0-9+.-]*:\/\/[^\s/@:]*:[^\s/@]+@/i;
/** With a user, who may be a token: the password may have a slash in it, so what stands before the @ is not looked at. */
const urlWithUser = /:\/\/[^\s@]*@/;
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
 * address of a service that takes messages: whoever knows a webhook may write to it. A list or a mapping counts as secret with anything in it.
 */
export function mayBeSecret(path: Path, value: unknown): boolean {
    const last = String(path.at(-1));
    const inSecrets = path[0] === "secrets" && !["kind", "length", "jsonKey", "optional", "store"].includes(last);
    const inVariables =
        (path[0] === "app" && path[1] === "variables") || (path[0] === "worker" && path[2] === "environmentVariables");
    const inWorker = path[0] === "worker" && last === "url";
    return inSecrets || inVariables || inWorker || /arn$/i.test(last) || hasSecret(path, value);
}

function hasSecret(path: Path, value: unknown): boolean {
    if (typeof value === "string") {
        return urlWithUser.test(value) || mayBeAddress(path, value);
    }
    return (
        typeof value === "object" &&
        value !== null &&
        Object.entries(value).some(
            ([key, each]) => secretKey.test(key) || hasSecret(path, key) || hasSecret([...path, key], each),
        )
    );
}

/** What may be the address of a webhook: some write it without https:// where messages go. */
function mayBeAddress(path: Path, text: string): boolean {
    const forMessages =
        (path[0] === "monitoring" && path.includes("subscribers")) ||
        (path[0] === "environment" && path.includes("notifications"));
    return forMessages ? text.includes("/") : path[0] === "monitoring" && text.includes("://");
}
