import { readConfigFiles } from "../instance-keys/read-config-files";
import type { DeploymentEnd, Use } from "../model";
import type { ReadBundle } from "../platform/target";
import type { World } from "../world/world";
import { balancerUses, Fleet } from "./fleet";
import { expectation, RunScenario } from "./scenario";

/**
 * Two instances deploy at the same moment, and one of them is the leader: it alone runs what is `leader_only`, such as migrations. Then Auto Scaling adds an
 * instance, which has no leader: "only at environment creation and deployments, not when instances are added or replaced".
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-container-commands
 *
 * Simplified: both instances are launched; on AWS a later deployment meets instances that run, which makes no difference to container commands.
 */
export const twoLeaders: RunScenario = async ({ world, use }) => {
    const { bundle } = world.options;
    const fleet = await Fleet.open(world);
    const instances = await fleet.launch(bundle, 2);
    if (!fleet.isWell) {
        return { deployments: fleet.deployments, uses: [] };
    }
    await fleet.register(instances);
    const added = await fleet.launch(bundle, 1, { leader: false });
    await fleet.register(fleet.isWell ? added : []);
    const all = [...instances, ...added].map(({ name }) => name);
    // Whichever passes its health checks first is in service first.
    const registered = [...fleet.balancer.registered].sort();
    return {
        deployments: fleet.deployments,
        uses: [
            ...balancerUses(world),
            ...commandUses(bundle, fleet.deployments),
            ...(await migrationUses(world)),
            expectation("in service", registered.length === all.length, registered.join(", "), all.join(", ")),
            ...(fleet.isWell ? (await Promise.all(added.map(use))).flat() : []),
        ],
    };
};

/** Which instances ran a container command. */
function commandUses({ texts }: ReadBundle, deployments: readonly DeploymentEnd[]): Use[] {
    const config = readConfigFiles([...texts].map(([path, text]) => ({ path, text })));
    const commands = config.files.flatMap(({ containerCommands }) => containerCommands);
    const everyone = deployments.map(({ instance }) => instance);
    return commands.map(({ name, leaderOnly }) => {
        const ran = deployments
            .filter(({ steps }) => steps.some((step) => step.name === name && step.verdict === "ok"))
            .map(({ instance }) => instance);
        const wanted = leaderOnly ? everyone.slice(0, 1) : everyone;
        const kind = leaderOnly ? "leader only" : "every instance";
        return expectation(
            `${name}, ${kind}`,
            ran.join() === wanted.join(),
            ran.join(", "),
            `Expected: ${wanted.join(", ")}.`,
        );
    });
}

/** Django takes down each migration when it is done. */
async function migrationUses({ services: { database } }: World): Promise<Use[]> {
    const table = "SELECT to_regclass('django_migrations') IS NOT NULL";
    if (database === undefined || (await database.query(table))[0] !== "t") {
        return [];
    }
    const [line = ""] = await database.query("SELECT count(*), count(DISTINCT (app, name)) FROM django_migrations");
    const [rows = "", different = ""] = line.split("|");
    return [
        expectation(
            "each migration once",
            rows === different,
            `${rows} migrations`,
            `${different} of them are different.`,
        ),
    ];
}
