import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar } from "yaml";
import type { Document, ParsedNode, YAMLMap } from "yaml";
import { firstLine } from "../../components/words";

/** What a `.config` file or another YAML or JSON file holds, with the lines. A key that is there twice is kept twice. */
export type Node = MapNode | ListNode | ScalarNode;

export interface MapNode {
    readonly kind: "map";
    readonly line: number;
    readonly entries: readonly Entry[];
}

export interface Entry {
    readonly key: string;
    readonly line: number;
    readonly value: Node;
}

export interface ListNode {
    readonly kind: "list";
    readonly line: number;
    readonly items: readonly Node[];
}

export interface ScalarNode {
    readonly kind: "scalar";
    readonly line: number;
    /** As YAML 1.1 reads it: `on` is true, 0755 is 493, 9:30 is 570. */
    readonly value: unknown;
    /** As a text: what was meant. */
    readonly text: string;
    /** Without quotes, so that YAML chooses its type. */
    readonly plain: boolean;
    /** Line of the value's first line, and whether the value's lines are those of the file. */
    readonly textLine: number;
    readonly literal: boolean;
}

export interface ReadFile {
    readonly root: Node | undefined;
    /** The first thing that keeps the file from being read; nothing is then known of its content. */
    readonly problem?: { readonly line: number; readonly message: string };
}

/**
 * Reads YAML 1.1 or JSON, as Elastic Beanstalk does. Never throws.
 *
 * @param aliases how many `*alias` are followed; what one leads to has the lines of its anchor. A file could name itself in itself without an end.
 */
export function readConfig(text: string, aliases = 0): ReadFile {
    if (/\0|\ufffd/.test(text)) {
        return { root: undefined, problem: { line: 1, message: "no text in UTF-8, but UTF-16 or a binary file" } };
    }
    const lines = new LineCounter();
    const document = parseDocument(text, {
        version: "1.1",
        lineCounter: lines,
        uniqueKeys: false,
        // Told as errors, without a word to the console; unknown tags, such as CloudFormation's `!Ref`, are none.
        logLevel: "error",
    });
    const error = isJson(text) ? undefined : document.errors[0];
    if (error !== undefined) {
        const message = plainMessage(error);
        return { root: undefined, problem: { line: lines.linePos(error.pos[0]).line || 1, message } };
    }
    const reading = { lines, document, aliases };
    return { root: document.contents === null ? undefined : nodeOf(document.contents, reading, 0) };
}

interface Reading {
    readonly lines: LineCounter;
    readonly document: Document.Parsed;
    /** Those that may still be followed. */
    aliases: number;
}

/** JSON may be indented with tabs, which YAML forbids. */
function isJson(text: string): boolean {
    if (!/^\s*[{[]/.test(text)) {
        return false;
    }
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

/** Without the position, and without a piece of the file, which may be anything. */
const plainMessage = (error: Error): string =>
    firstLine(error)
        .replace(/ at line \d+, column \d+:?$/, "")
        .replace(/: .*$/, "");

/** Anchors may lead to themselves; nobody nests deeper than this. */
const deepest = 40;

function nodeOf(node: ParsedNode, reading: Reading, depth: number): Node {
    const line = reading.lines.linePos(node.range[0]).line || 1;
    if (isAlias(node) && reading.aliases > 0) {
        reading.aliases--;
        const target = node.resolve(reading.document);
        return target === undefined ? empty(line) : nodeOf(target as ParsedNode, reading, depth + 1);
    }
    if (depth > deepest || isAlias(node)) {
        return { kind: "scalar", line, value: undefined, text: "", plain: false, textLine: line, literal: false };
    }
    if (isMap(node)) {
        return { kind: "map", line, entries: entriesOf(node, reading, depth) };
    }
    if (isSeq(node)) {
        return { kind: "list", line, items: node.items.map((item) => nodeOf(item, reading, depth + 1)) };
    }
    return isScalar(node) ? scalarOf(node, line) : { kind: "list", line, items: [] };
}

function entriesOf(map: YAMLMap<ParsedNode, ParsedNode | null>, reading: Reading, depth: number): Entry[] {
    return map.items.map(({ key, value }) => {
        const line = reading.lines.linePos(key.range[0]).line || 1;
        return {
            key: isScalar(key) ? scalarOf(key, line).text : "",
            line,
            value: value === null ? empty(line) : nodeOf(value, reading, depth + 1),
        };
    });
}

const empty = (line: number): ScalarNode => ({
    kind: "scalar",
    line,
    value: null,
    text: "",
    plain: true,
    textLine: line,
    literal: false,
});

function scalarOf(scalar: Scalar, line: number): ScalarNode {
    const { value, type } = scalar;
    const literal = type === Scalar.BLOCK_LITERAL;
    const isBlock = literal || type === Scalar.BLOCK_FOLDED;
    const text = typeof value === "string" ? value : typeof value === "symbol" ? "<<" : (scalar.source ?? "");
    return {
        kind: "scalar",
        line,
        value,
        text,
        plain: type === Scalar.PLAIN,
        textLine: isBlock ? line + 1 : line,
        literal,
    };
}

/** The entries of a map; nothing of another kind has any. */
export const entriesIn = (node: Node | undefined): readonly Entry[] => (node?.kind === "map" ? node.entries : []);

/** The value of a key, the last one if it is there twice. */
export const valueOf = (node: Node | undefined, key: string): Node | undefined =>
    entriesIn(node).findLast((entry) => entry.key === key)?.value;

export const textOf = (node: Node | undefined): string | undefined => (node?.kind === "scalar" ? node.text : undefined);
