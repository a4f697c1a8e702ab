import type { Settings } from "../settings";
import { timingOf } from "./alarm";
import { ErrorMetric, ownNamespace } from "./error-log";

/**
 * Lines of a worker's startup log that tell of a release which does not run: it was not installed, or could not be fetched. Services write to other streams of
 * the same group, so the line has to begin with the time as the scripts write it.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
export const failedReleasePattern = String.raw`%^[0-9T:-]+Z\sfailed\s[0-9a-f]+\s|^[0-9T:-]+Z\s.+\scould\snot\sbe\sfetched$%`;

/** Counts those lines of all workers; undefined without workers, and where nobody wants to know. */
export const releaseMetric = (
    settings: Pick<Settings, "environmentName" | "monitoring" | "worker">,
): ErrorMetric | undefined =>
    Object.keys(settings.worker).length === 0 || timingOf(settings, "workerReleases") === undefined
        ? undefined
        : { namespace: ownNamespace, name: `${settings.environmentName}-worker-releases` };
