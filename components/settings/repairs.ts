/** What people write in place of a form; each gives another text, and whoever asks takes the first that has the form. */
const repairs: readonly ((text: string) => string)[] = [
    (text) => text.trim(),
    (text) => text.toLowerCase(),
    (text) => text.toUpperCase(),
    // A name of the DNS, out of a browser or a zone file.
    (text) =>
        text
            .trim()
            .toLowerCase()
            .replace(/^https?:\/\/([^/]*).*$/, "$1")
            .replace(/\.$/, ""),
    // https://www.example.com/, where a site has no path.
    (text) => text.trim().replace(/\/+$/, ""),
    (text) => text.trim().replace(/^(?=[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$)/i, "https://"),
    // public, /public and /public/ of folders; //public would be another one.
    (text) => `${text.trim().replace(/^\/|\/$/g, "")}/`,
    // https://www.example.com/health/, where only the path is wanted.
    (text) => text.trim().replace(/^https?:\/\/[^/?#]*([^?#]*).*$/is, (_, path: string) => path || "/"),
    (text) => (text.includes("://") ? text : `/${text.trim()}`),
    // The letter of us-east-1a.
    (text) => text.trim().replace(/^[a-z]{2}(-[a-z]+)+-\d(?=[a-z]$)/, ""),
    // Names for programs: SECRET_KEY, my_app, my-app.
    (text) => text.trim().toUpperCase().replace(/[.-]+/g, "_"),
    (text) => text.trim().toLowerCase().replace(/[.-]+/g, "_"),
    (text) => text.trim().toLowerCase().replace(/[._]+/g, "-"),
    // Each service of AWS has its own prefix before the same family and size.
    ...["", "db.", "cache."].map(
        (prefix) => (text: string) => text.trim().replace(/^(?:(?:db|cache)\.)?(?=[a-z0-9-]+\.[a-z0-9-]+$)/, prefix),
    ),
    // Sunday:6:00-Sunday:7:00, a day where the window is of every day, an end where it has none.
    window,
    (text) => window(text).replace(/(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun):(?=\d\d:)/g, ""),
    (text) => window(text).replace(/(:\d\d)-.*$/, "$1"),
];

/** As AWS writes it, where the text is a window at all. */
function window(text: string): string {
    return /^[a-z]*[:\s]*\d{1,2}:\d\d\s*(-|$)/i.test(text.trim())
        ? text
              .replace(/\s+/g, "")
              .replace(/(mon|tue|wed|thu|fri|sat|sun)[a-z]*:?(?=\d)/gi, (_, day: string) => `${capital(day)}:`)
              .replace(/(^|[:-])(\d:\d\d)/g, "$10$2")
        : text;
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();

/**
 * What was meant by a text that does not have its form.
 *
 * @param pattern - as zod names it: a regular expression between slashes
 */
export function repaired(text: string, pattern: string): string | undefined {
    const [, source = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [];
    const form = new RegExp(source, flags);
    return source === "" || text.trim() === ""
        ? undefined
        : repairs.map((repair) => repair(text)).find((each) => each !== text && form.test(each));
}

/** How many of the smallest of its kind a unit is. */
const times: Readonly<Record<string, number>> = {
    ...units(1, "ms", "milliseconds"),
    ...units(1000, "s", "sec", "secs", "second", "seconds"),
    ...units(60_000, "m", "min", "mins", "minute", "minutes"),
    ...units(3_600_000, "h", "hr", "hrs", "hour", "hours"),
    ...units(86_400_000, "d", "day", "days"),
    ...units(604_800_000, "w", "week", "weeks"),
};

/** People say GB and mean GiB, as AWS does for disks. */
const sizes: Readonly<Record<string, number>> = {
    ...units(1, "k", "kb", "kib"),
    ...units(1024, "m", "mb", "mib"),
    ...units(1024 ** 2, "g", "gb", "gib"),
    ...units(1024 ** 3, "t", "tb", "tib"),
};

/** Words that make a number another one. */
const factors = { ...units(1000, "thousand"), ...units(1e6, "million", "mio"), ...units(1e9, "billion", "bn") };

function units(size: number, ...names: readonly string[]): Record<string, number> {
    return Object.fromEntries(names.map((name) => [name, size]));
}

/** `backupDays` counts days, `storageGb` GB. */
function unitOf(where: string): { readonly name: string; readonly kind: Readonly<Record<string, number>> } | undefined {
    const name = /(Ms|Seconds|Minutes|Days|Kb|Mb|MiB|Gb|GiB)$/.exec(where)?.[1];
    if (name === undefined) {
        return undefined;
    }
    const kind = name.toLowerCase() in times ? times : sizes;
    return {
        name: name === "Ms" ? "milliseconds" : kind === times ? name.toLowerCase() : name.replace(/b$/, "B"),
        kind,
    };
}

/** A number as people write it, and what stands behind it: 20 GB, 50%, $1,000, 1_000. Not 10-20 and 1e3, which are more than one number and a unit. */
const withUnit = /^\s*([$€£]?)(-?(?:\d{1,3}(?:[,_]\d{3})+|\d+)(?:\.\d+)?)\s*(%|[a-z]*)\s*$/i;

/** What a number of a setting may be. */
export interface Wanted {
    readonly isWhole?: boolean;
    /** Undefined where any number may be chosen. */
    readonly among?: readonly number[];
}

/**
 * What to write for a number with a unit or in quotes, or undefined where the text has no number, another thing besides, or one that may not be chosen.
 *
 * @param where - path of the setting; where its name ends in a unit of its own, it takes whole numbers only
 */
export function numberIn(text: string, where: string, { isWhole = false, among }: Wanted = {}): string | undefined {
    const [, currency = "", written = "", unit = ""] = withUnit.exec(text) ?? [];
    if (written === "") {
        return undefined;
    }
    const own = unitOf(where);
    const number = written.replace(/[,_]/g, "");
    const isAlone = currency === "" && unit === "";
    const size = isAlone ? 1 : sizeIn(own, unit.toLowerCase());
    const meant = Number(number) * (size ?? 1);
    if (own !== undefined && (size === undefined || !Number.isInteger(meant))) {
        return among === undefined ? `Write a whole number: it is in ${own.name}.` : undefined;
    }
    if (isWhole && !Number.isInteger(meant)) {
        return "Write a whole number.";
    }
    if (among?.includes(meant) === false) {
        return undefined;
    }
    if (own !== undefined && size !== 1) {
        return `Write ${meant}: it is in ${own.name}.`;
    }
    if (own === undefined && [times, sizes, factors].some((kind) => Object.hasOwn(kind, unit.toLowerCase()))) {
        return "Write the number alone, in the unit that the setting has.";
    }
    return `Write ${number}${!isAlone ? ", without a unit" : written === number ? ", without quotes" : ""}.`;
}

/** How many of the setting's own units a unit is; undefined where it is of another kind, or unknown. */
function sizeIn(own: ReturnType<typeof unitOf>, unit: string): number | undefined {
    const [written, wanted] = [own?.kind[unit], own?.kind[own.name.toLowerCase()]];
    return written === undefined || wanted === undefined ? undefined : written / wanted;
}
