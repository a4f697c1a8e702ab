import { type Answer, answer } from "./answer";
import type { Init } from "./init";
import { alsoOf, installLinks, isInstallable, type Link, notInstallable } from "./install";
import { fullName, readUnit, type Unit } from "./unit";
import { type UnitFiles, unitFolder } from "./unit-folder";

/** Units of a list with those that their `Also=` names. */
function withAlso(names: readonly string[], files: UnitFiles): Unit[] | string {
    const units = new Map<string, Unit>();
    const waiting = [...names];
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const source = files.find(fullName(name));
        if (source === undefined) {
            return `unit ${fullName(name)} does not exist.`;
        }
        if (source === "masked") {
            return `unit ${fullName(name)} is masked.`;
        }
        const unit = readUnit(source);
        if (!units.has(unit.name)) {
            units.set(unit.name, unit);
            waiting.push(...alsoOf(unit));
        }
    }
    return [...units.values()];
}

/** Makes the links of `[Install]`, as `systemctl enable` does. */
export async function enable(init: Init, names: readonly string[]): Promise<Answer> {
    const files = await init.units.files();
    const units = withAlso(names, files);
    if (typeof units === "string") {
        return answer(
            1,
            "",
            `Failed to enable unit: ${units.replace(/^u/, "U")}`.replace(/Unit (\S+) does/, "Unit file $1 does"),
        );
    }
    const links = units.flatMap(installLinks).filter(({ path }) => !files.has(path));
    await makeLinks(init, links);
    await init.units.reload();
    const made = links.map(({ path, target }) => `Created symlink ${path} \u2192 ${target}.`).join("\n");
    return answer(0, "", units.some(isInstallable) ? made : notInstallable);
}

/** Removes every link that leads to the units, as `systemctl disable` does. */
export async function disable(init: Init, names: readonly string[]): Promise<Answer> {
    const files = await init.units.files();
    const units = withAlso(names, files);
    if (typeof units === "string") {
        return answer(
            1,
            "",
            `Failed to disable unit: ${units.replace(/^u/, "U")}`.replace(/Unit (\S+) does/, "Unit file $1 does"),
        );
    }
    const paths = units.flatMap(({ name }) => files.linksTo(name));
    await removeFiles(init, paths);
    await init.units.reload();
    return answer(0, "", paths.map((path) => `Removed "${path}".`).join("\n"));
}

export async function mask(init: Init, names: readonly string[]): Promise<Answer> {
    const files = await init.units.files();
    const paths = names.map((name) => `${unitFolder}/${fullName(name)}`);
    const taken = paths.find((path) => files.has(path) && files.find(path.slice(unitFolder.length + 1)) !== "masked");
    if (taken !== undefined) {
        return answer(1, "", `Failed to mask unit: File ${taken} already exists.`);
    }
    const links = paths.filter((path) => !files.has(path)).map((path) => ({ path, target: "/dev/null" }));
    await makeLinks(init, links);
    await init.units.reload();
    return answer(0, "", links.map(({ path }) => `Created symlink ${path} \u2192 /dev/null.`).join("\n"));
}

export async function unmask(init: Init, names: readonly string[]): Promise<Answer> {
    const files = await init.units.files();
    const masked = names.map(fullName).filter((name) => files.find(name) === "masked");
    const paths = masked.map((name) => `${unitFolder}/${name}`);
    await removeFiles(init, paths);
    await init.units.reload();
    return answer(0, "", paths.map((path) => `Removed "${path}".`).join("\n"));
}

/** `enabled`, `disabled`, `static`, `alias`, `masked`; undefined where there is no such unit. */
export function enabledState(files: UnitFiles, name: string): string | undefined {
    const source = files.find(name);
    if (source === undefined || source === "masked") {
        return source;
    }
    if (source.name !== name) {
        return "alias";
    }
    const unit = readUnit(source);
    const isLinked = files.linksTo(name).length > 0;
    return isLinked ? "enabled" : isInstallable(unit) ? "disabled" : "static";
}

async function makeLinks({ shell }: Init, links: readonly Link[]): Promise<void> {
    const script = 'while [ "$#" -gt 0 ]; do mkdir -p "${1%/*}" && ln -sf "$2" "$1" || exit 1; shift 2; done';
    await shell.run(["/bin/sh", "-c", script, "sh", ...links.flatMap(({ path, target }) => [path, target])]);
}

async function removeFiles({ shell }: Init, paths: readonly string[]): Promise<void> {
    if (paths.length > 0) {
        await shell.run(["rm", "-f", "--", ...paths]);
    }
}
