/**
 * What a datapoint that is not there means. `notBreaching` where silence is the good case, `breaching` where it is the bad one, `ignore` where it says
 * nothing new.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-and-missing-data
 */
export type Missing = "notBreaching" | "breaching" | "ignore";

/** What is fixed of an alarm, whatever a stack sets. */
export interface AlarmKind {
    /** Of the threshold. */
    readonly unit: string;
    readonly min: number;
    readonly max: number;
    readonly missing: Missing;
    /** Through the composite alarm: people cannot use the site. Otherwise by itself, so that one that lasts for weeks hides no outage. */
    readonly isOutage: boolean;
    /** What it means and what to do first, in one sentence. */
    readonly says: string;
}

const outage = { isOutage: true } as const;
const notice = { isOutage: false } as const;
/** A load balancer counts nothing when nothing happens. */
const silenceIsGood = { missing: "notBreaching" } as const;
const percent = { unit: "percent", min: 0, max: 100 } as const;

export const alarmKinds = {
    health: {
        unit: "health: 0 Ok, 1 Info, 5 Unknown, 10 No data, 15 Warning, 20 Degraded, 25 Severe",
        min: 1,
        max: 25,
        // Elastic Beanstalk reports every minute, so that silence is an environment of which nothing is known.
        missing: "breaching",
        ...outage,
        says: "Elastic Beanstalk finds the environment unhealthy; read the causes on its health page (`eb health`), then the last lines of the web process's log.",
    },
    loadBalancerErrors: {
        ...percent,
        ...silenceIsGood,
        ...outage,
        says: "The load balancer itself answers requests with 5xx, because no instance does in time; look for healthy targets first, then at the latency of the application.",
    },
    applicationErrors: {
        ...percent,
        ...silenceIsGood,
        ...outage,
        says: "The application answers requests with 5xx; read the tracebacks in the log of the web process, and deploy the version before if it came with the last one.",
    },
    latency: {
        unit: "seconds that 95 % of the answers stay below",
        min: 0.001,
        max: 4000,
        ...silenceIsGood,
        ...outage,
        says: "Answers have become slow; look at the database's CPU and connections first, then at that of the instances.",
    },
    unhealthyHosts: {
        unit: "instances",
        min: 1,
        max: 10000,
        ...silenceIsGood,
        ...outage,
        says: "Instances fail the load balancer's health check and get no requests; look at the cause on the environment's health page, and at what app.healthPath answers.",
    },
    requestDrop: {
        unit: "standard deviations below what the model of the last weeks expects",
        min: 1,
        max: 20,
        // No request at all is the drop that is looked for.
        missing: "breaching",
        ...notice,
        says: "Far fewer requests come in than at this hour of other weeks; open the site from outside, and look at DNS, certificate and whatever sends people to it.",
    },
    instanceCpu: {
        ...percent,
        // An Auto Scaling group without instances has no CPU; the health says that.
        ...silenceIsGood,
        ...notice,
        says: "The instances have been busy for long, and scaling does not help enough; raise environment.scaling.max or take a larger type.",
    },
    instanceDisk: {
        ...percent,
        ...silenceIsGood,
        ...notice,
        says: "The root disk of an instance fills up; see what grows in /var/log and /tmp, or exchange the instance.",
    },
    instanceMemory: {
        ...percent,
        ...silenceIsGood,
        ...notice,
        says: "The memory of an instance is nearly used up, and Linux soon ends the process that has most of it; lower app.web.workers, look for what grows, or take a larger type.",
    },
    instanceCredits: {
        unit: "surplus CPU credits an hour",
        min: 0,
        max: 100000,
        ...silenceIsGood,
        ...notice,
        says: "The burstable instances use more CPU than their type includes, and AWS bills it; take a larger type if it lasts.",
    },
    logErrors: {
        unit: "lines in a period",
        min: 1,
        max: 1000000,
        // No line that matches, or no log at all at night.
        ...silenceIsGood,
        ...notice,
        says: "The application logs more errors than usual; read them in the log group of the web process.",
    },
    databaseCpu: {
        ...percent,
        // A database that restarts is silent, and the health of the environment says what that does.
        ...silenceIsGood,
        ...notice,
        says: "The database has been busy for long; look for slow queries in its log or in Performance Insights before taking a larger class.",
    },
    databaseConnections: {
        unit: "percent of the class's max_connections",
        min: 1,
        max: 100,
        ...silenceIsGood,
        ...outage,
        says: "The database soon takes no more connections; see who holds them (pg_stat_activity), and lower workers, threads or CONN_MAX_AGE.",
    },
    databaseStorage: {
        unit: "GiB that are free",
        min: 0.1,
        max: 65536,
        ...silenceIsGood,
        ...notice,
        says: "The database's storage runs out, and it stops when it has; raise database.maxStorageGb, or look for a replication slot or log that grows.",
    },
    databaseCredits: {
        unit: "CPU credits that are left",
        min: 0,
        max: 10000,
        ...silenceIsGood,
        ...notice,
        says: "The burstable database has used up its CPU credits, and AWS bills what it uses above; take a larger class if it lasts.",
    },
    replicaLag: {
        unit: "seconds",
        min: 1,
        max: 86400,
        // It reports nothing when the replica is gone.
        missing: "breaching",
        ...notice,
        says: "The read replica lags behind, and readers see old rows; look for long transactions on both sides.",
    },
    certificate: {
        unit: "days",
        min: 1,
        max: 395,
        // Published twice a day; a certificate that has expired reports nothing any more, and the alarm stays what it was.
        missing: "ignore",
        ...notice,
        says: "The certificate expires soon and AWS has not renewed it; look whether its validation record is still in the zone.",
    },
    cdnCertificate: {
        unit: "days",
        min: 1,
        max: 395,
        missing: "ignore",
        ...notice,
        says: "The certificate of the name under which CloudFront serves uploads expires soon and AWS has not renewed it; look whether its validation record is still in the zone.",
    },
    queueAge: {
        unit: "seconds",
        min: 1,
        max: 1209600,
        ...silenceIsGood,
        ...outage,
        says: "Messages wait long in the worker's queue; look whether the daemon posts them and what the application answers, then at the number of instances.",
    },
    deadLetters: {
        unit: "messages",
        min: 1,
        max: 1000000,
        ...silenceIsGood,
        ...notice,
        says: "The worker has given up on messages; read one of the dead-letter queue, mend the cause, and start a redrive.",
    },
    workerReleases: {
        unit: "releases that an instance could not fetch or install, in a period",
        min: 1,
        max: 1000000,
        // Nothing is logged while nothing is deployed.
        ...silenceIsGood,
        ...notice,
        says: "An instance of `worker` did not take its release, and runs the one before, or none; read the stream `startup` in the worker's log group.",
    },
} as const satisfies Readonly<Record<string, AlarmKind>>;

export type AlarmId = keyof typeof alarmKinds;
export const alarmIds = Object.keys(alarmKinds) as readonly AlarmId[];
