import { Bundle, buildBundle } from "./source-bundle/build-bundle";
import { planBundle } from "./source-bundle/plan-bundle";
import { readStackConfig, StackConfig } from "./stack-config";
import { buildWorkers, WorkerReleases } from "./worker/create-workers";

/** Everything that is read, decided and written on this machine before a resource is declared. */
export interface Prepared extends StackConfig {
    readonly archive: Bundle;
    /** Bundles of the workers, by name. */
    readonly releases: WorkerReleases;
}

/**
 * @param root - folder of the stack files
 * @throws ProblemError with what is wrong with the settings, or with what is to be packed
 */
export async function prepare(root: string): Promise<Prepared> {
    const config = readStackConfig(root);
    const archive = await buildBundle(planBundle(config.settings, root));
    const releases = await buildWorkers(config.settings, root);
    return { ...config, archive, releases };
}
