import { firstLine, listed } from "../../components/words";
import { effectWords } from "./effect";
import type { Changes } from "./plan";
import type { Detail, Row } from "./row";

/**
 * The table as lines of text; one line where there is nothing to tell apart.
 *
 * @param complete - the preview succeeded; of one that failed, no rows mean nothing
 */
export function formatChanges({ kind, resources, rows }: Changes, complete: boolean): string[] {
    if (!complete && rows.length === 0) {
        return [];
    }
    switch (kind) {
        case "new":
            return [`Everything is new: ${resources} resources.`];
        case "same":
            return [`Nothing changes: ${resources} resources stay as they are.`];
        case "changes": {
            const lines: Line[] = [["what happens", "to what"], ...rows.flatMap(linesOf)];
            const widest = Math.max(...lines.map(([effect]) => effect.length));
            const notes = [
                ...rows.flatMap(({ dangers }) => dangers.map((text) => `!!! DATA: ${text}`)),
                ...rows.flatMap(({ warnings }) => warnings.map((text) => `! ${text}`)),
            ];
            return [
                ...lines.map(([effect, what]) => `${effect.padEnd(widest)}  ${what}`),
                ...(notes.length === 0 ? [] : ["", ...notes]),
            ];
        }
    }
}

/** What happens, and to what. */
type Line = readonly [string, string];

function linesOf(row: Row): Line[] {
    const properties = row.properties.length === 0 ? "" : `: ${listed(row.properties)}`;
    return [
        [effectWords(row.effect), `${row.type} ${row.name}${properties}`],
        ...row.details.map((detail): Line => [`  ${effectWords(detail.effect)}`, `  ${detailText(detail)}`]),
    ];
}

const detailText = (detail: Detail): string =>
    `${detail.what}: ${valuesText(detail)}${detail.note === undefined ? "" : ` (${detail.note})`}`;

function valuesText({ change, from, to }: Detail): string {
    if (from !== undefined && to !== undefined) {
        return `${short(from)} -> ${short(to)}`;
    }
    const value = from ?? to;
    return value === undefined ? change : `${change}, ${short(value)}`;
}

/** Documents and lists of ARNs would break the table; `--json` has them whole. */
const short = (value: string): string => {
    const line = firstLine(value);
    return value === "" ? '""' : line === value && value.length <= 70 ? value : `${line.slice(0, 67)}...`;
};
