import { alarmSettings, timingOf } from "../monitoring/alarm";
import { AlarmId, alarmIds, alarmKinds } from "../monitoring/alarm-kinds";
import { partition } from "../partition";
import { Problem } from "../problem";
import type { Settings } from "../settings";
import { stackTags } from "../tags";
import { listed } from "../words";
import { httpsUrl } from "./monitoring-patterns";

type Alarms = Extract<Settings["monitoring"], { kind: "alarms" }>;

/** What CloudWatch, SNS and Budgets would refuse of the settings, or take and never act on. */
export function monitoringCheck(settings: Settings): Problem[] {
    const own = alarmSettings(settings);
    return own === undefined
        ? []
        : [
              ...alarmIds.flatMap((id) => [...threshold(own, id), ...timing(settings, own, id)]),
              ...patience(settings, own),
              ...endpoints(own),
              ...subscribers(own),
              ...chat(settings, own),
              ...errorLog(settings, own),
              ...costTag(settings, own),
          ];
}

function threshold({ alarms }: Alarms, id: AlarmId): Problem[] {
    const wanted = alarms[id]?.threshold;
    const { unit, min, max } = alarmKinds[id];
    return wanted === undefined || (wanted >= min && wanted <= max)
        ? []
        : [
              {
                  where: `monitoring.alarms.${id}.threshold`,
                  got: String(wanted),
                  allowed: `${min} to ${max} (${unit})`,
                  remedy: `Write a value in that range, or monitoring.alarms.${id}: {enabled: false}.`,
              },
          ];
}

/** People who think of milliseconds would have an alarm that never goes off: the load balancer ends a request that takes longer. */
function patience({ environment: { loadBalancer, tier } }: Settings, { alarms: { latency } }: Alarms): Problem[] {
    const isIn = tier.kind === "web" && "idleTimeoutSeconds" in loadBalancer;
    const longest = isIn ? loadBalancer.idleTimeoutSeconds : undefined;
    const wanted = latency?.threshold;
    return longest === undefined || wanted === undefined || wanted < longest || wanted > alarmKinds.latency.max
        ? []
        : [
              {
                  where: "monitoring.alarms.latency.threshold",
                  got: String(wanted),
                  allowed: `less than environment.loadBalancer.idleTimeoutSeconds (${longest}): seconds, and no answer takes longer`,
                  remedy: `Lower it; ${wanted} milliseconds are ${wanted / 1000}.`,
              },
          ];
}

const day = 86400;
const longestPeriods = { day, week: 7 * day } as const;

/** Alarms that ask by Metrics Insights, because nobody knows the dimensions beforehand. */
const queried: readonly AlarmId[] = ["instanceDisk", "unhealthyHosts"];
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html */
const queryWindow = 3 * 3600;

/**
 * 10, 20 and 30 seconds are for metrics of high resolution, of which there are none here: such an alarm would have no data.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function timing(settings: Settings, { alarms }: Alarms, id: AlarmId): Problem[] {
    const wanted = timingOf(settings, id);
    if (alarms[id] === undefined || wanted === undefined) {
        return [];
    }
    const { periodSeconds: period, evaluationPeriods, datapointsToAlarm } = wanted;
    const where = `monitoring.alarms.${id}`;
    if (period < 60 || period % 60 !== 0 || period > day) {
        const allowed = `a multiple of 60, up to ${day}`;
        return [{ where: `${where}.periodSeconds`, got: String(period), allowed, remedy: "Round it to minutes." }];
    }
    const isQuery = queried.includes(id);
    const longest = isQuery ? queryWindow : period >= 3600 ? longestPeriods.week : longestPeriods.day;
    return [
        ...(period * evaluationPeriods > longest
            ? [
                  {
                      where: `${where}.evaluationPeriods`,
                      got: `${evaluationPeriods} of ${period} seconds`,
                      allowed: isQuery
                          ? `at most ${longest} seconds together, as much as CloudWatch asks a query for`
                          : `at most ${longest} seconds together, a day, or a week with periods of an hour or more`,
                      remedy: `Write ${Math.floor(longest / period)} or less.`,
                  },
              ]
            : []),
        ...(datapointsToAlarm > evaluationPeriods
            ? [
                  {
                      where: `${where}.datapointsToAlarm`,
                      got: String(datapointsToAlarm),
                      allowed: `at most evaluationPeriods (${evaluationPeriods})`,
                      remedy: "Lower it, or raise evaluationPeriods.",
                  },
              ]
            : []),
    ];
}

/** The address of a service may hold a key, or a password that does not belong there, so it is not repeated. */
const endpoints = ({ subscribers: all }: Alarms): Problem[] =>
    all.flatMap((subscriber, i) =>
        subscriber.kind !== "https" || httpsUrl.pattern.test(subscriber.endpoint)
            ? []
            : [
                  {
                      where: `monitoring.subscribers[${i}].endpoint`,
                      got: "another address, which is not shown here",
                      allowed: httpsUrl.allowed,
                      remedy: "Copy the address that the service gives for Amazon SNS.",
                  },
              ],
    );

const addressOf = (subscriber: Alarms["subscribers"][number]): string => {
    switch (subscriber.kind) {
        case "email":
            return subscriber.address.toLowerCase();
        case "https":
            return httpsUrl.pattern.test(subscriber.endpoint) ? new URL(subscriber.endpoint).host : subscriber.endpoint;
        case "slack":
            return subscriber.channelId;
    }
};

/** SNS would give both the one subscription, which each would delete of the other; the resource of an https one is called by its host. */
function subscribers({ subscribers: all }: Alarms): Problem[] {
    return all.flatMap((subscriber, i) => {
        const first = all.findIndex(
            (other) => other.kind === subscriber.kind && addressOf(other) === addressOf(subscriber),
        );
        return first === i
            ? []
            : [
                  {
                      where: `monitoring.subscribers[${i}]`,
                      got: `${addressOf(subscriber)}, as in monitoring.subscribers[${first}]`,
                      allowed: "each address, host and channel once",
                      remedy: "Remove one of them.",
                  },
              ];
    });
}

/** https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
const chat = ({ region }: Settings, { subscribers: all }: Alarms): Problem[] =>
    partition(region) === "aws"
        ? []
        : all.flatMap(({ kind }, i) =>
              kind === "slack"
                  ? [
                        {
                            where: `monitoring.subscribers[${i}].kind`,
                            got: `"slack" in ${region}`,
                            allowed: "email or https, because AWS has no chat there",
                            remedy: "Give the channel's e-mail address, which Slack makes for it.",
                        },
                    ]
                  : [],
          );

/** A file that is named and not streamed would be counted nowhere. */
function errorLog({ environment }: Settings, { errorLog: { file }, alarms }: Alarms): Problem[] {
    return file === undefined || environment.logs.stream || alarms.logErrors?.enabled === false
        ? []
        : [
              {
                  where: "monitoring.errorLog.file",
                  got: `${file}, while environment.logs.stream is false`,
                  allowed: "a file only where logs are streamed",
                  remedy: "Set environment.logs.stream: true, or remove the file.",
              },
          ];
}

function costTag(settings: Settings, { budget }: Alarms): Problem[] {
    const tag = budget?.costAllocationTag;
    const keys = Object.keys(stackTags(settings));
    return tag === undefined || keys.includes(tag)
        ? []
        : [
              {
                  where: "monitoring.budget.costAllocationTag",
                  got: JSON.stringify(tag),
                  allowed: `a tag of the stack: ${listed(keys, "or")}`,
                  remedy: "Add the tag to tags, or name another.",
              },
          ];
}
