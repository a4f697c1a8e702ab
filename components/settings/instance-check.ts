import { wrongPackages } from "../system-packages";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/** What jobs, packages and swap of the instances do not allow with the rest. */
export function instanceCheck(settings: Settings): Problem[] {
    return [...jobs(settings), ...packages(settings), ...swap(settings)];
}

/** A job's lock is in PostgreSQL, and its process beside the application, on the host. */
function jobs({ app, database, environment }: Settings): Problem[] {
    if (Object.keys(app.jobs).length === 0) {
        return [];
    }
    if (app.platform.kind === "docker") {
        return [
            {
                where: "app.jobs",
                got: "jobs, on the Docker platform",
                allowed: "jobs on the Python platform: on Docker the host has no manage.py",
                remedy: "Remove app.jobs; let a service of the compose file run them, or a worker's cron (environment.tier.cron).",
            },
        ];
    }
    return database.kind === "none" && environment.scaling.max > 1
        ? [
              {
                  where: "app.jobs",
                  got: `jobs without a database, on up to ${environment.scaling.max} instances`,
                  allowed:
                      "jobs with a PostgreSQL database, whose lock lets one instance run each, or on a single instance",
                  remedy: "Set database.kind to postgres or external, or environment.scaling.max to 1.",
              },
          ]
        : [];
}

function packages({ app: { platform }, environment: { instances } }: Settings): Problem[] {
    const python = platform.kind === "python" ? platform.version : undefined;
    return Object.keys(instances.packages).flatMap((name) => {
        const wrong = wrongPackages(python)[name];
        return wrong === undefined
            ? []
            : [
                  {
                      where: `environment.instances.packages.${name}`,
                      got: name,
                      allowed: `a package that installs on Amazon Linux 2023; ${wrong.why}`,
                      remedy: wrong.remedy,
                  },
              ];
    });
}

/** GiB of a root volume of which nothing is said. AWS gives no number; its images have had 8 or more. */
const smallestVolume = 8;

/** Half of the volume at most: the system, the application and its logs need the rest. The instance looks at the free space itself. */
function swap({ environment: { instances } }: Settings): Problem[] {
    const { swapMb, rootVolume } = instances;
    const most = ((rootVolume.sizeGb ?? smallestVolume) * 1024) / 2;
    return swapMb <= most
        ? []
        : [
              {
                  where: "environment.instances.swapMb",
                  got: String(swapMb),
                  allowed: `at most ${most}, half of the root volume`,
                  remedy: "Lower it, or raise environment.instances.rootVolume.sizeGb.",
              },
          ];
}
