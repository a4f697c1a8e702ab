interface Cookie {
    readonly value: string;
    readonly path: string;
    readonly secure: boolean;
}

/**
 * The cookies of one visitor to one site: what the rehearsal needs of RFC 6265. A cookie's domain is not looked at, since only the site's own answers come here,
 * and it ends with the rehearsal unless the site takes it back before. https://www.rfc-editor.org/rfc/rfc6265#section-5
 */
export class CookieJar {
    private readonly cookies = new Map<string, Cookie>();

    /** @param setCookies values of the answer's Set-Cookie headers */
    take(setCookies: readonly string[], url: URL): void {
        for (const line of setCookies) {
            const [pair = "", ...rest] = line.split(";").map((part) => part.trim());
            const attributes = new Map(rest.map(nameAndValue).map(([name, value]) => [name.toLowerCase(), value]));
            const [name, value] = nameAndValue(pair);
            const path = attributes.get("path")?.startsWith("/") === true ? attributes.get("path") : undefined;
            const cookie = { value, path: path ?? folderOf(url.pathname), secure: attributes.has("secure") };
            const key = `${name} ${cookie.path}`;
            if (isOver(attributes)) {
                this.cookies.delete(key);
            } else {
                this.cookies.set(key, cookie);
            }
        }
    }

    /** The Cookie header of a request; undefined where none belongs to it. */
    header(url: URL): string | undefined {
        const pairs = [...this.cookies]
            .filter(([, { path, secure }]) => covers(path, url.pathname) && (!secure || url.protocol === "https:"))
            .map(([key, { value }]) => `${nameOf(key)}=${value}`);
        return pairs.length === 0 ? undefined : pairs.join("; ");
    }

    /** Value of the cookie of this name that a request would carry. */
    value(name: string, url: URL): string | undefined {
        const pair = this.header(url)
            ?.split("; ")
            .find((each) => each.startsWith(`${name}=`));
        return pair?.slice(name.length + 1);
    }
}

const nameOf = (key: string): string => key.slice(0, key.indexOf(" "));

function nameAndValue(pair: string): [string, string] {
    const equals = pair.indexOf("=");
    return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** https://www.rfc-editor.org/rfc/rfc6265#section-5.1.4 */
const folderOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf("/")));

const covers = (folder: string, path: string): boolean =>
    path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

/** Max-Age wins over Expires. */
function isOver(attributes: ReadonlyMap<string, string>): boolean {
    const maxAge = attributes.get("max-age");
    const expires = attributes.get("expires");
    return maxAge !== undefined
        ? Number(maxAge) <= 0
        : expires !== undefined && new Date(expires).getTime() <= Date.now();
}
