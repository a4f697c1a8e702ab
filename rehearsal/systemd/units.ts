import type { Shell } from "../model";
import { Service } from "./service";
import type { Machine } from "./service-processes";
import type { State } from "./service-record";
import { serviceSettings } from "./service-settings";
import { fullName, readUnit, type Unit, type UnitSource } from "./unit";
import { reachedTargets, UnitFiles, unitFolder } from "./unit-folder";

/** A unit with what systemd knows of it. */
export interface Loaded {
    readonly unit: Unit;
    readonly service: Service | undefined;
    /** Of timers and targets, which have no processes. */
    state: State;
}

/** The units that the init system has in mind, beside their files. */
export class Units {
    readonly #loaded = new Map<string, Loaded>();
    readonly #vendor = new Map<string, string>();
    readonly #assumed = new Set<string>();

    constructor(
        private readonly shell: Shell,
        private readonly machine: Machine,
        private readonly host: string,
    ) {}

    /** What units ask for that is not done here, as `web.service: [Service] ProtectSystem=strict`. */
    get assumed(): readonly string[] {
        return [...this.#assumed].sort();
    }

    /** Names of the units that are known since they were started or asked for. */
    get names(): readonly string[] {
        return [...this.#loaded.keys()].sort();
    }

    /** A unit that a package of the platform would have brought. */
    addVendor(name: string, text: string): void {
        this.#vendor.set(name, text);
    }

    async write(name: string, text: string): Promise<void> {
        const script = 'mkdir -p "${0%/*}" && cat >"$0" && chmod 644 "$0"';
        const path = `${unitFolder}/${name}`;
        const { code, output } = await this.shell.run(["/bin/sh", "-c", script, path], { input: text });
        if (code !== 0) {
            throw new Error(`The unit ${name} cannot be written: ${output}`);
        }
    }

    files(): Promise<UnitFiles> {
        return UnitFiles.read(this.shell, this.#vendor, this.host);
    }

    /** Reads every unit anew; those that run go on, by what the new files say. */
    async reload(): Promise<void> {
        const files = await this.files();
        for (const [name, loaded] of this.#loaded) {
            const source = files.find(name);
            if (source !== undefined && source !== "masked" && !isSame(source, loaded.unit.source)) {
                const unit = this.#read(source);
                loaded.service?.adopt(unit, serviceSettings(unit));
                this.#loaded.set(name, { ...loaded, unit });
            }
        }
        files
            .names()
            .filter((name) => files.linksTo(name).length > 0)
            .forEach((name) => this.load(name, files));
    }

    get(name: string): Loaded | undefined {
        return this.#loaded.get(fullName(name));
    }

    stateOf(name: string): State {
        const full = fullName(name);
        const loaded = this.#loaded.get(full);
        const reached = loaded === undefined && reachedTargets.has(full);
        const otherwise: State = {
            active: reached ? "active" : "inactive",
            sub: reached ? "active" : "dead",
            since: 0,
        };
        return loaded?.service?.state ?? loaded?.state ?? otherwise;
    }

    isActive(name: string): boolean {
        return this.stateOf(name).active === "active";
    }

    /** The unit as systemd has it in mind: one that runs or failed as it was when it was loaded, another as its file says now. */
    load(name: string, files: UnitFiles): Loaded | "masked" | undefined {
        const source = files.find(name);
        const known = this.#loaded.get(source === undefined || source === "masked" ? name : source.name);
        if (known !== undefined && this.#isHeld(known.unit.name, files)) {
            return known;
        }
        if (source === undefined || source === "masked") {
            return source;
        }
        if (known !== undefined && isSame(known.unit.source, source)) {
            return known;
        }
        const unit = this.#read(source);
        const service = unit.kind === "service" ? new Service(unit, serviceSettings(unit), this.machine) : undefined;
        const reached = reachedTargets.has(unit.name);
        const since = this.machine.clock.now();
        const state: State = reached
            ? { active: "active", sub: "active", since }
            : { active: "inactive", sub: "dead", since };
        const loaded = { unit, service, state };
        this.#loaded.set(unit.name, loaded);
        return loaded;
    }

    /** Whether the file of a unit has changed, and systemd goes by what it read before. */
    isStale(name: string, files: UnitFiles): boolean {
        const known = this.get(name);
        const source = files.find(fullName(name));
        return (
            known !== undefined &&
            source !== undefined &&
            source !== "masked" &&
            this.#isHeld(known.unit.name, files) &&
            !isSame(source, known.unit.source)
        );
    }

    /** Units that stop and start again with this one, by their PartOf= and Requires=. */
    dependents(name: string): string[] {
        return [...this.#loaded.values()]
            .filter(({ unit }) => [...unit.relations.partOf, ...unit.relations.requires].includes(name))
            .map(({ unit }) => unit.name);
    }

    /** systemd keeps a unit in mind that is not merely inactive, and one that a target wants. */
    #isHeld(name: string, files: UnitFiles): boolean {
        const isWanted = files.linksTo(name).some((path) => path.includes(".target."));
        return this.stateOf(name).active !== "inactive" || (isWanted && files.find(name) !== "masked");
    }

    #read(source: UnitSource): Unit {
        const unit = readUnit(source);
        const service = unit.kind === "service" ? serviceSettings(unit).assumed : [];
        for (const each of [...unit.assumed, ...service]) {
            this.#assumed.add(`${unit.name}: ${each}`);
        }
        return unit;
    }
}

const isSame = (a: UnitSource, b: UnitSource): boolean => JSON.stringify(a) === JSON.stringify(b);
