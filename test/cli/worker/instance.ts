import { readFacts } from "../../../cli/worker/facts";
import type { Answer } from "../../../cli/worker/probe";

export const sha = "0a1b2c3d4e5f".padEnd(64, "0");

/** What `systemctl show` prints of a unit. */
const unit = (id: string, load: string, active: string, sub: string, result = "success", restarts = 0): string =>
    `Id=${id}\nLoadState=${load}\nActiveState=${active}\nSubState=${sub}\nResult=${result}\nNRestarts=${restarts}`;

const absent = (id: string): string => unit(id, "not-found", "inactive", "dead");

export const units = {
    path: unit("wait-deployment.path", "loaded", "active", "waiting"),
    pathOff: unit("wait-deployment.path", "loaded", "inactive", "dead"),
    wait: unit("wait-deployment.service", "loaded", "inactive", "dead"),
    waitRuns: unit("wait-deployment.service", "loaded", "activating", "start"),
    waitFailed: unit("wait-deployment.service", "loaded", "failed", "failed", "exit-code"),
    timer: unit("fetch-deployment.timer", "loaded", "active", "waiting"),
    fetch: unit("fetch-deployment.service", "loaded", "inactive", "dead"),
    fetchFailed: unit("fetch-deployment.service", "loaded", "failed", "failed", "exit-code"),
    noFetch: [absent("fetch-deployment.timer"), absent("fetch-deployment.service")].join("\n\n"),
    listener: unit("spot-interruption.service", "loaded", "active", "running"),
    listenerOff: unit("spot-interruption.service", "loaded", "failed", "failed", "exit-code"),
    noListener: absent("spot-interruption.service"),
    service: (name: string, active = "active", sub = "running", restarts = 0) =>
        unit(`worker-${name}.service`, "loaded", active, sub, "success", restarts),
};

export const joined = (...blocks: readonly string[]): string => blocks.join("\n\n");

/** The units of an instance on which all is well. */
export const wellUnits = joined(units.path, units.wait, units.noFetch, units.listener, units.service("consumer"));

const disk = (percent: number): string =>
    `Filesystem     1024-blocks    Used Available Capacity Mounted on\n/dev/nvme0n1p1     8310764 2143128   6167636      ${percent}% /`;

/** The answers of an instance, all well but for those that are given. */
export function answersOf(other: Readonly<Record<string, string | Answer>> = {}): ReadonlyMap<string, Answer> {
    const well: Record<string, string | Answer> = {
        uptime: "7325",
        "cloud-init": "status: done\nboot_status_code: enabled-by-generator\ndetail:\nDataSourceEc2Local",
        "cloud-init-output": "Complete!\nCloud-init v. 22.2.2 finished",
        files: "wait-deployment\nincoming",
        incoming: "",
        current: `/opt/releases/${sha.slice(0, 12)}`,
        state: `ready ${sha}`,
        units: wellUnits,
        supervised: { text: "", code: 3 },
        disk: disk(26),
        logs: "==> consumer\none\ntwo",
        log: `2026-11-22T08:00:00Z installing ${sha}\n2026-11-22T08:00:09Z ready ${sha}`,
        ...other,
    };
    return new Map(
        Object.entries(well).map(([name, it]) => [name, typeof it === "string" ? { text: it, code: 0 } : it]),
    );
}

export const factsOf = (other: Readonly<Record<string, string | Answer>> = {}) => readFacts(answersOf(other));

export const diskOf = disk;

export const none = (text: string, code = 1): Answer => ({ text, code });
