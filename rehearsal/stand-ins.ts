import { standInPython } from "./docker/options";
import { standInsOfEngine } from "./docker/engine-containers";
import { planContainers } from "./docker/plan-containers";
import { standIns as standInsOfContainers } from "./docker/without-engine";
import type { World } from "./world/world";

/** What stands for what, so that nobody takes a rehearsal for more than it is. */
export function standIns({
    options: { python, settings, environment, bundle, engine },
    services,
    instances,
    variables,
}: World): string[] {
    const { platform } = settings.app;
    const manyUsers = instances.every(({ instance }) => instance.manyUsers);
    return [
        ...(platform.kind === "docker"
            ? "none" in engine
                ? standInsOfContainers(
                      planContainers(bundle.texts, variables),
                      { python: standInPython(python), hasUsers: manyUsers },
                      engine.none,
                  )
                : standInsOfEngine(engine.engine, engine.version, manyUsers)
            : [`Python ${python.version} of this machine stands for the platform's ${platform.version}.`]),
        "Programs of this machine (nginx, bash, curl) stand for those of Amazon Linux 2023; packages of its package manager are not installed.",
        "systemd is simulated: units are started and supervised by its rules, timers run when a scenario says so.",
        ...(environment.database === undefined
            ? []
            : [`PostgreSQL ${services.database?.version ?? ""} of this machine, with TLS, stands for the database.`]),
        "moto stands for S3, Secrets Manager and SSM; it allows everything, so permissions are not rehearsed. A program of the rehearsal stands for the AWS CLI where a hook reads a secret.",
        ...(manyUsers
            ? []
            : [
                  "There is one user id here: webapp, nginx and root have the same permissions. As root the rehearsal has them apart.",
              ]),
    ];
}
