import type { Use } from "../model";
import type { ClientNumbers } from "../services/client";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";
import { DueJob, dueJobs } from "./due-jobs";
import { balancerUses, enough, Fleet } from "./fleet";
import { healthChecksOf } from "./health-checks-of";
import { failuresOf, noneFailed } from "./measured";
import { expectation, RunScenario } from "./scenario";

/**
 * One of two instances loses its power while users ask. The balancer goes on sending it requests until its health checks have failed often enough; from
 * then on the other one serves alone. Every scheduled job is due once before, on both instances, and once after; each time it has to run once.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 *
 * Simplified: checks come every 0.2 seconds; the count of failed ones is the stack's. An instance that is gone refuses connections here, and users get 502
 * at once; on AWS nothing answers, and they get 504 after 10 seconds. The database ends a lost instance's connections, and with them its locks, at once; on
 * AWS when its keepalive finds them dead. Auto Scaling's replacement is not played: `two-leaders` has an instance that is added.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-504-issues
 */
export const lostInstance: RunScenario = async ({ world }) => {
    const fleet = await Fleet.open(world);
    const { deployments } = fleet;
    const instances = await fleet.launch(world.options.bundle, 2);
    if (!fleet.isWell) {
        return { deployments, uses: [] };
    }
    await fleet.register(instances);
    const skipped = await whyNoJobs(world, instances);
    const before = skipped === undefined ? await dueJobs(world.options.settings, instances) : [];
    // It may have run the first job: then its lock has to become free.
    const lost = before[0]?.said[0]?.instance ?? instances[0];
    const left = instances.filter((each) => each !== lost);
    const client = await fleet.startClient();
    await Promise.all(instances.filter((each) => each === lost).map((each) => world.lose(each)));
    await fleet.checks.becomesUnhealthy(lost?.name ?? "");
    const numbers = await client.stop();
    const later = await fleet.startClient();
    await Promise.all(before.map(({ over }) => over));
    const after = skipped === undefined ? await dueJobs(world.options.settings, left) : [];
    await later.successes(enough);
    const alone = await later.stop();
    return {
        deployments,
        uses: [
            ...balancerUses(world),
            expectation(
                "in service",
                fleet.balancer.registered.length === 1,
                fleet.balancer.registered.join(", "),
                "One.",
            ),
            noneFailed("requests to the other instance that failed", alone),
            ...(skipped === undefined ? [] : [skipped]),
            ...before.map((each) => jobUse(each, "before the loss")),
            ...after.map((each) => jobUse(each, "after the loss")),
        ],
        measures: measuresOfLoss(world, numbers),
    };
};

async function whyNoJobs(
    { options: { settings } }: World,
    [first]: readonly SimulatedInstance[],
): Promise<Use | undefined> {
    const skipped = (note: string): Use => ({
        name: "scheduled jobs",
        request: "-",
        verdict: "skipped",
        found: "none",
        note,
    });
    if (Object.keys(settings.app.jobs).length === 0) {
        return skipped("The stack has none (app.jobs).");
    }
    if (settings.database.kind === "none") {
        return skipped("Without a database (database.kind: none) jobs need a single instance.");
    }
    const program = await first?.instance.run(["sh", "-c", "command -v systemd-analyze"]);
    return program?.code === 0
        ? undefined
        : skipped("This machine has no systemd-analyze, which jobs ask for their times.");
}

/** A job runs on one instance, and the others say so. */
function jobUse({ job, said }: DueJob, when: string): Use {
    const ran = said.filter(({ ran }) => ran);
    const ended = ran.map(({ words }) => /has ended with (-?\d+)/.exec(words)?.[1]);
    const left = said.filter(({ words }) => words.includes("runs on another instance"));
    const found = [
        ...ran.map(({ instance }, index) => `${instance.name} ran it, exit code ${ended[index] ?? "unknown"}`),
        ...left.map(({ instance }) => `${instance.name} left it to another`),
    ];
    return expectation(
        `job ${job}, ${when}`,
        ended.join() === "0" && ran.length + left.length === said.length,
        found.join(", "),
        said.map(({ instance, words }) => `${instance.name}: ${words.trim().split("\n").at(-1) ?? ""}`).join(" "),
    );
}

function measuresOfLoss({ options: { settings } }: World, numbers: ClientNumbers) {
    const { intervalSeconds, unhealthyCount } = healthChecksOf(settings);
    const onAws = `on AWS ${intervalSeconds * unhealthyCount} s (one every ${intervalSeconds} s)`;
    return [
        { name: "requests until the balancer finds the loss", value: String(numbers.total) },
        { name: "failed requests until then", value: failuresOf(numbers) },
        { name: "the balancer finds the loss by", value: `${unhealthyCount} failed checks in a row, ${onAws}` },
    ];
}
