import { clientPackage } from "../ebextensions/recipes/database-users";
import type { InstancePlan } from "../ebextensions/recipes/instance";
import { hasTwoUsers } from "./database/plan-users";
import { rootCertificates } from "./database/root-certificates";
import { memoryMetric } from "./monitoring/memory";
import type { Settings } from "./settings";

/** What the instances have besides the platform and the application. */
export function planInstance(settings: Settings): InstancePlan {
    const { app, database, environment, environmentName } = settings;
    const { stream, retentionDays } = environment.logs;
    const certificates = rootCertificates(settings);
    // A bundle for an upload by hand has no database of the stack, and as many instances.
    const locked = database.kind !== "none" || environment.scaling.max > 1;
    return {
        swapMb: environment.instances.swapMb,
        packages: { ...databaseClient(settings), ...environment.instances.packages },
        rootCertificateUrls: certificates?.urls ?? [],
        databaseUsers: hasTwoUsers(database) ? { rootCertificates: certificates?.path } : undefined,
        jobs: { jobs: app.jobs, application: app.name, locked },
        logs: {
            application: app.logs,
            user: app.platform.kind === "python" ? "webapp" : undefined,
            stream: stream ? { environmentName, retentionDays } : undefined,
        },
        memory: memoryMetric(settings),
    };
}

/** Amazon Linux has psql in packages that exclude one another: one that the stack file names counts. */
const databaseClient = ({ database, environment }: Settings): Record<string, string> =>
    !hasTwoUsers(database) || Object.keys(environment.instances.packages).some((name) => /^postgresql\d+$/.test(name))
        ? {}
        : { [clientPackage]: "latest" };
