import { enabledState } from "./enable";
import { exitNumber } from "./exit-status";
import type { Init } from "./init";
import type { Service } from "./service";
import type { Unit } from "./unit";
import type { UnitFiles } from "./unit-folder";
import { valueOf } from "./unit-file";

/** Properties of `systemctl show`, of those that systemd has the ones that scripts ask for. */
export function properties(init: Init, name: string, files: UnitFiles): Readonly<Record<string, string>> {
    const loaded = init.units.load(name, files);
    const state = init.units.stateOf(name);
    const unit = loaded === "masked" ? undefined : loaded?.unit;
    const service = loaded === "masked" ? undefined : loaded?.service;
    return {
        ...(service === undefined ? {} : serviceProperties(service)),
        Id: unit?.name ?? name,
        Names: unit?.name ?? name,
        Requires: unit?.relations.requires.join(" ") ?? "",
        Wants: unit?.relations.wants.join(" ") ?? "",
        PartOf: unit?.relations.partOf.join(" ") ?? "",
        ConsistsOf: partsOf(init, name).join(" "),
        After: unit?.relations.after.join(" ") ?? "",
        Description: unit?.description ?? name,
        LoadState: loaded === "masked" ? "masked" : loadState(unit),
        ActiveState: state.active,
        SubState: state.sub,
        FragmentPath: unit?.source.path ?? "",
        DropInPaths: unit?.source.dropIns.map(({ path }) => path).join(" ") ?? "",
        UnitFileState: enabledState(files, name) ?? "",
        NeedDaemonReload: init.units.isStale(name, files) ? "yes" : "no",
        ...(unit?.timer === undefined ? {} : { Unit: unit.timer.unit }),
    };
}

const loadState = (unit: Unit | undefined): string =>
    unit === undefined ? "not-found" : unit.refused === undefined ? "loaded" : "bad-setting";

function serviceProperties({ unit, settings, main, result, restartCount, lastExit }: Service) {
    return {
        Type: valueOf(unit.entries, "Service", "Type") ?? "simple",
        Restart: settings.restart,
        MainPID: String(main?.pid ?? 0),
        Result: result,
        NRestarts: String(restartCount),
        ExecMainCode: lastExit === undefined ? "0" : "code" in lastExit ? "1" : "2",
        ExecMainStatus: lastExit === undefined ? "0" : String(exitNumber(lastExit)),
        User: settings.user ?? "",
        WorkingDirectory: settings.workingDirectory.path,
    };
}

const partsOf = ({ units }: Init, name: string): string[] =>
    units.names.filter((each) => units.get(each)?.unit.relations.partOf.includes(name) === true);
