import { nextVersion } from "../world/next-version";
import { failedIn, inCurrent, stillServes } from "./left";
import { expectation, RunScenario } from "./scenario";

const hook = (stage: string) => ({
    [`.platform/hooks/${stage}/99-rehearsal.sh`]: "#!/bin/bash\necho 'A hook of the team gives up.' >&2\nexit 1\n",
});

/** A hook that exits with 1: before the flip the old version stays; after it the new one serves, in an environment whose deployment has failed. */
export const failingHook: RunScenario = async ({ world }) => {
    const { bundle } = world.options;
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const predeploy = await instance.deploy(world.order(nextVersion(bundle, hook("predeploy"))));
    const left = [failedIn("predeploy", predeploy), ...(await stillServes(world, instance, predeploy, bundle))];
    const version = nextVersion(nextVersion(bundle), hook("postdeploy"));
    const postdeploy = await instance.deploy(world.order(version));
    return {
        deployments: [before, predeploy, postdeploy],
        uses: [
            ...left,
            failedIn("postdeploy", postdeploy),
            expectation(
                `${version.label} serves although its deployment failed`,
                postdeploy.flipped && postdeploy.serving === version.label,
                postdeploy.serving ?? "nothing",
                "A failure after the flip leaves the new version, whose processes run.",
            ),
            await inCurrent(world, instance, version),
        ],
        failureWanted: true,
    };
};
