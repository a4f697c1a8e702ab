import { workerFiles, workerRoot } from "../../components/worker/paths";
import type { Check, Verdict } from "./diagnosis";
import type { Facts } from "./facts";
import type { Target, Unreachable } from "./reach";

export interface Status {
    readonly target: Target;
    readonly facts: Facts;
    readonly checks: readonly Check[];
    readonly verdict: Verdict;
}

const conclusions: Readonly<Record<Verdict, string>> = {
    runs: "It runs.",
    waits: "It is not done yet; nothing is wrong so far.",
    wrong: "Something is wrong: see above.",
};

export function statusText({ target, facts, checks, verdict }: Status): string {
    const width = Math.max(...checks.map(({ name }) => name.length));
    const up = facts.upSeconds === undefined ? "" : `, up for ${duration(facts.upSeconds)}`;
    return [
        `${target.host} as ${target.user}${up}`,
        "",
        ...checks.flatMap((check) => checkText(check, width)),
        ...logText(facts.log),
        "",
        conclusions[verdict],
    ].join("\n");
}

function checkText({ name, state, seen, advice, lines = [] }: Check, width: number): string[] {
    const under = " ".repeat(9 + width + 2);
    return [
        `  ${state.padEnd(7)}${name.padEnd(width)}  ${seen}`,
        ...(advice === undefined ? [] : [`${under}${advice}`]),
        ...(state === "ok" ? [] : lines.map((line) => `${under}| ${printable(line)}`)),
    ];
}

const logText = (log: readonly string[]): string[] =>
    log.length === 0
        ? []
        : ["", `The end of ${workerRoot}/${workerFiles.log}`, ...log.map((line) => `  ${printable(line)}`)];

/** A program's output may move the cursor or set the terminal's title. */
const printable = (line: string): string => line.replaceAll(/\p{Cc}/gu, (it) => (it === "\t" ? it : "\uFFFD"));

function duration(seconds: number): string {
    const [minutes, hours, days] = [60, 3600, 86_400].map((length) => Math.floor(seconds / length)) as [
        number,
        number,
        number,
    ];
    return days > 1 ? `${days} days` : hours > 1 ? `${hours} h` : minutes > 1 ? `${minutes} min` : `${seconds} s`;
}

const addressOf = ({ host, user, port }: Target) => ({ host, user, port });

export function statusJson({ target, facts, checks, verdict }: Status): string {
    const { upSeconds, cloudInit, release, current, services, diskPercent, log } = facts;
    const said = { upSeconds, cloudInit, release, current, services, diskPercent, log };
    return JSON.stringify({ version: 1, ...addressOf(target), verdict, checks, facts: said }, null, 2);
}

export const unreachableJson = (target: Target, why: Unreachable): string =>
    JSON.stringify({ version: 1, ...addressOf(target), verdict: "unreachable", ...why }, null, 2);

export const unreachableText = ({ seen, advice }: Unreachable): string => `${seen}.\n\n  ${advice}`;
