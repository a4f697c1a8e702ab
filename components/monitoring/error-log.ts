import type { Settings } from "../settings";
import { alarmSettings, timingOf } from "./alarm";

export interface ErrorMetric {
    readonly namespace: string;
    readonly name: string;
}

/** Of all metrics of the program's own. */
export const ownNamespace = "DjangoBeanstalk";

export interface ErrorFilter {
    /** Elastic Beanstalk's role makes the group and its retention; only the filter is ours. */
    readonly logGroup: string;
    readonly pattern: string;
    readonly metric: ErrorMetric;
}

type Monitored = Pick<Settings, "app" | "environment" | "environmentName" | "monitoring">;

/**
 * Counts lines of the web process's log.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.cloudwatchlogs.html
 *
 * @returns undefined where the log does not get to CloudWatch, or nobody wants to know
 */
export function errorFilter(settings: Monitored): ErrorFilter | undefined {
    const file = errorLogFile(settings);
    const own = alarmSettings(settings);
    if (own === undefined || file === undefined || !settings.environment.logs.stream) {
        return undefined;
    }
    return timingOf(settings, "logErrors") === undefined
        ? undefined
        : {
              logGroup: `/aws/elasticbeanstalk/${settings.environmentName}${file}`,
              pattern: own.errorLog.pattern,
              metric: { namespace: ownNamespace, name: `${settings.environmentName}-errors` },
          };
}

export const errorMetric = (settings: Monitored): ErrorMetric | undefined => errorFilter(settings)?.metric;

/** The platform for Python writes what the process `web` of the Procfile says to this file. */
function errorLogFile(settings: Monitored): string | undefined {
    const given = alarmSettings(settings)?.errorLog.file;
    return given ?? (settings.app.platform.kind === "python" ? "/var/log/web.stdout.log" : undefined);
}
