/** One line of a unit: `Restart=always` in the section Service. */
export interface Entry {
    readonly section: string;
    readonly key: string;
    readonly value: string;
}

export interface UnitFile {
    readonly entries: readonly Entry[];
    /** Lines that systemd ignores with a warning. */
    readonly ignored: readonly string[];
}

/** Reads the text of a unit or of a drop-in. https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html */
export function parseUnitFile(text: string): UnitFile {
    const entries: Entry[] = [];
    const ignored: string[] = [];
    let section: string | undefined;
    for (const line of logicalLines(text)) {
        const header = /^\[(.*)\]$/.exec(line)?.[1];
        const equals = line.indexOf("=");
        if (header !== undefined) {
            section = header;
        } else if (equals < 1) {
            ignored.push(`Missing '=', ignoring line: ${line}`);
        } else if (section === undefined) {
            ignored.push(`Assignment outside of section, ignoring line: ${line}`);
        } else {
            entries.push({ section, key: line.slice(0, equals).trim(), value: line.slice(equals + 1).trim() });
        }
    }
    return { entries, ignored };
}

/** Lines without comments; a backslash at a line's end joins the next one, and comments between the two are left out. */
function logicalLines(text: string): string[] {
    const lines: string[] = [];
    let begun = "";
    for (const line of text.split(/\r?\n/)) {
        if (/^\s*[#;]/.test(line) || (begun === "" && line.trim() === "")) {
            continue;
        }
        if (line.endsWith("\\")) {
            begun += `${line.slice(0, -1)} `;
        } else {
            lines.push((begun + line).trim());
            begun = "";
        }
    }
    return begun.trim() === "" ? lines : [...lines, begun.trim()];
}

/** The values of a key in the order of the files; an empty one takes back those before it. */
export function valuesOf(entries: readonly Entry[], section: string, key: string): string[] {
    const values = entries.filter((entry) => entry.section === section && entry.key === key).map(({ value }) => value);
    return values.slice(values.lastIndexOf("") + 1);
}

/** The value that counts where a key takes one: the last. */
export const valueOf = (entries: readonly Entry[], section: string, key: string): string | undefined =>
    valuesOf(entries, section, key).at(-1);

/** As systemd reads a switch; undefined for what is none. */
export function booleanOf(value: string | undefined): boolean | undefined {
    return /^(1|yes|y|true|t|on)$/i.test(value ?? "")
        ? true
        : /^(0|no|n|false|f|off)$/i.test(value ?? "")
          ? false
          : undefined;
}
