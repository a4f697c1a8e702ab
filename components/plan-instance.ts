import type { InstancePlan } from "../ebextensions/recipes/instance";
import { rootCertificates } from "./database/root-certificates";
import type { Settings } from "./settings";

/** What the instances have besides the platform and the application. */
export function planInstance(settings: Settings): InstancePlan {
    const { app, database, environment, environmentName } = settings;
    const { stream, retentionDays } = environment.logs;
    // A bundle for an upload by hand has no database of the stack, and as many instances.
    const locked = database.kind !== "none" || environment.scaling.max > 1;
    return {
        swapMb: environment.instances.swapMb,
        packages: environment.instances.packages,
        rootCertificateUrls: rootCertificates(settings)?.urls ?? [],
        jobs: { jobs: app.jobs, application: app.name, locked },
        logs: {
            application: app.logs,
            user: app.platform.kind === "python" ? "webapp" : undefined,
            stream: stream ? { environmentName, retentionDays } : undefined,
        },
    };
}
