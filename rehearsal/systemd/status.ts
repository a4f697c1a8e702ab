import { type Answer, answer } from "./answer";
import { enabledState } from "./enable";
import { exitText } from "./exit-status";
import type { Init } from "./init";
import { syslogLine } from "./journal";
import type { State } from "./service-record";
import type { UnitFiles } from "./unit-folder";

/** As `systemctl status` prints it: 0 for an active unit, 3 for another, 4 for one that is not there. */
export function statusOf(init: Init, name: string, files: UnitFiles, lines: number): Answer {
    const loaded = init.units.load(name, files);
    if (loaded === undefined) {
        return answer(4, "", `Unit ${name} could not be found.`);
    }
    if (loaded === "masked") {
        return answer(
            3,
            `\u25cb ${name}\n     Loaded: masked (Reason: Unit ${name} is masked.)\n     Active: inactive (dead)`,
        );
    }
    const { unit, service } = loaded;
    const state = init.units.stateOf(name);
    const named = unit.description === name ? "" : ` - ${unit.description}`;
    const enabled = enabledState(files, unit.name) ?? "";
    const exit = service?.lastExit;
    const pid = service?.main?.pid;
    return answer(
        state.active === "active" || state.active === "deactivating" ? 0 : 3,
        [
            `${dot(state)} ${unit.name}${named}`,
            `     Loaded: loaded (${unit.source.path ?? ""}; ${enabled}; preset: disabled)`,
            ...unit.source.dropIns.map(({ path }) => `    Drop-In: ${path}`),
            `     Active: ${activeText(state, service?.result)}`,
            ...(unit.timer === undefined ? [] : [`   Triggers: ${unit.timer.unit}`]),
            ...(pid !== undefined
                ? [`   Main PID: ${pid}`]
                : exit === undefined
                  ? []
                  : [`    Process: ${exitText(exit).replace(/^/, "(").replace(/$/, ")")}`]),
            ...journalLines(init, unit.name, lines),
        ].join("\n"),
    );
}

const dot = ({ active }: State): string =>
    active === "failed" ? "\u00d7" : active === "inactive" ? "\u25cb" : "\u25cf";

function activeText({ active, sub, since }: State, result: string | undefined): string {
    const cause = active === "failed" && result !== undefined ? `Result: ${result}` : sub;
    const time = `${new Date(since).toISOString().slice(0, 19).replace("T", " ")} UTC`;
    return `${active} (${cause})${active === "inactive" ? "" : ` since ${time}`}`;
}

function journalLines({ journal }: Init, name: string, lines: number): string[] {
    const found = journal.entries.filter(({ unit }) => unit === name).slice(-lines);
    return lines === 0 || found.length === 0 ? [] : ["", ...found.map((entry) => syslogLine(entry))];
}
