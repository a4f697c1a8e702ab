import { written } from "./written";

/**
 * A unit of systemd: sections of entries in the order given; a list writes its entry once for each value.
 *
 * @param sections - values as systemd reads them; literal text goes through `unitText`, programs with arguments through `unitCommand`
 * @throws Error for a line break in a value
 */
export function systemdUnit(
    sections: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
): string {
    const blocks = Object.entries(sections).map(([section, entries]) => {
        const lines = Object.entries(entries).flatMap(([key, value]) =>
            (typeof value === "string" ? [value] : value).map((each) => `${key}=${oneLine(each)}\n`),
        );
        return `[${section}]\n${lines.join("")}`;
    });
    return `${written}\n${blocks.join("\n")}`;
}

/** Literal text: a percent sign would begin a specifier. https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers */
export const unitText = (text: string): string => oneLine(text).replaceAll("%", "%%");

/** A program and its arguments, whatever they hold. https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines */
export function unitCommand(argv: readonly string[]): string {
    return argv
        .map(
            (word) =>
                `"${oneLine(word).replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("%", "%%").replaceAll("$", "$$$$")}"`,
        )
        .join(" ");
}

function oneLine(text: string): string {
    if (/[\n\r\0]/.test(text)) {
        throw new Error(`An entry of a unit is one line, not ${JSON.stringify(text)}.`);
    }
    return text;
}
