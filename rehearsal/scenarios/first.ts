import type { RunScenario } from "./scenario";
import { lookForUnwritten } from "./unwritten-migrations";

/** An environment is created with one instance, and the application is used. */
export const first: RunScenario = async ({ world, use }) => {
    const { bundle } = world.options;
    const instance = await world.addInstance();
    const end = await instance.deploy(world.order(bundle));
    if (end.serving === undefined) {
        return { deployments: [end], uses: [] };
    }
    const own = await lookForUnwritten(instance, bundle);
    return { deployments: [end], uses: [...(await use(instance)), own.use], findings: own.findings };
};
