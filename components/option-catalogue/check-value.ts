import { canonicalValue, listItems } from "./canonical";
import { canonicalJson } from "./json";
import type { CatalogueEntry, Form, ListForm, NumberForm } from "./types";

/** What the form of an option takes, when it does not take this value; to complete "allowed: …". */
export function allowedInstead(option: CatalogueEntry, value: string): string | undefined {
    return takes(option, value) ? undefined : describe(option.form);
}

function takes(option: CatalogueEntry, value: string): boolean {
    const { form } = option;
    switch (form.type) {
        case "boolean":
            return ["true", "false"].includes(canonicalValue(option, value));
        case "number":
            return takesNumber(form, canonicalValue(option, value));
        case "enum":
            return form.values.includes(value);
        case "list":
            return takesList(form, value);
        case "json":
            return canonicalJson(value) !== undefined;
        case "text":
        case "arn":
        case "timestamp":
        case "duration":
        case "cron":
            return form.pattern?.test(value) !== false;
    }
}

function takesNumber({ whole, min, max }: NumberForm, value: string): boolean {
    if (!(whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(value)) {
        return false;
    }
    const number = Number(value);
    return number >= (min ?? -Infinity) && number <= (max ?? Infinity);
}

function takesList({ item, maxItems, itemMaxLength }: ListForm, value: string): boolean {
    const items = listItems(value);
    return (
        items.length > 0 &&
        items.length <= (maxItems ?? Infinity) &&
        items.every((text) => item?.test(text) !== false && text !== "" && text.length <= (itemMaxLength ?? Infinity))
    );
}

/** In words, what a form takes. */
export function describe(form: Form): string {
    switch (form.type) {
        case "boolean":
            return "true or false";
        case "number":
            return describeNumber(form);
        case "enum":
            return form.values.length === 1 ? form.values.join() : `one of ${form.values.join(", ")}`;
        case "list":
            return describeList(form);
        case "json":
            return "JSON";
        case "text":
        case "arn":
        case "timestamp":
        case "duration":
        case "cron":
            return form.allowed ?? "any text that is not empty";
    }
}

function describeNumber({ whole, min, max }: NumberForm): string {
    const kind = whole ? "a whole number" : "a number";
    if (min !== undefined && max !== undefined) {
        return `${kind} from ${min} to ${max}`;
    }
    return min === undefined ? kind : `${kind}, at least ${min}`;
}

const describeList = ({ allowed = "texts", maxItems }: ListForm): string =>
    `a list with commas between its items: ${allowed}${maxItems === undefined ? "" : `, at most ${maxItems} of them`}`;
