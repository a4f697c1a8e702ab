import { watchedMetrics } from "../monitoring/environment-metrics";
import type { Settings } from "../settings";
import type { OptionLinks } from "./option-links";
import { onlyOn, OptionTree } from "./options";

type Environment = Settings["environment"];

/** What the environment tells about itself, and to whom. */
export function healthOptions<V>(settings: Settings, links: OptionLinks<V>): readonly OptionTree<V | string>[] {
    const { environment } = settings;
    return [
        {
            "aws:elasticbeanstalk:environment": { ServiceRole: links.serviceRoleArn },
            "aws:elasticbeanstalk:healthreporting:system": {
                SystemType: "enhanced",
                HealthCheckSuccessThreshold: environment.health.successThreshold,
                ConfigDocument: healthDocument(environment.health, watchedMetrics(settings)),
            },
            "aws:elasticbeanstalk:xray": { XRayEnabled: onlyOn(environment.xray) },
        },
        logs(environment.logs),
        notifications(environment.notifications),
    ];
}

/**
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-rules.html
 *
 * @param watched - metrics that the stack's own alarms need
 */
function healthDocument(health: Environment["health"], watched: ReturnType<typeof watchedMetrics>): string | undefined {
    const environmentMetrics = { ...health.environmentMetrics, ...watched.environment };
    const instanceMetrics = { ...health.instanceMetrics, ...watched.instance };
    const off = { Enabled: false };
    const rules = {
        ...(health.ignoreApplication4xx ? { Application: { ApplicationRequests4xx: off } } : {}),
        ...(health.ignoreLoadBalancer4xx ? { ELB: { ELBRequests4xx: off } } : {}),
    };
    const metrics = {
        ...(isEmpty(environmentMetrics) ? {} : { Environment: environmentMetrics }),
        ...(isEmpty(instanceMetrics) ? {} : { Instance: instanceMetrics }),
    };
    return isEmpty(rules) && isEmpty(metrics)
        ? undefined
        : JSON.stringify({
              ...(isEmpty(metrics) ? {} : { CloudWatchMetrics: metrics }),
              ...(isEmpty(rules) ? {} : { Rules: { Environment: rules } }),
              Version: 1,
          });
}

const isEmpty = (table: object): boolean => Object.keys(table).length === 0;

function logs(settings: Environment["logs"]): OptionTree<string> {
    const kept = {
        RetentionInDays: String(settings.retentionDays),
        DeleteOnTerminate: String(settings.deleteOnTerminate),
    };
    return {
        "aws:elasticbeanstalk:cloudwatch:logs": settings.stream ? { StreamLogs: "true", ...kept } : {},
        "aws:elasticbeanstalk:cloudwatch:logs:health": settings.streamHealth
            ? { HealthStreamingEnabled: "true", ...kept }
            : {},
        "aws:elasticbeanstalk:hostmanager": { LogPublicationControl: onlyOn(settings.publishToS3) },
    };
}

function notifications(settings: Environment["notifications"]): OptionTree<string> {
    const namespace = "aws:elasticbeanstalk:sns:topics";
    switch (settings?.kind) {
        case undefined:
            return {};
        case "topic":
            return { [namespace]: { "Notification Topic ARN": settings.topicArn } };
        case "endpoint":
            return {
                [namespace]: {
                    "Notification Endpoint": settings.endpoint,
                    "Notification Protocol": settings.protocol,
                    "Notification Topic Name": settings.topicName,
                },
            };
    }
}
