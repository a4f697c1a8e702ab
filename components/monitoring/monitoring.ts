import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import { Alarm, alarmSettings } from "./alarm";
import { createAlarms } from "./alarm-resources";
import { errorFilter } from "./error-log";
import { monitoringLinks, Watched } from "./links";
import { planAlarms } from "./plan-alarms";
import { planBudget } from "./plan-budget";
import { planDashboard } from "./plan-dashboard";
import { dashboardUrl, failurePattern, failureText } from "./plan-notifications";
import { createTopics, TopicArgs } from "./topic";

type Text = pulumi.Output<string>;

export interface MonitoringArgs extends TopicArgs, Watched {}

/**
 * Who is told when something is wrong, and what there is to look at. It comes after the environment, which makes the names and log groups that the alarms
 * look at.
 */
export class Monitoring extends pulumi.ComponentResource {
    /** Undefined where the settings do without a dashboard. */
    readonly dashboardUrl: Text | undefined;

    constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:monitoring:Monitoring", name, {}, opts);
        const { settings, tags } = args;
        const links = monitoringLinks(settings, args);
        const alarms = planAlarms<Text>(settings, links);
        warnOfSilence(settings, this);
        const topics = createTopics(name, args, regionsOf(alarms), { parent: this });
        const topicArn = topics.in(undefined);
        createErrorFilter(`${name}-errors`, settings, { parent: this, dependsOn: args.environment });
        const prefix = settings.applicationName;
        const alarmArns = createAlarms(name, { prefix, alarms, topics, tags }, { parent: this });
        createFailureRule(`${name}-failures`, args, topicArn, { parent: this });
        createBudget(`${name}-budget`, args, topicArn, { parent: this });

        const body = planDashboard<Text>(settings, links, alarms, alarmArns);
        this.dashboardUrl = createDashboard(`${name}-dashboard`, settings, body, { parent: this });
        this.registerOutputs({ dashboardUrl: this.dashboardUrl });
    }
}

/** Regions besides the stack's own. */
const regionsOf = (alarms: readonly Alarm<Text>[]): string[] => [
    ...new Set(alarms.flatMap(({ region }) => region ?? [])),
];

function warnOfSilence(settings: Settings, component: pulumi.Resource): void {
    if (alarmSettings(settings)?.subscribers.length === 0) {
        void pulumi.log.warn("Nobody is told of alarms: monitoring.subscribers is empty.", component);
    }
}

/** Each line that matches counts as one; a minute with other lines alone as none. */
function createErrorFilter(name: string, settings: Settings, opts: pulumi.CustomResourceOptions): void {
    const filter = errorFilter(settings);
    if (filter === undefined) {
        return;
    }
    new aws.cloudwatch.LogMetricFilter(
        name,
        {
            name: filter.metric.name,
            logGroupName: filter.logGroup,
            pattern: filter.pattern,
            metricTransformation: { ...filter.metric, value: "1", defaultValue: "0" },
        },
        opts,
    );
}

function createFailureRule(
    name: string,
    { settings, tags }: MonitoringArgs,
    topicArn: Text,
    opts: pulumi.CustomResourceOptions,
): void {
    if (alarmSettings(settings)?.failedDeployments !== true) {
        return;
    }
    const rule = new aws.cloudwatch.EventRule(
        name,
        {
            name: `${settings.applicationName}-failures`,
            description: `What Elastic Beanstalk could not do to ${settings.environmentName}`,
            eventPattern: JSON.stringify(failurePattern(settings)),
            tags,
        },
        opts,
    );
    new aws.cloudwatch.EventTarget(
        `${name}-topic`,
        { rule: rule.name, targetId: "topic", arn: topicArn, inputTransformer: failureText },
        opts,
    );
}

function createBudget(
    name: string,
    { settings, tags }: MonitoringArgs,
    topicArn: Text,
    opts: pulumi.CustomResourceOptions,
): void {
    const plan = planBudget(settings);
    if (plan === undefined) {
        return;
    }
    new aws.budgets.Budget(
        name,
        {
            name: plan.name,
            budgetType: "COST",
            timeUnit: "MONTHLY",
            limitAmount: plan.limitAmount,
            limitUnit: "USD",
            costFilters: plan.costFilters.map((filter) => ({ ...filter, values: [...filter.values] })),
            notifications: plan.notifications.map((each) => ({ ...each, subscriberSnsTopicArns: [topicArn] })),
            tags,
        },
        opts,
    );
}

function createDashboard(
    name: string,
    settings: Settings,
    body: pulumi.Input<object>,
    opts: pulumi.CustomResourceOptions,
): Text | undefined {
    if (alarmSettings(settings)?.dashboard !== true) {
        return undefined;
    }
    const dashboard = new aws.cloudwatch.Dashboard(
        name,
        { dashboardName: settings.applicationName, dashboardBody: pulumi.jsonStringify(body) },
        opts,
    );
    return dashboard.dashboardName.apply((made) => dashboardUrl(settings.region, made));
}

/** The monitoring that the settings ask for, or none. */
export const createMonitoring = (
    name: string,
    args: MonitoringArgs,
    opts?: pulumi.ComponentResourceOptions,
): Monitoring | undefined =>
    alarmSettings(args.settings) === undefined ? undefined : new Monitoring(name, args, opts);
