import type { World } from "../world/world";
import { failedIn, nothingToRehearse, stillServes } from "./left";
import { expectation, RunScenario } from "./scenario";
import { nextVersion } from "../world/next-version";

/** A required secret without a value: at the creation of the environment nothing serves; later the version before goes on. */
export const missingSecret: RunScenario = async ({ world }) => {
    const { bundle } = world.options;
    const name = requiredSecret(world);
    if (name === undefined) {
        return nothingToRehearse("The stack requires no secret.");
    }
    const variables = { ...world.variables, [name]: "" };
    const instance = await world.addInstance();
    const first = await instance.deploy(world.order(bundle, { variables }));
    const good = await instance.deploy(world.order(bundle));
    if (!good.succeeded) {
        return { deployments: [first, good], uses: [failedIn("prebuild", first)] };
    }
    const lost = await instance.deploy(world.order(nextVersion(bundle), { variables }));
    return {
        deployments: [first, good, lost],
        uses: [
            failedIn("prebuild", first),
            expectation(
                "nothing serves without an earlier version",
                first.serving === undefined && !first.flipped,
                first.serving ?? "nothing",
                "A first deployment that fails before the flip leaves an instance without an application.",
            ),
            expectation(
                `with a value for ${name} the deployment succeeds`,
                good.serving === bundle.label,
                good.serving ?? "nothing",
                "The value was all that the deployment lacked.",
            ),
            failedIn("prebuild", lost),
            ...(await stillServes(world, instance, lost, bundle)),
        ],
        failureWanted: true,
    };
};

/** One of the stack's own, if there is one; the database's otherwise. */
function requiredSecret({ options: { settings, environment } }: World): string | undefined {
    const required = environment.secrets.filter(({ name }) => {
        const secret = settings.secrets[name];
        return secret === undefined || secret.kind === "generated" || !secret.optional;
    });
    const own = required.find(({ name }) => settings.secrets[name] !== undefined) ?? required[0];
    return own === undefined ? undefined : Object.keys(own.variables)[0];
}
