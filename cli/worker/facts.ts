import type { Answer } from "./probe";

/** What systemd says of a unit. */
export interface Unit {
    readonly id: string;
    readonly isLoaded: boolean;
    /** `active`, `inactive`, `activating`, `failed`. */
    readonly active: string;
    /** `running`, `waiting`, `dead`, `auto-restart`. */
    readonly sub: string;
    /** `success`, `exit-code`, `start-limit-hit`. */
    readonly result: string;
    readonly restarts: number;
}

export interface Service {
    readonly name: string;
    readonly isRunning: boolean;
    /** How systemd or the supervisor calls its state. */
    readonly state: string;
    readonly restarts: number;
    /** Last lines of its output. */
    readonly log: string;
}

/** The line of the state file. */
export interface ReleaseState {
    readonly word: "waiting" | "installing" | "ready" | "failed";
    readonly sha256: string;
    /** Why it failed. */
    readonly reason: string;
}

/** What an instance said of itself. */
export interface Facts {
    readonly upSeconds: number | undefined;
    /** `done`, `running`, `error`, `not run`, `disabled`; undefined where there is no cloud-init. */
    readonly cloudInit: string | undefined;
    /** Its last words, for an error. */
    readonly cloudInitOutput: string;
    /** Names of ours that are there, below the root. */
    readonly files: readonly string[];
    /** What is still on its way. */
    readonly incoming: readonly string[];
    /** Folder of the release that runs. */
    readonly current: string | undefined;
    readonly release: ReleaseState | undefined;
    /** Undefined where systemd does not run the machine. */
    readonly units: readonly Unit[] | undefined;
    readonly services: readonly Service[];
    /** Of the disk that holds the releases. */
    readonly diskPercent: number | undefined;
    readonly log: readonly string[];
}

/** Reads answers of any kind: what an instance does not say is undefined or empty, and never an error. */
export function readFacts(answers: ReadonlyMap<string, Answer>): Facts {
    const said = (name: string): string => {
        const answer = answers.get(name);
        return answer?.code === 0 ? answer.text : "";
    };
    const linesOf = (name: string) =>
        said(name)
            .split("\n")
            .filter((line) => line !== "");
    const units = answers.get("units")?.code === 0 ? readUnits(said("units")) : undefined;
    const logs = readLogs(answers.get("logs")?.text ?? "");
    return {
        upSeconds: numberIn(said("uptime")),
        cloudInit: /^status: (.+)$/m.exec(answers.get("cloud-init")?.text ?? "")?.[1],
        cloudInitOutput: said("cloud-init-output"),
        files: linesOf("files"),
        incoming: linesOf("incoming"),
        current: said("current") || undefined,
        release: readState(said("state")),
        units,
        services: units === undefined ? supervised(said("supervised"), logs) : ofSystemd(units, logs),
        diskPercent: numberIn(/\s(\d+)%\s/.exec(said("disk"))?.[1] ?? ""),
        log: linesOf("log"),
    };
}

const numberIn = (text: string): number | undefined => (/^\d+$/.test(text) ? Number(text) : undefined);

function readState(line: string): ReleaseState | undefined {
    const [, word, sha256 = "", reason = ""] = /^(waiting|installing|ready|failed) (\S+) ?(.*)$/s.exec(line) ?? [];
    return word === undefined ? undefined : { word: word as ReleaseState["word"], sha256, reason };
}

/** Blocks of `NAME=value` lines, an empty line between two. */
const readUnits = (text: string): Unit[] =>
    text.split(/\n{2,}/).flatMap((block) => {
        const pairs = block.split("\n").map((line): [string, string] => {
            const at = line.indexOf("=");
            return [line.slice(0, at), line.slice(at + 1)];
        });
        const {
            Id: id,
            LoadState,
            ActiveState: active,
            SubState: sub,
            Result: result,
            NRestarts,
        } = Object.fromEntries(pairs) as Partial<Record<string, string>>;
        return id === undefined || id === ""
            ? []
            : [
                  {
                      id,
                      isLoaded: LoadState === "loaded",
                      active: active ?? "",
                      sub: sub ?? "",
                      result: result ?? "",
                      restarts: Number(NRestarts ?? 0),
                  },
              ];
    });

const ofSystemd = (units: readonly Unit[], logs: ReadonlyMap<string, string>): Service[] =>
    units.flatMap(({ id, active, sub, restarts }) => {
        const name = /^worker-(.+)\.service$/.exec(id)?.[1];
        const state = active === sub ? active : `${active} (${sub})`;
        return name === undefined
            ? []
            : [{ name, isRunning: active === "active", state, restarts, log: logs.get(name) ?? "" }];
    });

/** Names of services, an empty line, names of those that do not run as they should. */
function supervised(text: string, logs: ReadonlyMap<string, string>): Service[] {
    const [names = "", problems = ""] = text.split("\n\n");
    const wrong = problems.split("\n");
    return names.split("\n").flatMap((name) => {
        const isRunning = !wrong.includes(name);
        const state = isRunning ? "running" : "not running, or ended and started again";
        return name === "" ? [] : [{ name, isRunning, state, restarts: 0, log: logs.get(name) ?? "" }];
    });
}

const readLogs = (text: string): ReadonlyMap<string, string> =>
    new Map(
        text
            .split(/^==> /m)
            .slice(1)
            .map((block) => {
                const [name = "", ...lines] = block.split("\n");
                return [name, lines.join("\n").trim()];
            }),
    );
