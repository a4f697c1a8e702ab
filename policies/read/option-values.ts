import type { OptionData } from "./option-catalogue";

/** Whether an option takes a value. Booleans are taken in any case, numbers with needless zeros, lists with spaces. */
export function takes(option: OptionData, value: string): boolean {
    switch (option.type) {
        case "boolean":
            return /^(true|false)$/i.test(value);
        case "number":
            return takesNumber(option, value);
        case "enum":
            return option.values?.includes(value) !== false;
        case "list":
            return takesList(option, value);
        case "json":
            return isJson(value);
        case "text":
            return option.pattern === undefined || new RegExp(option.pattern).test(value);
    }
}

function takesNumber({ whole, min = -Infinity, max = Infinity }: OptionData, value: string): boolean {
    const number = Number(value);
    return (whole === true ? /^[+-]?\d+(\.0*)?$/ : /^[+-]?\d+(\.\d*)?$/).test(value) && number >= min && number <= max;
}

function takesList({ pattern, maxItems = Infinity, itemMaxLength = Infinity }: OptionData, value: string): boolean {
    const items = value.split(",").map((item) => item.trim());
    const form = pattern === undefined ? undefined : new RegExp(pattern);
    return (
        items.length <= maxItems && items.every((item) => item.length <= itemMaxLength && form?.test(item) !== false)
    );
}

function isJson(value: string): boolean {
    try {
        JSON.parse(value);
        return true;
    } catch {
        // That it is none is the answer.
        return false;
    }
}

/** In words, what an option takes. */
export function takenBy({ type, values = [], whole, min, max, allowed, maxItems }: OptionData): string {
    switch (type) {
        case "boolean":
            return '"true" or "false"';
        case "number": {
            const kind = whole === true ? "a whole number" : "a number";
            const range = [min === undefined ? "" : ` from ${min}`, max === undefined ? "" : ` to ${max}`];
            return kind + range.join("");
        }
        case "enum":
            return values.length === 1 ? `"${values[0]!}"` : `one of ${values.join(", ")}`;
        case "list":
            return `${allowed ?? "a list"}, with commas between them${maxItems === undefined ? "" : `, at most ${maxItems}`}`;
        case "json":
            return "JSON";
        case "text":
            return allowed ?? "a text";
    }
}
