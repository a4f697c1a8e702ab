import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { userCache } from "../../cli/cache";
import { hasHttps, redirectsToHttps } from "../../components/beanstalk-environment/variables";
import { allowedHost } from "../../components/proxy/plan-proxy";
import type { Settings } from "../../components/settings";
import { InstanceOnEngine } from "../docker/engine-host";
import type { EngineChoice } from "../docker/find-engine";
import { withBundleSettings } from "../environment/bundle-settings";
import { ResolvedEnvironment, variablesOf } from "../environment/resolve";
import { Instance } from "../instance/instance";
import type { Route } from "../instance/network";
import { environmentCache, environmentsInside } from "../platform/environment-cache";
import { EnvironmentCache, Python, ReadBundle, virtualEnvironment } from "../platform/target";
import type { Timeline } from "../report/timeline";
import { Balancer } from "../services/balancer";
import { stopAll, Stoppable } from "../services/together";
import { Init } from "../systemd/init";
import { processLog } from "../systemd/platform-units";
import { nextVersion } from "./next-version";
import { OwnFolder } from "./own-folder";
import { Services } from "./services";
import { DeploymentOrder, SimulatedInstance } from "./simulated-instance";

export interface WorldOptions {
    readonly settings: Settings;
    readonly environment: ResolvedEnvironment;
    readonly bundle: ReadBundle;
    /** What runs before, in scenarios with two versions; undefined for the same code under another label. */
    readonly previous?: ReadBundle | undefined;
    readonly python: Python;
    /** What runs containers. */
    readonly engine: EngineChoice;
    readonly timeline: Timeline;
    /** Gets what takes its time before an instance is there. */
    readonly say: (line: string) => void;
}

/** Bytes of the disk of an instance that can be filled. */
export const smallDisk = 700_000_000;

/** A disk of its own cannot be seen from this machine, so that nothing is taken from it. */
const notKeeping = (cache: EnvironmentCache): EnvironmentCache => ({ ...cache, keep: () => Promise.resolve() });

/** What the Python platform adds, as environments report it. */
const platformVariables = ({ app: { platform } }: Settings): Readonly<Record<string, string>> =>
    platform.kind === "python" ? { PYTHONPATH: `${virtualEnvironment}/bin` } : {};

/** An environment without AWS: services on loopback, and instances on which bundles are deployed. */
export class World {
    private readonly all: SimulatedInstance[] = [];
    private readonly started: Stoppable[] = [];
    private readonly starting = new Set<Promise<unknown>>();
    private count = 0;
    private closed: Promise<void> | undefined;
    private readonly bundles = new Map<string, ReadBundle>();
    /** What the application and the hooks see; a scenario may change it. */
    variables: Readonly<Record<string, string>>;

    private constructor(
        readonly options: WorldOptions,
        private readonly ownFolder: OwnFolder,
        readonly services: Services,
    ) {
        this.variables = {
            ...platformVariables(options.settings),
            ...variablesOf(options.environment),
            ...services.variables,
        };
    }

    static async open(options: WorldOptions): Promise<World> {
        const folder = OwnFolder.make();
        try {
            return new World(options, folder, await Services.start(options, folder.path));
        } catch (error) {
            await folder.remove();
            throw error;
        }
    }

    /** The version that runs, and the one that comes after it. */
    get twoVersions(): readonly [ReadBundle, ReadBundle] {
        const { bundle, previous } = this.options;
        return previous === undefined || previous.label === bundle.label
            ? [bundle, nextVersion(bundle)]
            : [previous, bundle];
    }

    get folder(): string {
        return this.ownFolder.path;
    }

    /** A bundle that was deployed here, by its label. */
    bundleOf(label: string): ReadBundle | undefined {
        return this.bundles.get(label);
    }

    /** All versions that were ordered here. */
    get versions(): readonly ReadBundle[] {
        return [...this.bundles.values()];
    }

    /** Those that were not lost. */
    get instances(): readonly SimulatedInstance[] {
        return this.all;
    }

    /** Starts one more instance, with nothing deployed. */
    async addInstance(options: { readonly smallDisk?: boolean } = {}): Promise<SimulatedInstance> {
        if (this.closed !== undefined) {
            throw new Error("The rehearsal has ended.");
        }
        const starting = this.startInstance(options);
        this.starting.add(starting);
        const done = () => this.starting.delete(starting);
        starting.then(done, done);
        return starting;
    }

    private async startInstance({ smallDisk: isSmall = false }): Promise<SimulatedInstance> {
        const number = (this.count += 1);
        const name = `i-${number}`;
        const { python, timeline } = this.options;
        const folder = path.join(this.folder, name);
        const environments = path.join(userCache(), "rehearsal");
        fs.mkdirSync(environments, { recursive: true });
        const instance = await Instance.start(name, {
            folder,
            hostname: `ip-172-31-0-${10 + number}`,
            address: `172.31.0.${10 + number}`,
            hosts: this.services.hosts,
            visible: python.prefix.startsWith("/usr") ? [] : [python.prefix],
            readOnly: { [environmentsInside]: environments },
            authority: this.services.authority,
            diskBytes: isSmall ? smallDisk : undefined,
        });
        // The engine does not see a disk of the instance's own.
        const docker = await this.dockerHost(instance, number, !isSmall);
        const cache = environmentCache(environments, folder);
        const inbound: Route = {
            listen: { path: path.join(instance.shared, "http.sock") },
            connect: { host: "127.0.0.1", port: 80 },
        };
        const init = new Init({ shell: instance, hostname: instance.options.hostname, logFile: processLog });
        const added = new SimulatedInstance(name, instance, init, {
            python,
            environments: isSmall ? notKeeping(cache) : cache,
            timeline,
            docker,
        });
        try {
            await this.services.connect(instance, number, inbound);
            await added.boot();
        } catch (error) {
            await added.lose();
            throw error;
        }
        this.all.push(added);
        return added;
    }

    /** What Docker is on an instance, which ends where that cannot be; undefined on other platforms. */
    private async dockerHost(instance: Instance, number: number, seen: boolean) {
        const { settings, engine: choice } = this.options;
        if (settings.app.platform.kind !== "docker") {
            return undefined;
        }
        const project = `rehearsal-${randomBytes(4).toString("hex")}-${instance.name}`;
        const reach = (gateway: string) => this.services.reachAt(gateway, number);
        try {
            const engine =
                "none" in choice || !seen
                    ? undefined
                    : await InstanceOnEngine.start(choice.engine, project, instance, reach);
            return { instance, engine, project: undefined };
        } catch (error) {
            await instance.end();
            throw error;
        }
    }

    /** An instance ends at once, as when it is terminated or its power is lost. */
    async lose(instance: SimulatedInstance): Promise<void> {
        this.all.splice(this.all.indexOf(instance), 1);
        await instance.lose();
    }

    /** A load balancer without instances, with a certificate for the site's name where the stack has HTTPS. */
    async startBalancer(): Promise<Balancer> {
        const { settings } = this.options;
        const folder = path.join(this.folder, "balancer");
        const names = [allowedHost(settings)];
        const certificate = hasHttps(settings) ? this.services.certificates.issueFor(names) : undefined;
        return this.untilClosed(await Balancer.start({ folder, certificate, redirect: redirectsToHttps(settings) }));
    }

    /** What a scenario started ends with the world at the latest. */
    untilClosed<T extends Stoppable>(started: T): T {
        this.started.push(started);
        return started;
    }

    /** The deployment of a bundle as the stack wants it. */
    order(bundle: ReadBundle, others: Partial<DeploymentOrder> = {}): DeploymentOrder {
        this.bundles.set(bundle.label, bundle);
        const { settings, environment } = this.options;
        const { loadBalancer } = settings.environment;
        const codes =
            "healthCheck" in loadBalancer && "codes" in loadBalancer.healthCheck
                ? loadBalancer.healthCheck.codes
                : ["200-399"];
        const order = {
            kind: "application" as const,
            bundle,
            options: environment.options,
            variables: this.variables,
            leader: true,
            health: { path: settings.app.healthPath, codes },
            ...others,
        };
        return { ...order, ...withBundleSettings(bundle, order) };
    }

    /** Ends and removes all that there is, whatever of it fails. */
    close(): Promise<void> {
        this.closed ??= this.end();
        return this.closed;
    }

    private async end(): Promise<void> {
        // A user who has had enough does not wait until an instance has started.
        await Promise.allSettled(this.starting);
        try {
            const instances = this.all.map((each) => ({ stop: () => each.lose() }));
            await stopAll([this.services, ...instances, ...this.started]);
        } finally {
            await this.ownFolder.remove();
        }
    }
}
