import { canonicalJson, compareBytes } from "./json";
import type { CatalogueEntry, ListForm } from "./types";

/**
 * The one text for a value: booleans in lower case, numbers without needless zeros, list items trimmed, JSON without white space and with sorted
 * keys. A list whose order means nothing is sorted and has each item once. Anything else, and what is not of its form, stays as it is.
 */
export function canonicalValue(option: CatalogueEntry | undefined, value: string): string {
    const form = option?.form;
    switch (form?.type) {
        case "boolean":
            return /^\s*(true|false)\s*$/i.test(value) ? value.trim().toLowerCase() : value;
        case "number":
            return canonicalNumber(value);
        case "list":
            return canonicalList(form, value);
        case "json":
            return canonicalJson(value) ?? value;
        case "enum":
        case "text":
        case "arn":
        case "timestamp":
        case "duration":
        case "cron":
        case undefined:
            return value;
    }
}

/** By text, not by arithmetic, so that no digit is lost. */
function canonicalNumber(value: string): string {
    const parts = /^\s*([+-]?)0*(\d+?)(?:\.(\d*?)0*)?\s*$/.exec(value);
    if (parts === null) {
        return value;
    }
    const [, sign = "", digits = "", decimals = ""] = parts;
    const number = decimals === "" ? digits : `${digits}.${decimals}`;
    return sign === "-" && /[1-9]/.test(number) ? `-${number}` : number;
}

/** The items of a list; an empty text has none. */
export const listItems = (value: string): string[] =>
    value.trim() === "" ? [] : value.split(",").map((item) => item.trim());

function canonicalList({ order, separator }: ListForm, value: string): string {
    const items = listItems(value);
    return (order === "free" ? [...new Set(items)].sort(compareBytes) : items).join(separator ?? ",");
}
