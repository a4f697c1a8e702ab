import { memoryMetricName } from "../../ebextensions/recipes/memory";
import { familyOf } from "../database/instance-classes";
import { mostConnections } from "../database/most-connections";
import { cloudFrontRegion } from "../media-bucket/plan-media";
import type { Settings } from "../settings";
import { Alarm, alarmOf, alarmSettings, ofMetric } from "./alarm";
import { errorMetric } from "./error-log";
import { memoryMetric } from "./memory";
import { ofCertificate, ofGroup, ofQueue, ofServer } from "./metrics";
import { webAlarms } from "./plan-web-alarms";
import { releaseMetric } from "./worker-releases";

/** What the metrics of a stack are called by; undefined for what it does not have. */
export interface MonitoringLinks<V> {
    /** `app/<name>/<id>`, or `net/…` */
    readonly loadBalancer: V | undefined;
    readonly autoScalingGroup: V;
    readonly database: V | undefined;
    readonly replica: V | undefined;
    /** Of ACM. */
    readonly certificateArn: V | undefined;
    /** Of ACM, in CloudFront's region. */
    readonly cdnCertificateArn: V | undefined;
    readonly queue: V | undefined;
    /** Only of a queue that Elastic Beanstalk made. */
    readonly deadLetterQueue: V | undefined;
}

/** Every alarm of a stack, each once: those of what people see first. */
export function planAlarms<V>(settings: Settings, links: MonitoringLinks<V>): Alarm<V>[] {
    return alarmSettings(settings) === undefined
        ? []
        : [
              ...webAlarms(settings, links),
              ...logAlarms<V>(settings),
              ...workerAlarms(settings, links),
              ...instanceAlarms(settings, links),
              ...databaseAlarms(settings, links),
              ...certificateAlarms(settings, links),
              ...releaseAlarms<V>(settings),
          ];
}

function logAlarms<V>(settings: Settings): Alarm<V>[] {
    const metric = errorMetric(settings);
    return metric === undefined
        ? []
        : alarmOf<V>(settings, "logErrors", "atLeast", ofMetric({ ...metric, statistic: "Sum", dimensions: {} }));
}

function releaseAlarms<V>(settings: Settings): Alarm<V>[] {
    const metric = releaseMetric(settings);
    return metric === undefined
        ? []
        : alarmOf<V>(settings, "workerReleases", "atLeast", ofMetric({ ...metric, statistic: "Sum", dimensions: {} }));
}

function workerAlarms<V>(settings: Settings, { queue, deadLetterQueue }: MonitoringLinks<V>): Alarm<V>[] {
    return [
        ...(queue === undefined
            ? []
            : alarmOf(settings, "queueAge", "atLeast", ofMetric(ofQueue("ApproximateAgeOfOldestMessage", queue)))),
        ...(deadLetterQueue === undefined
            ? []
            : alarmOf(
                  settings,
                  "deadLetters",
                  "atLeast",
                  ofMetric(ofQueue("ApproximateNumberOfMessagesVisible", deadLetterQueue)),
              )),
    ];
}

/** Families whose use of the CPU is counted in credits. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-performance-instances.html */
const isBurstable = (instanceType: string): boolean => /^t\d/.test(instanceType);

/**
 * By the Auto Scaling group, since instances come and go; the disks by a query for the same reason. How much memory is used Elastic Beanstalk does not publish: a
 * hook has CloudWatch's agent send it.
 */
function instanceAlarms<V>(settings: Settings, { autoScalingGroup }: MonitoringLinks<V>): Alarm<V>[] {
    return [
        ...alarmOf(
            settings,
            "instanceCpu",
            "atLeast",
            ofMetric(ofGroup("CPUUtilization", "Average", autoScalingGroup)),
        ),
        ...alarmOf<V>(settings, "instanceDisk", "atLeast", {
            kind: "worst",
            // Assumed are the dimensions under which AWS shows the metrics of instances in its console.
            query: [
                `SELECT MAX(RootFilesystemUtil) FROM SCHEMA("AWS/ElasticBeanstalk", EnvironmentName, InstanceId) WHERE EnvironmentName = '${settings.environmentName}'`,
            ],
        }),
        ...memoryAlarm<V>(settings),
        ...(settings.environment.instanceTypes.some(isBurstable)
            ? alarmOf(
                  settings,
                  "instanceCredits",
                  "above",
                  ofMetric(ofGroup("CPUSurplusCreditsCharged", "Sum", autoScalingGroup)),
              )
            : []),
    ];
}

function memoryAlarm<V>(settings: Settings): Alarm<V>[] {
    const metric = memoryMetric(settings);
    return metric === undefined
        ? []
        : alarmOf<V>(
              settings,
              "instanceMemory",
              "atLeast",
              ofMetric({
                  namespace: metric.namespace,
                  name: memoryMetricName,
                  statistic: "Maximum",
                  dimensions: { EnvironmentName: metric.environmentName },
              }),
          );
}

function databaseAlarms<V>(settings: Settings, { database, replica }: MonitoringLinks<V>): Alarm<V>[] {
    if (database === undefined || settings.database.kind !== "postgres") {
        return [];
    }
    return [
        ...alarmOf(settings, "databaseCpu", "atLeast", ofMetric(ofServer("CPUUtilization", "Average", database))),
        ...alarmOf(
            settings,
            "databaseConnections",
            "atLeast",
            ofMetric(ofServer("DatabaseConnections", "Maximum", database)),
        )
            .map((alarm) => inConnections(alarm, settings.database))
            .filter((alarm) => alarm !== undefined),
        ...alarmOf(
            settings,
            "databaseStorage",
            "below",
            ofMetric(ofServer("FreeStorageSpace", "Minimum", database)),
        ).map(inBytes),
        ...(isBurstable(familyOf(instanceClassOf(settings.database)))
            ? alarmOf(settings, "databaseCredits", "below", ofMetric(ofServer("CPUCreditBalance", "Minimum", database)))
            : []),
        ...(replica === undefined
            ? []
            : alarmOf(settings, "replicaLag", "atLeast", ofMetric(ofServer("ReplicaLag", "Maximum", replica)))),
    ];
}

type DatabaseSettings = Settings["database"];

const instanceClassOf = (database: DatabaseSettings): string =>
    database.kind === "postgres" ? database.instanceClass : "";

/** CloudWatch counts connections and does not know how many there can be. Of a class that is not in the table neither do we. */
function inConnections<V>(alarm: Alarm<V>, database: DatabaseSettings): Alarm<V> | undefined {
    const most = database.kind === "postgres" ? mostConnections(database, database.instanceClass) : undefined;
    return most === undefined ? undefined : { ...alarm, threshold: Math.floor((most * alarm.threshold) / 100) };
}

const inBytes = <V>(alarm: Alarm<V>): Alarm<V> => ({ ...alarm, threshold: Math.round(alarm.threshold * 2 ** 30) });

function certificateAlarms<V>(settings: Settings, links: MonitoringLinks<V>): Alarm<V>[] {
    const { certificateArn, cdnCertificateArn } = links;
    const apart = settings.region === cloudFrontRegion ? {} : { region: cloudFrontRegion };
    return [
        ...(certificateArn === undefined
            ? []
            : alarmOf(settings, "certificate", "below", ofMetric(ofCertificate(certificateArn)))),
        ...(cdnCertificateArn === undefined
            ? []
            : alarmOf(settings, "cdnCertificate", "below", ofMetric(ofCertificate(cdnCertificateArn)))
        ).map((alarm) => ({ ...alarm, ...apart })),
    ];
}
