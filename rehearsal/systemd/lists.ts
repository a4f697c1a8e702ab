import { type Answer, answer } from "./answer";
import { enabledState } from "./enable";
import type { Init } from "./init";
import type { SystemctlArguments } from "./systemctl-arguments";

const isAsked = (name: string, types: readonly string[] | undefined): boolean =>
    types === undefined || types.some((type) => name.endsWith(`.${type}`));

/** Columns that are as wide as their widest cell. */
function table(rows: readonly (readonly string[])[], footer: string): Answer {
    const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
    const lines = rows.map((row) =>
        row
            .map((cell, i) => cell.padEnd(widths[i] ?? 0))
            .join(" ")
            .trimEnd(),
    );
    return answer(0, [...lines, "", footer].join("\n"));
}

export async function listUnits({ units }: Init, { all, types, states }: SystemctlArguments): Promise<Answer> {
    const files = await units.files();
    const rows = units.names
        .filter((name) => isAsked(name, types))
        .map((name) => ({ name, state: units.stateOf(name), unit: units.get(name)?.unit }))
        .filter(({ state }) => all || states !== undefined || state.active !== "inactive")
        .filter(({ state }) => states === undefined || states.includes(state.active) || states.includes(state.sub))
        .map(({ name, state, unit }) => [
            name,
            files.find(name) === undefined ? "not-found" : "loaded",
            state.active,
            state.sub,
            unit?.description ?? name,
        ]);
    return table([["UNIT", "LOAD", "ACTIVE", "SUB", "DESCRIPTION"], ...rows], `${rows.length} loaded units listed.`);
}

export async function listUnitFiles({ units }: Init, { types, states, names }: SystemctlArguments): Promise<Answer> {
    const files = await units.files();
    const rows = files
        .names()
        .filter((name) => isAsked(name, types) && (names.length === 0 || names.includes(name)))
        .map((name) => [name, enabledState(files, name) ?? "bad", "disabled"])
        .filter(([, state = ""]) => states === undefined || states.includes(state));
    return table([["UNIT FILE", "STATE", "PRESET"], ...rows], `${rows.length} unit files listed.`);
}

/** A timer elapses when a scenario says so; its expressions stand where systemd would show the next time. */
export async function listTimers({ units }: Init, { all }: SystemctlArguments): Promise<Answer> {
    const files = await units.files();
    const rows = files
        .names()
        .filter((name) => name.endsWith(".timer") && (all || units.isActive(name)))
        .map((name) => {
            const loaded = units.load(name, files);
            const timer = loaded === "masked" ? undefined : loaded?.unit.timer;
            const times = [...(timer?.calendars ?? []).map((each) => `OnCalendar=${each}`), ...(timer?.spans ?? [])];
            return [times.join(", "), name, timer?.unit ?? ""];
        });
    return table([["NEXT", "UNIT", "ACTIVATES"], ...rows], `${rows.length} timers listed.`);
}
