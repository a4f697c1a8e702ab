import type { Unit } from "./unit";
import { unitFolder } from "./unit-folder";
import { valuesOf } from "./unit-file";

/** A link that enabling a unit makes. */
export interface Link {
    readonly path: string;
    readonly target: string;
}

const words = (unit: Unit, key: string): string[] =>
    valuesOf(unit.entries, "Install", key).flatMap((value) => value.split(/\s+/));

/** The units that are enabled and disabled with this one. */
export const alsoOf = (unit: Unit): string[] => words(unit, "Also");

/** Whether there is anything to enable. */
export const isInstallable = (unit: Unit): boolean =>
    ["WantedBy", "RequiredBy", "Alias", "Also"].some((key) => words(unit, key).length > 0);

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#%5BInstall%5D%20Section%20Options */
export function installLinks(unit: Unit): Link[] {
    const target = unit.source.path ?? `${unitFolder}/${unit.name}`;
    return [
        ...words(unit, "Alias").map((alias) => `${unitFolder}/${alias}`),
        ...words(unit, "WantedBy").map((by) => `${unitFolder}/${by}.wants/${unit.name}`),
        ...words(unit, "RequiredBy").map((by) => `${unitFolder}/${by}.requires/${unit.name}`),
    ].map((path) => ({ path, target }));
}

/** What systemctl says of a unit that no one can enable. */
export const notInstallable = `The unit files have no installation config (WantedBy=, RequiredBy=, Also=,
Alias= settings in the [Install] section, and DefaultInstance= for template
units). This means they are not meant to be enabled using systemctl.
 
Possible reasons for having this kind of units are:
\u2022 A unit may be statically enabled by being symlinked from another unit's
  .wants/ or .requires/ directory.
\u2022 A unit's purpose may be to act as a helper for some other unit which has
  a requirement dependency on it.
\u2022 A unit may be started when needed via activation (socket, path, timer,
  D-Bus, udev, scripted systemctl call, ...).
\u2022 In case of template units, the unit is meant to be enabled with some
  instance name specified.
`;
