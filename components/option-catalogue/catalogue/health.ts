import { anyText, boolean, json, oneOf, needs } from "../forms";
import { topicArn } from "../../settings/patterns";
import { changeSeverity, configurationDeployment, logStreaming } from "../sources";
import type { NamespaceTable } from "../types";
import { healthThresholds, retentionDays } from "../values";

const enhanced = [needs("aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced")] as const;

/** How long CloudWatch keeps a log. */
const kept = {
    DeleteOnTerminate: { form: boolean, default: "false" },
    RetentionInDays: { form: oneOf(...retentionDays.map(String)), default: "7" },
} as const satisfies NamespaceTable["options"];

/** What the environment tells about itself. */
export const healthTables = [
    {
        namespace: "aws:elasticbeanstalk:healthreporting:system",
        change: "in-place",
        source: changeSeverity,
        options: {
            SystemType: {
                form: oneOf("basic", "enhanced"),
                default: "basic",
                change: "new-instances",
                requires: [needs("aws:elasticbeanstalk:environment", "ServiceRole")],
            },
            ConfigDocument: { form: json, requires: enhanced },
            EnhancedHealthAuthEnabled: { form: boolean, default: "true", change: "unknown", requires: enhanced },
            HealthCheckSuccessThreshold: { form: oneOf(...healthThresholds), default: "Ok" },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:cloudwatch:logs",
        change: "in-place",
        source: changeSeverity,
        options: {
            StreamLogs: {
                form: boolean,
                default: "false",
                change: "restart",
                source: configurationDeployment,
                note: "The API says no interruption; the guide lists it among configuration deployments, which is worse.",
            },
            ...kept,
        },
    },
    {
        namespace: "aws:elasticbeanstalk:cloudwatch:logs:health",
        change: "in-place",
        source: logStreaming,
        options: {
            HealthStreamingEnabled: {
                form: boolean,
                default: "false",
                requires: enhanced,
                note: "The service writes this log, not the instances.",
            },
            ...kept,
        },
    },
    {
        namespace: "aws:elasticbeanstalk:hostmanager",
        change: "in-place",
        source: changeSeverity,
        options: { LogPublicationControl: { form: boolean, default: "false" } },
    },
    {
        namespace: "aws:elasticbeanstalk:monitoring",
        change: "in-place",
        source: changeSeverity,
        options: {
            "Automatically Terminate Unhealthy Instances": {
                form: boolean,
                default: "true",
                refuse: {
                    got: "an obsolete option that does nothing in an environment of today",
                    remedy: "Remove it; enhanced health and the Auto Scaling group replace unhealthy instances.",
                },
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:sns:topics",
        change: "in-place",
        source: changeSeverity,
        options: {
            "Notification Endpoint": { form: anyText },
            "Notification Protocol": {
                form: oneOf("http", "https", "email", "email-json", "sqs"),
                default: "email",
            },
            "Notification Topic ARN": {
                form: { type: "arn", ...topicArn },
            },
            "Notification Topic Name": { form: anyText },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:xray",
        platforms: ["python"],
        change: "restart",
        source: changeSeverity,
        options: { XRayEnabled: { form: boolean, default: "false" } },
    },
] as const satisfies readonly NamespaceTable[];
