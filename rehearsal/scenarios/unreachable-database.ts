import { swallowed } from "../instance/network";
import type { DeploymentEnd, Use } from "../model";
import { nextVersion } from "../world/next-version";
import type { SimulatedInstance } from "../world/simulated-instance";
import { failedIn, nothingToRehearse, repair, stillServes } from "./left";
import type { RunScenario } from "./scenario";

/** Of loopback, where nothing listens. */
const refusing = "127.0.0.9";

/** So that nobody waits for the two minutes that TCP takes to give up. https://www.postgresql.org/docs/current/libpq-envars.html */
const impatient = { PGCONNECT_TIMEOUT: "2" };

/** The database refuses connections, as one that is stopped; then nothing of it comes back, as behind a wrong security group. */
export const unreachableDatabase: RunScenario = async ({ world }) => {
    const { bundle, environment, settings } = world.options;
    const { database } = environment;
    if (database === undefined || !settings.app.deploy.migrate) {
        return nothingToRehearse("The deployment uses no database.");
    }
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const deployments: DeploymentEnd[] = [before];
    const uses: Use[] = [];
    for (const address of [refusing, swallowed.host]) {
        const was = await moved(instance, database.host, address);
        const variables = { ...world.variables, ...impatient };
        const failed = await instance.deploy(world.order(nextVersion(bundle), { variables }));
        await moved(instance, database.host, was);
        deployments.push(failed);
        uses.push(failedIn("container commands", failed), ...(await stillServes(world, instance, failed, bundle)));
    }
    const repaired = await repair(world, instance);
    return { deployments: [...deployments, repaired.end], uses: [...uses, ...repaired.uses], failureWanted: true };
};

/**
 * Lets a name lead elsewhere on an instance.
 *
 * @returns where it led
 */
async function moved({ instance }: SimulatedInstance, host: string, address: string): Promise<string> {
    const { stdout } = await instance.run(["cat", "/etc/hosts"]);
    const lines = stdout.split("\n");
    const was = lines.find((line) => line.endsWith(` ${host}`))?.split(" ")[0] ?? "";
    const input = lines.map((line) => (line.endsWith(` ${host}`) ? `${address} ${host}` : line)).join("\n");
    await instance.run(["tee", "/etc/hosts"], { input });
    return was;
}
