import { procfile as procfileOf } from "../factories/scripts";
import type { Procfile } from "../model";
import { shellWord } from "../shell";

export interface GunicornSettings {
    readonly wsgi: string;
    readonly workers: number;
    readonly threads: number;
    readonly timeoutSeconds: number;
}

/** A Procfile overrides every option of aws:elasticbeanstalk:container:python, so WSGIPath is never set beside it. */
export function procfile({ wsgi, workers, threads, timeoutSeconds }: GunicornSettings): Procfile {
    const command = [
        "gunicorn",
        // nginx on the instance expects the application on port 8000.
        "--bind 127.0.0.1:8000",
        `--workers ${workers}`,
        `--threads ${threads}`,
        `--timeout ${timeoutSeconds}`,
        // To standard output, so that CloudWatch gets them as web.stdout.log.
        "--access-logfile - --error-logfile - --capture-output",
        shellWord(wsgi),
    ].join(" ");
    return procfileOf({ web: command }, "starts Gunicorn and sends its logs to CloudWatch");
}
