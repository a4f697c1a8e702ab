/** A command line of systemctl. */
export interface SystemctlArguments {
    readonly verb: string;
    readonly names: readonly string[];
    readonly now: boolean;
    readonly quiet: boolean;
    readonly noBlock: boolean;
    readonly all: boolean;
    readonly value: boolean;
    readonly properties: readonly string[] | undefined;
    readonly types: readonly string[] | undefined;
    readonly states: readonly string[] | undefined;
    readonly lines: number;
}

/** Options that change nothing of what a rehearsal sees. */
const harmless = [
    ...[
        "--system",
        "--no-pager",
        "--no-legend",
        "--no-reload",
        "--no-ask-password",
        "--no-warn",
        "--full",
        "-l",
        "--force",
        "-f",
    ],
    ...["--plain", "--no-wall", "--show-transaction", "--wait"],
];

const flags: Readonly<Record<string, "now" | "quiet" | "noBlock" | "all" | "value">> = {
    "--now": "now",
    "--quiet": "quiet",
    "-q": "quiet",
    "--no-block": "noBlock",
    "--all": "all",
    "-a": "all",
    "--value": "value",
};

const valued: Readonly<Record<string, "properties" | "types" | "states" | "lines" | "ignored">> = {
    "--property": "properties",
    "-p": "properties",
    "-P": "properties",
    "--type": "types",
    "-t": "types",
    "--state": "states",
    "--lines": "lines",
    "-n": "lines",
    "--job-mode": "ignored",
    "--output": "ignored",
    "-o": "ignored",
};

/** @returns what systemctl says of an option that it does not know, or that cannot be rehearsed */
export function parseSystemctl(argv: readonly string[]): SystemctlArguments | string {
    const on = new Set<string>();
    const values: Record<string, string[]> = {};
    const words: string[] = [];
    for (let i = 0; i < argv.length; i++) {
        const [, option = argv[i] ?? "", attached] = /^(--[^=]+|-[ptPno](?=.))=?(.*)$/s.exec(argv[i] ?? "") ?? [];
        const flag = flags[option];
        const key = valued[option];
        if (option === "--user" || option === "--root") {
            return `systemctl ${option} is not rehearsed: an instance has one init system.`;
        }
        if (flag !== undefined) {
            on.add(flag);
        } else if (key !== undefined) {
            const value = attached === undefined || attached === "" ? argv[++i] : attached;
            values[key] = [...(values[key] ?? []), ...(value ?? "").split(",")];
            if (option === "-P") {
                on.add("value");
            }
        } else if (!option.startsWith("-")) {
            words.push(option);
        } else if (!harmless.includes(option)) {
            return `systemctl: ${option.startsWith("--") ? `unrecognized option '${option}'` : `invalid option -- '${option.slice(1)}'`}`;
        }
    }
    const { properties, types, states, lines } = values;
    return {
        verb: words[0] ?? "list-units",
        names: words.slice(1),
        now: on.has("now"),
        quiet: on.has("quiet"),
        noBlock: on.has("noBlock"),
        all: on.has("all"),
        value: on.has("value"),
        properties,
        types,
        states,
        lines: Number(lines?.at(-1) ?? 10),
    };
}
