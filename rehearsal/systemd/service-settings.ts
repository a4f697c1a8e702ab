import { type ExecCommand, parseExec } from "./command-line";
import { parseAssignments } from "./environment";
import { timeSpan } from "./time-span";
import { lineOf, type Unit } from "./unit";
import { booleanOf, valueOf, valuesOf } from "./unit-file";

type ExecKey = "ExecStartPre" | "ExecStart" | "ExecStartPost" | "ExecReload" | "ExecStop" | "ExecStopPost";

export type ServiceType = "simple" | "oneshot" | "forking";
const restartRules = ["no", "always", "on-success", "on-failure", "on-abnormal", "on-abort"] as const;
export type RestartRule = (typeof restartRules)[number];

/** Where the output goes; both streams go the same way. */
export type OutputTarget =
    { readonly to: "journal" | "null" } | { readonly to: "append" | "file"; readonly path: string };

/** The section Service of a unit, with systemd's defaults. */
export interface ServiceSettings {
    readonly type: ServiceType;
    readonly exec: Readonly<Record<ExecKey, readonly ExecCommand[]>>;
    readonly user: string | undefined;
    readonly workingDirectory: { readonly path: string; readonly mayBeMissing: boolean };
    readonly environment: Readonly<Record<string, string>>;
    readonly environmentFiles: readonly { readonly path: string; readonly mayBeMissing: boolean }[];
    readonly restart: RestartRule;
    /** Milliseconds, as those below. */
    readonly restartDelay: number;
    readonly startTimeout: number;
    readonly stopTimeout: number;
    readonly remainAfterExit: boolean;
    /** Exit codes and signals that count as success besides those that always do. */
    readonly success: readonly string[];
    readonly killSignal: string;
    readonly killMode: string;
    readonly pidFile: string | undefined;
    readonly output: OutputTarget;
    readonly identifier: string;
    readonly noNewPrivileges: boolean;
    /** What is read otherwise than it was meant, to be told. */
    readonly assumed: readonly string[];
}

/** Reads the section Service. https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html */
export function serviceSettings(unit: Unit): ServiceSettings {
    const assumed: string[] = [];
    const tell = (key: string, note: string) =>
        assumed.push(`${lineOf({ section: "Service", key, value: get(key) ?? "" })}: ${note}`);
    const get = (key: string) => valueOf(unit.entries, "Service", key);
    const all = (key: string) => valuesOf(unit.entries, "Service", key);
    const span = (key: string, otherwise: string) => timeSpanOr(get(key), otherwise, () => tell(key, "no time span"));
    const type = typeOf(get("Type") ?? "simple", (note) => tell("Type", note));
    const user = get("User");
    if (get("Group") !== undefined && get("Group") !== (user ?? "root")) {
        tell("Group", "the user's own group is taken");
    }
    return {
        type,
        exec: readExec(unit, assumed),
        user,
        workingDirectory: optional(get("WorkingDirectory") ?? "/"),
        environment: readEnvironment(all("Environment"), assumed),
        environmentFiles: all("EnvironmentFile").map(optional),
        restart: restartRule(get("Restart") ?? "no", () => tell("Restart", "taken as no")),
        restartDelay: span("RestartSec", "100ms"),
        startTimeout: span(get("TimeoutStartSec") === undefined ? "TimeoutSec" : "TimeoutStartSec", startDefault(type)),
        stopTimeout: span(get("TimeoutStopSec") === undefined ? "TimeoutSec" : "TimeoutStopSec", "90s"),
        remainAfterExit: booleanOf(get("RemainAfterExit")) === true,
        success: all("SuccessExitStatus").flatMap((value) => value.split(/\s+/)),
        killSignal: (get("KillSignal") ?? "SIGTERM").replace(/^(?!SIG)/, "SIG"),
        killMode: get("KillMode") ?? "control-group",
        pidFile: get("PIDFile"),
        output: outputTarget(get("StandardOutput"), get("StandardError"), tell),
        identifier: get("SyslogIdentifier") ?? unit.name.replace(/\.service$/, ""),
        noNewPrivileges: booleanOf(get("NoNewPrivileges")) === true,
        assumed,
    };
}

/** A leading minus sign: it may be missing. */
const optional = (value: string) => ({ path: value.replace(/^-/, ""), mayBeMissing: value.startsWith("-") });

const startDefault = (type: ServiceType) => (type === "oneshot" ? "infinity" : "90s");

function timeSpanOr(value: string | undefined, otherwise: string, tell: () => void): number {
    const read = value === undefined ? undefined : timeSpan(value);
    if (value !== undefined && read === undefined) {
        tell();
    }
    return read ?? timeSpan(otherwise) ?? 0;
}

function typeOf(type: string, tell: (note: string) => void): ServiceType {
    if (type === "oneshot" || type === "forking") {
        return type;
    }
    if (type !== "simple" && type !== "exec") {
        tell("taken as simple: nobody waits for the message that it is ready");
    }
    return "simple";
}

function restartRule(value: string, tell: () => void): RestartRule {
    const rule = restartRules.find((each) => each === value);
    if (rule === undefined) {
        tell();
    }
    return rule ?? "no";
}

function readExec(unit: Unit, assumed: string[]): ServiceSettings["exec"] {
    const commands = (key: string) =>
        valuesOf(unit.entries, "Service", key).flatMap((value) => {
            const parsed = parseExec(value);
            if (parsed === undefined) {
                assumed.push(
                    `[Service] ${key}=${value}: systemd ignores it, for a quote is not closed or a program is missing`,
                );
            }
            return parsed ?? [];
        });
    return {
        ExecStartPre: commands("ExecStartPre"),
        ExecStart: commands("ExecStart"),
        ExecStartPost: commands("ExecStartPost"),
        ExecReload: commands("ExecReload"),
        ExecStop: commands("ExecStop"),
        ExecStopPost: commands("ExecStopPost"),
    };
}

function readEnvironment(lines: readonly string[], assumed: string[]): Readonly<Record<string, string>> {
    const read = lines.map((line) =>
        parseAssignments(line, () =>
            assumed.push("[Service] Environment=: systemd ignores a word without an assignment"),
        ),
    );
    return Object.assign({}, ...read) as Readonly<Record<string, string>>;
}

function outputTarget(
    output: string | undefined,
    error: string | undefined,
    tell: (key: string, note: string) => void,
): OutputTarget {
    if (error !== undefined && error !== "inherit" && error !== (output ?? "journal")) {
        tell("StandardError", "goes where StandardOutput= goes");
    }
    const file = /^(append|file|truncate):(.+)$/.exec(output ?? "");
    if (file?.[2] !== undefined) {
        return { to: file[1] === "append" ? "append" : "file", path: file[2] };
    }
    if (output === undefined || ["journal", "inherit", "syslog", "journal+console", "null"].includes(output)) {
        return { to: output === "null" ? "null" : "journal" };
    }
    tell("StandardOutput", "taken as journal");
    return { to: "journal" };
}
