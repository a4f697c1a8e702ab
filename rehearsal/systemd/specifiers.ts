/** What the specifiers of one unit stand for. */
export interface SpecifierValues {
    /** Such as `mail@7.service`. */
    readonly unit: string;
    readonly host: string;
    readonly user: string;
    readonly home: string;
}

/**
 * Replaces specifiers; one that is not known is left and told.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers
 */
export function expandSpecifiers(text: string, values: SpecifierValues, unknown: (specifier: string) => void): string {
    const known = tableOf(values);
    return text.replaceAll(/%(.)/gs, (all, letter: string) => {
        const value = known[letter];
        if (value === undefined) {
            unknown(all);
        }
        return value ?? all;
    });
}

function tableOf({ unit, host, user, home }: SpecifierValues): Readonly<Record<string, string>> {
    const name = unit.replace(/\.[a-z]+$/, "");
    const at = name.indexOf("@");
    const prefix = at < 0 ? name : name.slice(0, at);
    const instance = at < 0 ? "" : name.slice(at + 1);
    return {
        "%": "%",
        n: unit,
        N: name,
        p: prefix,
        P: unescapeName(prefix),
        i: instance,
        I: unescapeName(instance),
        j: prefix.slice(prefix.lastIndexOf("-") + 1),
        f: `/${unescapeName(instance === "" ? prefix : instance)}`,
        H: host,
        l: host.replace(/\..*$/, ""),
        u: user,
        h: home,
        t: "/run",
        S: "/var/lib",
        C: "/var/cache",
        L: "/var/log",
        E: "/etc",
        T: "/tmp",
        V: "/var/tmp",
    };
}

/** As `systemd-escape --unescape`. */
const unescapeName = (name: string): string =>
    name
        .replaceAll("-", "/")
        .replaceAll(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
