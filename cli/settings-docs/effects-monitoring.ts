import type { Effect, Effects } from "./effect";

/** Alarms, topic and dashboard stand beside the environment, which never notices. */
const beside: Effect = { does: ["inPlace"] };

/** The metrics that alarms look at are published by the environment. */
const published: Effect = {
    does: ["inPlace"],
    note: "Metrics of enhanced health that only this alarm looks at are published or not published any more.",
    options: ["aws:elasticbeanstalk:healthreporting:system / ConfigDocument"],
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html */
const subscription: Effect = {
    does: ["inPlace"],
    note: "Who is removed hears nothing more; who is added has to confirm.",
};

export const monitoringEffects: Effects = {
    "monitoring.kind": {
        does: ["inPlace"],
        note: "With `none` alarms, topic, subscriptions and dashboard are deleted; metrics and logs stay as long as CloudWatch keeps them.",
        options: ["aws:elasticbeanstalk:healthreporting:system / ConfigDocument"],
    },
    "monitoring.subscribers": subscription,
    "monitoring.customerKey": {
        does: ["inPlace"],
        note: "The topic changes its key; away from it the key is deleted after a week.",
    },
    "monitoring.dashboard": beside,
    "monitoring.failedDeployments": beside,
    "monitoring.minimumRequests": beside,
    "monitoring.errorLog.file": { does: ["replaced"], note: "The metric filter; lines are counted from then on." },
    "monitoring.errorLog.pattern": { does: ["inPlace"], note: "Lines are counted by it from then on." },
    "monitoring.alarms.*": published,
    "monitoring.alarms.*.enabled": published,
    "monitoring.alarms.*.threshold": beside,
    "monitoring.alarms.*.periodSeconds": beside,
    "monitoring.alarms.*.evaluationPeriods": beside,
    "monitoring.alarms.*.datapointsToAlarm": beside,
    "monitoring.budget.monthlyUsd": beside,
    "monitoring.budget.costAllocationTag": {
        does: ["replaced"],
        note: "The budget has another name, which says what it is of; the months before are looked at anew.",
    },
};
