import { Gate } from "../world/gate";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";
import { enough } from "./fleet";
import { measuresOf, startClient } from "./measured";
import type { RunScenario } from "./scenario";

/**
 * A second version over a running first, on one instance, as the policy AllAtOnce does it: in place, and in service. Nobody answers from the proxy's stop to
 * the first answer of the new processes: users get 502 from the load balancer, or no connection where the stack has none. That is measured, and no failure.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 *
 * Simplified: the balancer checks nobody's health; on AWS failed checks end in the same gap, with 502 too, as long as no other target is there.
 */
export const secondVersion: RunScenario = async ({ world, use }) => {
    const [old, next] = world.twoVersions;
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(old));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const client = startClient(world, await front(world, instance));
    await client.successes(enough);
    const after = await instance.deploy(world.order(next));
    await client.successes(after.serving === undefined ? 0 : enough);
    const numbers = await client.stop();
    const uses = after.serving === undefined ? [] : await use(instance);
    return { deployments: [before, after], uses, measures: measuresOf(numbers) };
};

/** @returns where users ask */
async function front(world: World, { name, webSocket }: SimulatedInstance): Promise<string> {
    if (world.options.settings.environment.loadBalancer.kind === "none") {
        const gate = world.untilClosed(await Gate.start({ host: "127.0.0.1", port: 0 }, { path: webSocket }));
        return `http://127.0.0.1:${gate.port ?? 0}`;
    }
    const balancer = await world.startBalancer();
    await balancer.register({ name, at: { path: webSocket } });
    return balancer.httpsUrl ?? balancer.url;
}
