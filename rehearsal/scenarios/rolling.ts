import { keptSignature, sign } from "./signature";
import { balancerUses, enough, Fleet } from "./fleet";
import { measuresOf, noneFailed, versionsAnswered } from "./measured";
import type { RunScenario } from "./scenario";

/**
 * A new version on two instances behind the balancer, one after the other: each is deregistered, answers what it had begun, gets the version, and is
 * registered again. With the policy RollingWithAdditionalBatch one more instance gets it first, and is terminated at the end.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 *
 * Simplified: batches are of one instance, whatever size the stack gives them for more; the leader is the first instance of the first batch (assumed); the
 * balancer waits up to 20 seconds for what an instance had begun, the standard of Elastic Beanstalk, not the stack's drainingSeconds, and not longer than
 * the answers take. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay
 */
export const rolling: RunScenario = async ({ world, use }) => {
    const { settings } = world.options;
    const [before, next] = world.twoVersions;
    const fleet = await Fleet.open(world);
    const old = await fleet.launch(before, 2);
    const [first] = old;
    if (!fleet.isWell || first === undefined) {
        return { deployments: fleet.deployments, uses: [] };
    }
    await fleet.register(old);
    const signed = await sign(first);
    const client = await fleet.startClient();
    const hasMore = settings.environment.deployment.policy === "RollingWithAdditionalBatch";
    const more = hasMore ? await fleet.launch(next, 1) : [];
    await fleet.register(fleet.isWell ? more : []);
    for (const [index, each] of old.entries()) {
        await fleet.update([each], next, { leader: index === 0 && !hasMore });
        await client.successes(enough);
    }
    await fleet.terminate(more);
    await client.successes(enough);
    const numbers = await client.stop();
    return {
        deployments: fleet.deployments,
        uses: [
            ...balancerUses(world),
            noneFailed("requests during the deployment that failed", numbers),
            versionsAnswered(world, numbers, [before.label, next.label]),
            await keptSignature(first, signed),
            ...(fleet.isWell ? await use(first) : []),
        ],
        measures: measuresOf(numbers),
        policy: hasMore ? "RollingWithAdditionalBatch" : "Rolling",
    };
};
