import { procfile as procfileOf } from "../factories/scripts";
import type { InstanceFile } from "../model";
import { Process, processCommand, processParts } from "./processes";
import { Start, startOf, startScript } from "./start-script";

export interface GunicornSettings {
    readonly wsgi: string;
    /** On which the proxy asks; without it 8000, the Python platform's. */
    readonly port?: number | undefined;
    /** Served in place of the WSGI application, by Uvicorn's workers, which have no threads of their own. */
    readonly asgi?: string | undefined;
    /** `cores`: as many as suit the instance. */
    readonly workers: number | "cores";
    readonly threads: number;
    readonly timeoutSeconds: number;
    /** Requests after which a worker is replaced, against leaks of memory. */
    readonly maxRequests?: number | undefined;
    /** Longest header, as the proxy lets it through; without it Gunicorn's own 8 KB. */
    readonly maxHeaderKb?: number | undefined;
}

/** A Procfile overrides every option of aws:elasticbeanstalk:container:python, so WSGIPath is never set beside it. */
export function procfile(gunicorn: GunicornSettings, processes: Readonly<Record<string, Process>>): InstanceFile[] {
    const others = Object.entries(processes).sort(([a], [b]) => (a < b ? -1 : 1));
    const starts: [string, Start][] = [
        ["web", web(gunicorn)],
        ...others.map(([name, each]): [string, Start] => [name, startOf(name, processCommand(name, each))]),
    ];
    const lines = Object.fromEntries(starts.map(([name, { line }]) => [name, line]));
    return [
        procfileOf(lines, "starts Gunicorn and sends its logs to CloudWatch"),
        ...starts.flatMap(([, { files }]) => files),
        ...processParts(others),
    ];
}

function web(gunicorn: GunicornSettings): Start {
    const { workers, port = defaultPort } = gunicorn;
    const address = `127.0.0.1:${port}`;
    return workers === "cores"
        ? startScript("web", `${workersOfCores}\nexec ${gunicornCommand(gunicorn, address, '"$workers"')}`)
        : startOf("web", gunicornCommand(gunicorn, address, String(workers)));
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html */
const defaultPort = 8000;

/** https://docs.gunicorn.org/en/stable/design.html#how-many-workers: twice the cores and one; four to twelve do for hundreds of requests a second. */
const workersOfCores = `workers=$(($(nproc) * 2 + 1))
if [ "$workers" -gt 12 ]; then
  workers=12
fi`;

/**
 * A line for a shell, which is also words with one space between two of them.
 *
 * @param listen - address and port
 * @param workers - how many; undefined leaves it to WEB_CONCURRENCY
 */
export function gunicornCommand(gunicorn: GunicornSettings, listen: string, workers: string | undefined): string {
    const { wsgi, asgi, threads, timeoutSeconds, maxRequests, maxHeaderKb } = gunicorn;
    return [
        "gunicorn",
        `--bind ${listen}`,
        ...(workers === undefined ? [] : [`--workers ${workers}`]),
        asgi === undefined ? `--threads ${threads}` : "--worker-class uvicorn_worker.UvicornWorker",
        `--timeout ${timeoutSeconds}`,
        // On a disk the heartbeat of a worker can block it: https://docs.gunicorn.org/en/stable/faq.html#how-do-i-avoid-gunicorn-excessively-blocking-in-os-fchmod
        "--worker-tmp-dir /dev/shm",
        ...(maxRequests === undefined ? [] : replacement(maxRequests)),
        // Uvicorn reads requests itself.
        ...(maxHeaderKb === undefined || asgi !== undefined
            ? []
            : [`--limit-request-field_size ${maxHeaderKb * 1024}`, `--limit-request-line ${longestLine}`]),
        // To standard output, so that CloudWatch gets them as web.stdout.log.
        "--access-logfile - --error-logfile - --capture-output",
        asgi ?? wsgi,
    ].join(" ");
}

/** The most that Gunicorn takes; nginx lets longer lines through than Gunicorn's default of 4,094. */
const longestLine = 8190;

/** The jitter keeps the workers from being replaced all at the same time. */
const replacement = (requests: number): string[] => [
    `--max-requests ${requests}`,
    `--max-requests-jitter ${Math.ceil(requests / 10)}`,
];
