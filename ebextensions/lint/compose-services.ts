import { entriesIn, Entry, Node, textOf, valueOf } from "./read-config";

export const services = (root: Node | undefined): readonly Entry[] => entriesIn(valueOf(root, "services"));

export const entryOf = (node: Node | undefined, key: string): Entry[] =>
    entriesIn(node)
        .filter((entry) => entry.key === key)
        .slice(-1);

/** What it takes over from elsewhere cannot be told from here. */
export const isWhole = ({ value }: Entry): boolean =>
    value.kind === "map" && !entriesIn(value).some(({ key }) => key === "<<" || key === "extends");

/** A list, or the one item that it may be written as. */
export const items = (node: Node | undefined): readonly Node[] =>
    node === undefined ? [] : node.kind === "list" ? node.items : [node];

/** Whether a service names `.env`, or passes on what is in it. */
export function getsVariables({ value }: Entry): boolean {
    const files = items(valueOf(value, "env_file")).map((each) => textOf(each) ?? textOf(valueOf(each, "path")) ?? "");
    const environment = valueOf(value, "environment");
    // A name without a value, and one of `${…}`, are filled in from .env too.
    const passed =
        items(environment).some((each) => /^\w+$|\$/.test(textOf(each) ?? "")) ||
        entriesIn(environment).some((entry) => /^$|\$/.test(textOf(entry.value) ?? ""));
    return files.some((each) => /^(\.\/)?\.env$|\$/.test(each)) || passed;
}

export interface Port {
    readonly line: number;
    readonly text: string;
    readonly address: string;
    readonly published: string;
}

/** https://docs.docker.com/reference/compose-file/services/#ports: [address:][published:]target[/protocol], or the long form. */
export function portsOf({ value }: Entry): Port[] {
    return items(valueOf(value, "ports")).map((each) => {
        if (each.kind === "map") {
            const published = textOf(valueOf(each, "published")) ?? "";
            return { line: each.line, text: published, address: textOf(valueOf(each, "host_ip")) ?? "", published };
        }
        const text = textOf(each) ?? "";
        const parts = /^(?:(.+):)?([^:]*):[^:]+$/.exec(text);
        return { line: each.line, text, address: parts?.[1] ?? "", published: parts?.[2] ?? "" };
    });
}

/** A range of ports, or a variable, may hold it. */
export function isPort80(published: string): boolean {
    const [first = "", last = first] = published.split("-");
    return published.includes("$") || (Number(first) <= 80 && 80 <= Number(last) && published !== "");
}

/** It shares the instance's own network, and with it the instance's addresses. */
export const isOnHost = ({ value }: Entry): boolean => textOf(valueOf(value, "network_mode")) === "host";
