import type { DeploymentEnd, Use } from "../model";
import type { ReadBundle } from "../platform/target";
import type { Balancer } from "../services/balancer";
import { Client } from "../services/client";
import { HealthChecks } from "../services/health-checks";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";
import { healthChecksOf } from "./health-checks-of";
import { startClient } from "./measured";

/** Successful requests after which it counts as seen who answers. */
export const enough = 20;

/** Between two checks of an instance; on AWS these are 5 to 300 seconds. */
const checkMs = 200;

/** The instances of an environment behind its load balancer. */
export class Fleet {
    readonly deployments: DeploymentEnd[] = [];

    private constructor(
        readonly world: World,
        readonly balancer: Balancer,
        readonly checks: HealthChecks,
    ) {}

    /** Without instances. */
    static async open(world: World): Promise<Fleet> {
        const balancer = await world.startBalancer();
        const { healthyCount, unhealthyCount } = healthChecksOf(world.options.settings);
        const { health } = world.order(world.options.bundle);
        const options = { path: "/", codes: ["200-399"], ...health, healthyCount, unhealthyCount, intervalMs: checkMs };
        return new Fleet(world, balancer, world.untilClosed(new HealthChecks(balancer, options)));
    }

    /** Whether every deployment so far succeeded. */
    get isWell(): boolean {
        return this.deployments.every(({ succeeded }) => succeeded);
    }

    /** New instances, to which a version is deployed at once; not in service yet. Which of them AWS makes the leader is not documented: here the first. */
    async launch(bundle: ReadBundle, count: number, { leader = true } = {}): Promise<SimulatedInstance[]> {
        const instances: SimulatedInstance[] = [];
        while (instances.length < count) {
            instances.push(await this.world.addInstance());
        }
        await this.deploy(instances, bundle, leader);
        return instances;
    }

    /** A version is deployed to instances at once. */
    async deploy(instances: readonly SimulatedInstance[], bundle: ReadBundle, leader: boolean): Promise<void> {
        const ends = await Promise.all(
            instances.map((each, index) => each.deploy(this.world.order(bundle, { leader: leader && index === 0 }))),
        );
        this.deployments.push(...ends);
    }

    /** A batch of a rolling deployment. After one that failed none is begun, and its instances stay out of service. */
    async update(batch: readonly SimulatedInstance[], bundle: ReadBundle, { leader = false } = {}): Promise<void> {
        if (this.isWell) {
            await this.deregister(batch);
            await this.deploy(batch, bundle, leader);
            await this.register(this.isWell ? batch : []);
        }
    }

    /** In service as soon as the balancer finds them healthy. */
    async register(instances: readonly SimulatedInstance[]): Promise<void> {
        await Promise.all(
            instances.map(({ name, webSocket, instance }) =>
                this.checks.register({ name, socketPath: webSocket, address: instance.options.address }),
            ),
        );
    }

    /** Out of service, after they have answered what they had begun. */
    async deregister(instances: readonly SimulatedInstance[]): Promise<void> {
        for (const { name } of instances) {
            await this.checks.deregister(name);
        }
    }

    /** As Auto Scaling does: they answer what they had begun, and are gone. */
    async terminate(instances: readonly SimulatedInstance[]): Promise<void> {
        await this.deregister(instances);
        await Promise.all(instances.map((each) => this.world.lose(each)));
    }

    /** A user who asks all the time, over HTTPS where the stack has it. */
    async startClient(): Promise<Client> {
        const client = startClient(this.world, this.balancer.httpsUrl ?? this.balancer.url);
        await client.successes(enough);
        return client;
    }
}

/** What a scenario says of a load balancer that a stack does not have. */
export const balancerUses = ({ options: { settings } }: World): Use[] =>
    settings.environment.loadBalancer.kind !== "none"
        ? []
        : [
              {
                  name: "load balancer",
                  request: "-",
                  verdict: "skipped",
                  found: "none",
                  note: "The stack has a single instance (environment.loadBalancer.kind: none). This is what would happen with two behind an application load balancer.",
              },
          ];
