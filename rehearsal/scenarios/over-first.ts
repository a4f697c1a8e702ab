import type { DeploymentEnd, Phase, Use } from "../model";
import { nextVersion } from "../world/next-version";
import type { DeploymentOrder, SimulatedInstance } from "../world/simulated-instance";
import { failedIn, repair, stillServes } from "./left";
import type { ScenarioEnd, Stage } from "./scenario";

/** What makes the deployment of a second version fail before the flip. */
export interface Failure {
    /** Part of the deployment that has to fail. */
    readonly phase: Phase;
    /** What the failing version brings: text by path in the bundle. */
    readonly changes?: Readonly<Record<string, string>>;
    readonly order?: Partial<DeploymentOrder>;
    readonly smallDisk?: boolean;
    /** Done before the failing version comes. */
    readonly disturb?: (instance: SimulatedInstance) => Promise<void>;
    /** Done after it has failed. */
    readonly restore?: (instance: SimulatedInstance) => Promise<void>;
    /** What else has to be true after the failure. */
    readonly left?: (instance: SimulatedInstance, end: DeploymentEnd) => Promise<readonly Use[]>;
}

/** A first version runs, another one fails over it before the flip, and the next one repairs what that left. */
export async function overFirst({ world }: Stage, failure: Failure): Promise<ScenarioEnd> {
    const { bundle } = world.options;
    const instance = await world.addInstance({ smallDisk: failure.smallDisk ?? false });
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    await failure.disturb?.(instance);
    const failed = await instance.deploy(world.order(nextVersion(bundle, failure.changes), failure.order));
    await failure.restore?.(instance);
    const uses = [
        failedIn(failure.phase, failed),
        ...(await stillServes(world, instance, failed, bundle)),
        ...((await failure.left?.(instance, failed)) ?? []),
    ];
    const repaired = await repair(world, instance);
    return {
        deployments: [before, failed, repaired.end],
        uses: [...uses, ...repaired.uses],
        failureWanted: true,
    };
}
