import { current } from "../platform/target";
import type { ReadBundle } from "../platform/target";
import type { DeploymentEnd, Phase, Use } from "../model";
import { healthUses } from "../usage/health-uses";
import { versionUse } from "../usage/page-uses";
import { siteOf } from "../usage/site";
import { nextVersion } from "../world/next-version";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";
import { expectation, ScenarioEnd } from "./scenario";

/** A scenario for which the application lacks something: it passes, and says so. */
export const nothingToRehearse = (why: string): ScenarioEnd => ({
    deployments: [],
    uses: [{ name: "nothing to rehearse", request: "-", verdict: "skipped", found: "-", note: why }],
});

/** The failure came where it was to come. */
export function failedIn(phase: Phase, end: DeploymentEnd): Use {
    const step = end.steps.find(({ verdict }) => verdict === "failed");
    return expectation(
        `the deployment of ${end.version} fails in the part ${phase}`,
        step?.phase === phase,
        step === undefined ? "no step failed" : `${step.phase}: ${step.name}`,
        `It should have ended in the part ${phase}.`,
    );
}

/** What failed before the flip leaves the version before: its files, its processes and its answers. */
export async function stillServes(
    world: World,
    instance: SimulatedInstance,
    end: DeploymentEnd,
    was: ReadBundle,
): Promise<Use[]> {
    return [
        expectation(
            `${was.label} serves during the failure`,
            end.serving === was.label && !end.flipped,
            end.serving ?? "nothing",
            "A failure before the flip leaves the version before as it was.",
        ),
        await inCurrent(world, instance, was),
        ...(await healthy(world, instance, was)),
    ];
}

/** What the load balancer and visitors get from the instance, and from which version. */
export async function healthy({ options: { settings } }: World, instance: SimulatedInstance, version: ReadBundle) {
    const site = siteOf(settings, { socketPath: instance.webSocket }, () => undefined);
    const uses = [...(await healthUses(settings, site)), ...(await versionUse(settings, site, version.label))];
    return uses.map((use): Use => ({ ...use, name: `${use.name}, ${version.label}` }));
}

/** Whether the files in which two versions of a rehearsal differ are there as this one has them. */
export async function inCurrent(world: World, instance: SimulatedInstance, version: ReadBundle): Promise<Use> {
    const paths = new Set(world.versions.flatMap(({ changes }) => [...changes.keys()]));
    const differing: string[] = [];
    for (const path of paths) {
        const { code, stdout } = await instance.instance.run(["cat", `${current}/${path}`]);
        if ((code === 0 ? stdout : undefined) !== version.texts.get(path)) {
            differing.push(path);
        }
    }
    return expectation(
        `${current} is ${version.label}`,
        differing.length === 0,
        `${paths.size} files that tell the versions apart`,
        `Of another version: ${differing.join(", ")}.`,
    );
}

/** The next good version, which has to find its way over what the failure left. */
export async function repair(
    world: World,
    instance: SimulatedInstance,
): Promise<{ readonly end: DeploymentEnd; readonly uses: readonly Use[] }> {
    // One label further than the failing version's.
    const version = nextVersion(nextVersion(world.options.bundle));
    const end = await instance.deploy(world.order(version));
    const uses = [
        expectation(
            "the next deployment repairs it",
            end.succeeded && end.serving === version.label,
            `${end.serving ?? "nothing"} serves`,
            "Nothing of what the failure left may stop the next version.",
        ),
        await inCurrent(world, instance, version),
    ];
    return { end, uses };
}
