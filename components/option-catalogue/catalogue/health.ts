import { anyText, arnOf, boolean, json, oneOf, retentionDays, needs } from "../forms";
import { changeSeverity, configurationDeployment, logStreaming } from "../sources";
import type { NamespaceTable } from "../types";

const enhanced = [needs("aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced")] as const;

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
            HealthCheckSuccessThreshold: { form: oneOf("Ok", "Warning", "Degraded", "Severe"), default: "Ok" },
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
            DeleteOnTerminate: { form: boolean, default: "false" },
            RetentionInDays: { form: retentionDays, default: "7" },
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
            DeleteOnTerminate: { form: boolean, default: "false" },
            RetentionInDays: { form: retentionDays, default: "7" },
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
                form: arnOf(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/, "the ARN of an SNS topic"),
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
