import type { DeploymentEnd } from "../model";
import { nextVersion } from "../world/next-version";
import { inCurrent, repair, stillServes } from "./left";
import { expectation, RunScenario } from "./scenario";

/** The deployment gets SIGKILL, once before the flip and once after it; what it left has to be no obstacle to the next. */
export const killed: RunScenario = async ({ world }) => {
    const { bundle } = world.options;
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const version = nextVersion(bundle);
    const early = await instance.deploy(world.order(version, { killedAt: beforeFlip(before) }));
    const left = [wasKilled(early), ...(await stillServes(world, instance, early, bundle))];
    const late = await instance.deploy(world.order(version, { killedAt: afterFlip(before) }));
    const leftLate = [
        wasKilled(late),
        expectation(
            "nothing serves after the flip",
            late.flipped && late.serving === undefined,
            late.serving ?? "nothing",
            "The old processes were ended before the flip, and the new ones have not started.",
        ),
        await inCurrent(world, instance, version),
    ];
    const repaired = await repair(world, instance);
    return {
        deployments: [before, early, late, repaired.end],
        uses: [...left, ...leftLate, ...repaired.uses],
        failureWanted: true,
    };
};

/** In the middle of what changes most: a container command, such as the migration, or the unpacking where there is none. */
const beforeFlip = ({ steps }: DeploymentEnd): string =>
    (
        steps.find(({ phase, name }) => phase === "container commands" && name.includes("migrate")) ??
        steps.find(({ phase }) => phase === "container commands") ??
        steps.findLast(({ phase }) => phase === "extract")
    )?.name ?? "";

const afterFlip = ({ steps }: DeploymentEnd): string => steps.find(({ phase }) => phase === "processes")?.name ?? "";

function wasKilled(end: DeploymentEnd) {
    const step = end.steps.at(-1);
    return expectation(
        `${end.version} is killed`,
        step?.exitCode === 137 && !end.succeeded,
        step === undefined ? "no step" : `${step.phase}: ${step.name}`,
        "The deployment should have ended with its step.",
    );
}
