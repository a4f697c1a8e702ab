import { isDone } from "./known-keys";
import { expandSpecifiers } from "./specifiers";
import { booleanOf, type Entry, parseUnitFile, valueOf, valuesOf } from "./unit-file";

/** The files of one unit as they lie on the instance. */
export interface UnitSource {
    /** Such as `web.service`. */
    readonly name: string;
    /** The path that systemd would show; undefined for a unit that is part of systemd itself. */
    readonly path: string | undefined;
    readonly text: string;
    /** By path, in systemd's order. */
    readonly dropIns: readonly { readonly path: string; readonly text: string }[];
    /** Name of the instance. */
    readonly host: string;
}

export interface Unit {
    readonly name: string;
    readonly kind: "service" | "timer" | "target" | "other";
    readonly source: UnitSource;
    readonly entries: readonly Entry[];
    readonly description: string;
    /** Entries that this stand-in for systemd does not do, and lines that systemd itself would ignore. */
    readonly assumed: readonly string[];
    /** Why systemd refuses to start it, in its own words. */
    readonly refused: string | undefined;
    readonly relations: Relations;
    readonly conditions: readonly string[];
    readonly startLimit: { readonly burst: number; readonly interval: string };
    readonly timer: Timer | undefined;
}

export interface Relations {
    readonly wants: readonly string[];
    readonly requires: readonly string[];
    readonly partOf: readonly string[];
    readonly after: readonly string[];
}

export interface Timer {
    /** The unit that it starts. */
    readonly unit: string;
    readonly calendars: readonly string[];
    /** Such as `OnBootSec=5min`. */
    readonly spans: readonly string[];
}

/** Reads a unit with its drop-ins. */
export function readUnit(source: UnitSource): Unit {
    const files = [source, ...source.dropIns].map(({ text }) => parseUnitFile(text));
    const assumed = files.flatMap(({ ignored }) => ignored);
    const kind = kindOf(source.name);
    const raw = files.flatMap(({ entries }) => entries);
    const entries = expanded(source, raw, assumed);
    assumed.push(...raw.filter((entry) => !isDone(entry.section, entry.key)).map(lineOf));
    const relation = (key: string) => valuesOf(entries, "Unit", key).flatMap((value) => value.split(/\s+/));
    const unit: Unit = {
        name: source.name,
        kind,
        source,
        entries,
        description: valueOf(entries, "Unit", "Description") ?? source.name,
        assumed,
        refused: refusal(kind, entries),
        relations: {
            wants: relation("Wants"),
            requires: relation("Requires"),
            partOf: relation("PartOf"),
            after: relation("After"),
        },
        conditions: valuesOf(entries, "Unit", "ConditionPathExists"),
        startLimit: startLimit(entries),
        timer: kind === "timer" ? timerOf(source.name, entries) : undefined,
    };
    return unit;
}

export const lineOf = ({ section, key, value }: Entry): string => `[${section}] ${key}=${value}`;

/** The name with a suffix: `systemctl start web` means the service. */
export const fullName = (name: string): string =>
    /\.(service|timer|target|socket|path|mount|slice|scope|device|swap|automount)$/.test(name)
        ? name
        : `${name}.service`;

function kindOf(name: string): Unit["kind"] {
    const suffix = name.slice(name.lastIndexOf(".") + 1);
    return suffix === "service" || suffix === "timer" || suffix === "target" ? suffix : "other";
}

function expanded({ name, host }: UnitSource, entries: readonly Entry[], assumed: string[]): Entry[] {
    const user = valueOf(entries, "Service", "User") ?? "root";
    const home = user === "root" ? "/root" : `/home/${user}`;
    const values = { unit: name, host, user, home };
    return entries.map((entry) => ({
        ...entry,
        value: expandSpecifiers(entry.value, values, (specifier) =>
            assumed.push(`${lineOf(entry)}: the specifier ${specifier}`),
        ),
    }));
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#StartLimitIntervalSec=interval */
function startLimit(entries: readonly Entry[]): Unit["startLimit"] {
    const value = (key: string) => valueOf(entries, "Unit", key) ?? valueOf(entries, "Service", key);
    return {
        burst: Number(value("StartLimitBurst") ?? 5),
        interval: value("StartLimitIntervalSec") ?? value("StartLimitInterval") ?? "10s",
    };
}

const spanKeys = ["OnActiveSec", "OnBootSec", "OnStartupSec", "OnUnitActiveSec", "OnUnitInactiveSec"];

function timerOf(name: string, entries: readonly Entry[]): Timer {
    return {
        unit: valueOf(entries, "Timer", "Unit") ?? name.replace(/timer$/, "service"),
        calendars: valuesOf(entries, "Timer", "OnCalendar"),
        spans: spanKeys.flatMap((key) => valuesOf(entries, "Timer", key).map((value) => `${key}=${value}`)),
    };
}

function refusal(kind: Unit["kind"], entries: readonly Entry[]): string | undefined {
    const has = (key: string) => valuesOf(entries, "Service", key).length > 0;
    if (kind === "timer") {
        const keys = ["OnCalendar", ...spanKeys];
        const timed = keys.some((key) => valuesOf(entries, "Timer", key).length > 0);
        return timed ? undefined : "Timer unit lacks value setting. Refusing.";
    }
    if (kind !== "service") {
        return undefined;
    }
    const oneshot = valueOf(entries, "Service", "Type") === "oneshot";
    const remains = booleanOf(valueOf(entries, "Service", "RemainAfterExit")) === true;
    if (!has("ExecStart") && !(has("ExecStop") && remains)) {
        return has("ExecStop")
            ? "Service has no ExecStart= and also no RemainAfterExit=yes. Refusing."
            : "Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.";
    }
    return valuesOf(entries, "Service", "ExecStart").length > 1 && !oneshot
        ? "Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing."
        : undefined;
}
