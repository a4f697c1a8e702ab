import * as pulumi from "@pulumi/pulumi";
import { databaseSecrets } from "../beanstalk-environment/variables";
import type { createData } from "../data";
import { hasTwoUsers } from "../database/plan-users";
import type { Network } from "../network/network";
import type { Settings } from "../settings";
import type { SourceBundle } from "../source-bundle/source-bundle";
import { buildWorkerBundle } from "./bundle/build";
import { splitBundle } from "./bundle/split";
import { objectPrefix } from "./fetch";
import { planWorkerBundle, planWorkers, sampleKeyOf, WorkerPlan } from "./plan-worker";
import type { WorkerRelease } from "./ssh";
import { planUserData } from "./user-data";
import { Worker } from "./worker";

/** What the workers run, by name. */
export type WorkerReleases = ReadonlyMap<string, WorkerRelease>;

/**
 * Writes the bundle of each worker, and finds user data that EC2 would refuse, before anything is declared.
 *
 * @param root - folder of the stack files
 * @throws ProblemError with what is wrong with a folder, or with user data
 */
export async function buildWorkers(settings: Settings, root: string): Promise<WorkerReleases> {
    const plans = planWorkers(settings);
    plans.forEach((plan) => planUserData(plan.userData(sampleKeyOf(plan.settings))));
    const releases: [string, WorkerRelease][] = [];
    for (const plan of plans.filter(({ settings: { delivery } }) => delivery.kind !== "url")) {
        const bundle = await buildWorkerBundle(planWorkerBundle(plan, settings, root));
        const { delivery } = plan.settings;
        const parts = delivery.kind === "ssh-parts" ? splitBundle(bundle, delivery.partMiB) : undefined;
        releases.push([plan.name, { bundle, parts }]);
    }
    return new Map(releases);
}

export interface CreateWorkersArgs {
    readonly settings: Settings;
    readonly network: Network;
    readonly bundle: SourceBundle;
    readonly data: Pick<ReturnType<typeof createData>, "secretPlaces">;
    readonly releases: WorkerReleases;
    /** On whose instances a hook makes the database's users, where there are two in turn. */
    readonly environment: pulumi.Resource;
    readonly tags: Readonly<Record<string, string>>;
}

/** The database takes the user of a new secret only once the hook has been there: services that read the secret earlier would be refused. */
const waitsForUsers = ({ database }: Settings, { secrets }: WorkerPlan): boolean =>
    hasTwoUsers(database) && secrets.some(({ name }) => databaseSecrets(database).includes(name));

/**
 * The workers that the settings ask for.
 *
 * @param name - before the names of all of them
 */
export function createWorkers(
    name: string,
    { settings, network, bundle, data, releases, environment, tags }: CreateWorkersArgs,
) {
    const made = planWorkers(settings).map((plan): [string, Worker] => {
        const { bucket } = bundle;
        const release = releases.get(plan.name);
        for (const notice of release?.bundle.notices ?? []) {
            void pulumi.log.warn(notice);
        }
        const objectsArn = pulumi.interpolate`${bucket.arn}/${objectPrefix(plan.name)}*`;
        const secrets = data.secretPlaces;
        const after = waitsForUsers(settings, plan) ? [environment] : [];
        const args = { plan, settings, network, release, bucket, objectsArn, secrets, after, tags };
        return [plan.name, new Worker(`${name}-${plan.name}`, args)];
    });
    return {
        components: made.map(([, worker]) => worker),
        /** By name; undefined where there is none. */
        addresses:
            made.length === 0 ? undefined : Object.fromEntries(made.map(([worker, { address }]) => [worker, address])),
    };
}
