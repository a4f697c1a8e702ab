/**
 * A project's name as indexes compare it: `Django_Foo` is `django-foo`.
 *
 * https://packaging.python.org/en/latest/specifications/name-normalization/
 */
export const normalName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, "-");

/** User, password and query of every URL in a text, made unreadable: a query may be a token. */
export const redact = (text: string): string =>
    text
        .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"`]+@/gi, "$1***@")
        .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s?'"`]+\?)[^\s'"`#]+/gi, "$1***");

/**
 * Whether a URL carries a secret. Placeholders such as `${INDEX_PASSWORD}`, which pip replaces from the environment, are none, nor is the bare user of
 * `git+ssh://git@…`.
 */
export function hasCredentials(url: string): boolean {
    const [, scheme = "", userinfo = ""] = /([a-z][a-z0-9+.-]*):\/\/([^\s/@]+)@/i.exec(url) ?? [];
    const secrets = userinfo.split(":").filter((part) => part !== "" && !/^\$\{[A-Z0-9_]+\}$/.test(part));
    const userOnly = /ssh$/i.test(scheme) && !userinfo.includes(":");
    return secrets.length > 0 && !userOnly;
}

/** The same URL without user and password, and without the slash at its end, for comparison. */
export const bareUrl = (url: string): string =>
    url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/i, "$1").replace(/\/+$/, "");
