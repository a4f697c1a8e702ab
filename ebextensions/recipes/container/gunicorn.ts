import type { Gunicorn } from "./plan";

/** @param address - host and port on which it listens */
export function gunicornCommand(
    { wsgi, asgi, workers, threads, timeoutSeconds, maxRequests }: Gunicorn,
    address: string,
): string[] {
    return [
        "gunicorn",
        ...["--bind", address],
        // Without the option it goes by WEB_CONCURRENCY, which the entry point sets.
        ...(workers === "cores" ? [] : ["--workers", String(workers)]),
        ...(asgi === undefined ? ["--threads", String(threads)] : ["--worker-class", "uvicorn_worker.UvicornWorker"]),
        ...["--timeout", String(timeoutSeconds)],
        // On a container's disk the heartbeat of a worker can block it: https://docs.gunicorn.org/en/stable/faq.html#blocking-os-fchmod
        ...["--worker-tmp-dir", "/dev/shm"],
        // The jitter keeps the workers from being replaced all at the same time.
        ...(maxRequests === undefined
            ? []
            : ["--max-requests", String(maxRequests), "--max-requests-jitter", String(Math.ceil(maxRequests / 10))]),
        // To standard output and standard error, which Docker keeps and Elastic Beanstalk collects.
        ...["--access-logfile", "-", "--error-logfile", "-", "--capture-output"],
        asgi ?? wsgi,
    ];
}
