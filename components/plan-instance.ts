import type { InstancePlan } from "../ebextensions/recipes/instance";
import { rootCertificates } from "./database/root-certificates";
import type { Settings } from "./settings";

/** What the instances have besides the platform and the application. */
export function planInstance(settings: Settings): InstancePlan {
    const { app, database, environment, environmentName } = settings;
    const { stream, retentionDays } = environment.logs;
    return {
        swapMb: environment.instances.swapMb,
        packages: environment.instances.packages,
        rootCertificatesUrl: rootCertificates(settings)?.url,
        jobs: { jobs: app.jobs, application: app.name, locked: database.kind !== "none" },
        logs: {
            application: app.logs,
            user: app.platform.kind === "python" ? "webapp" : undefined,
            stream: stream ? { environmentName, retentionDays } : undefined,
        },
    };
}
