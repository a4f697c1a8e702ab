import type { Entry, Node } from "../../ebextensions/lint/read-config";

/** A value as JSON would hold it: Elastic Beanstalk hands it to CloudFormation, and the instance gets it back as JSON. */
export function valueIn(node: Node | undefined): unknown {
    if (node === undefined) {
        return undefined;
    }
    if (node.kind === "map") {
        return Object.fromEntries(lastOfEach(node.entries).map(({ key, value }) => [key, valueIn(value)]));
    }
    return node.kind === "list" ? node.items.map(valueIn) : node.value;
}

/** A scalar as a text, after YAML 1.1 chose its type: `0755` is 493 and `yes` is true. Nothing for an empty value. */
export function textIn(node: Node | undefined): string | undefined {
    const value = valueIn(node);
    return typeof value === "string"
        ? value
        : typeof value === "number" || typeof value === "bigint" || typeof value === "boolean"
          ? String(value)
          : node?.kind === "scalar" && node.text !== "" && value !== null
            ? node.text
            : undefined;
}

/** A list, or the one text that it may be written as. */
export function textsIn(node: Node | undefined): string[] {
    const nodes = node?.kind === "list" ? node.items : node === undefined ? [] : [node];
    return nodes.map((each) => textIn(each) ?? "").filter((each) => each !== "");
}

/** As cfn-init takes a boolean, which may be a text. */
export function flagIn(node: Node | undefined): boolean | undefined {
    const text = textIn(node);
    return text === undefined ? undefined : /^(true|yes|1)$/i.test(text);
}

/** A node with the entries that `<<` brings in from other maps, which its own keys beat. https://yaml.org/type/merge.html */
export function merged(node: Node): Node {
    if (node.kind !== "map") {
        return node.kind === "list" ? { ...node, items: node.items.map(merged) } : node;
    }
    const entries = node.entries.map((entry) => ({ ...entry, value: merged(entry.value) }));
    const others = entries.filter(({ key }) => key === "<<").flatMap(({ value }) => broughtIn(value));
    return { ...node, entries: [...others, ...entries.filter(({ key }) => key !== "<<")] };
}

/** Of several maps the earlier ones beat the later ones. */
const broughtIn = (node: Node): readonly Entry[] =>
    node.kind === "map" ? node.entries : node.kind === "list" ? [...node.items].reverse().flatMap(broughtIn) : [];

/** "If a key is there twice, only one is kept": the last, which is assumed. */
export const lastOfEach = (entries: readonly Entry[]): Entry[] =>
    entries.filter(({ key }, i) => entries.findLastIndex((each) => each.key === key) === i);

/** The order in which names run: by their characters, so that `10` comes before `9`. */
export const byName = <T>(items: readonly T[], name: (item: T) => string): T[] =>
    [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
