import type { Asker, ProbePlan } from "../ebextensions/recipes/health-probe";
import { fixedVariables, hasHttps } from "./beanstalk-environment/variables";
import type { NeededPackage } from "./python-dependencies/needed-packages";
import type { Settings } from "./settings";

/** Where the platform keeps what the application prints. Of containers it is seen on instances: AWS's guide names the folder alone. */
const applicationLogs = {
    python: "/var/log/web.stdout.log",
    docker: "/var/log/eb-docker/containers/eb-current-app/eb-stdouterr.log",
} as const;

/**
 * What an instance asks its application after a deployment; undefined for nothing. Behind a load balancer with a check it has to answer as that check
 * wants it. Elsewhere nobody said that the path answers 200, and in the worker tier nobody asks for it: there any answer shows that the application runs.
 */
export function planProbe(settings: Settings): ProbePlan | undefined {
    const { app, environment } = settings;
    const { loadBalancer, tier } = environment;
    const seconds = app.deploy.probeSeconds;
    if (seconds === 0) {
        return undefined;
    }
    const log = applicationLogs[app.platform.kind];
    const plan = (codes: readonly string[], as: Asker): ProbePlan => ({
        path: app.healthPath,
        codes,
        seconds,
        as,
        log,
    });
    if (tier.kind === "worker") {
        return plan(["200-499"], { kind: "queueDaemon" });
    }
    return loadBalancer.kind === "dedicated" || loadBalancer.kind === "shared"
        ? plan(loadBalancer.healthCheck.codes, { kind: "loadBalancer" })
        : plan(["200-399"], { kind: "client", host: servedHost(settings), https: hasHttps(settings) });
}

/** A name that Django answers for: the first one of ALLOWED_HOSTS, whose leading dot stands for any subdomain. */
function servedHost(settings: Settings): string {
    const [first = ""] = (fixedVariables(settings)["ALLOWED_HOSTS"] ?? "").split(",");
    return first === "" || first === "*" ? "localhost" : first.replace(/^\./, "probe.");
}

/** Packages of Celery's schedulers, by the module of their class. */
const schedulerPackages: Readonly<Record<string, string>> = {
    django_celery_beat: "django-celery-beat",
    redbeat: "celery-redbeat",
};

/** What the generated Procfile starts has to be installed on the instance. */
export function neededPackages({ app }: Settings): NeededPackage[] {
    const needed: NeededPackage[] = Object.entries(app.processes).flatMap(([name, process]) => {
        const where = `app.processes.${name}`;
        const scheduler = process.kind === "celeryBeat" ? process.scheduler : undefined;
        const fromScheduler = schedulerPackages[scheduler?.split(/[.:]/)[0] ?? ""];
        return [
            ...(process.kind === "command" ? [] : [{ where, anyOf: ["celery"] }]),
            ...(fromScheduler === undefined ? [] : [{ where: `${where}.scheduler`, anyOf: [fromScheduler] }]),
        ];
    });
    return app.asgi === undefined
        ? [...needed, { where: "app.wsgi", anyOf: ["gunicorn"], otherwise: platformGunicorn }]
        : [
              ...needed,
              { where: "app.asgi", anyOf: ["uvicorn-worker"] },
              { where: "app.asgi", anyOf: ["websockets", "wsproto"], otherwise: noWebSockets },
          ];
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html: any server but Gunicorn has to be a dependency. */
const platformGunicorn =
    "the platform's own version runs, which AWS changes with the platform. Name gunicorn with its version.";

const noWebSockets = "Uvicorn refuses WebSockets without one of them. Add websockets if the application uses any.";
