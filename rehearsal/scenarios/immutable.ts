import type { ReadBundle } from "../platform/target";
import { nextVersion } from "../world/next-version";
import type { SimulatedInstance } from "../world/simulated-instance";
import { balancerUses, enough, Fleet } from "./fleet";
import { measuresOf, noneFailed, versionsAnswered } from "./measured";
import { expectation, RunScenario } from "./scenario";

/** Runs when the version is already the instance's: one that is deployed to in place would be left with it. */
const failingHook = ".platform/hooks/postdeploy/00-rehearsal.sh";

/**
 * A new version on new instances beside two old ones. The first new one is tried alone; when it is healthy the other follows, and when both are in service
 * the old ones are terminated. Then a version that fails: its instance is terminated, and those in service go on.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environmentmgmt-updates-immutable.html
 *
 * Simplified: there are no Auto Scaling groups, and the leader is the first new instance (assumed).
 */
export const immutable: RunScenario = async ({ world, use }) => {
    const [before, next] = world.twoVersions;
    const fleet = await Fleet.open(world);
    const { deployments } = fleet;
    const old = await fleet.launch(before, 2);
    if (!fleet.isWell) {
        return { deployments, uses: [] };
    }
    await fleet.register(old);
    const client = await fleet.startClient();
    const fresh = await replaced(fleet, old, next);
    const [first] = fresh;
    if (first !== undefined) {
        const failing = nextVersion(next, { [failingHook]: "#!/bin/bash\nexit 1\n" });
        await fleet.terminate(await fleet.launch(failing, 1));
        await client.successes(enough);
    }
    const numbers = await client.stop();
    const uses = [...balancerUses(world), noneFailed("requests during the deployments that failed", numbers)];
    const end = { deployments, measures: measuresOf(numbers), policy: "Immutable" as const };
    if (first === undefined) {
        return { ...end, uses };
    }
    const labels = fresh.map(({ version }) => version ?? "none");
    return {
        ...end,
        uses: [
            ...uses,
            versionsAnswered(world, numbers, [before.label, next.label]),
            expectation(
                "in service after the version that fails",
                fleet.balancer.registered.length === 2 && labels.every((label) => label === next.label),
                fresh.map(({ name, version = "none" }) => `${name} with ${version}`).join(", "),
                `Expected: both with ${next.label}.`,
            ),
            ...(await use(first)),
        ],
        failureWanted: true,
    };
};

/** @returns the new instances; none where the version failed, whose instances are terminated then */
async function replaced(
    fleet: Fleet,
    old: readonly SimulatedInstance[],
    next: ReadBundle,
): Promise<SimulatedInstance[]> {
    const fresh: SimulatedInstance[] = [];
    while (fresh.length < old.length) {
        fresh.push(...(await fleet.launch(next, 1, { leader: fresh.length === 0 })));
        if (!fleet.isWell) {
            await fleet.terminate(fresh);
            return [];
        }
        await fleet.register(fresh.slice(-1));
    }
    await fleet.terminate(old);
    return fresh;
}
