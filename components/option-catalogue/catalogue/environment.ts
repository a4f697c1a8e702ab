import { anyText, arnOf, boolean, oneOf, port, propertyName, propertyNameAllowed, textOf } from "../forms";
import {
    applicationLoadBalancer,
    changeSeverity,
    configurationDeployment,
    environmentSecrets,
    environmentTypes,
    sharedLoadBalancer,
} from "../sources";
import type { NamespaceTable } from "../types";

const undocumented = {
    got: "an option that AWS sets itself and does not document",
    remedy: "Remove it.",
} as const;

/** The environment itself, and what the application finds in its process. */
export const environmentTables = [
    {
        namespace: "aws:elasticbeanstalk:application",
        loadBalancers: ["classic", "none"],
        change: "in-place",
        source: changeSeverity,
        instead: "Use app.healthPath (aws:elasticbeanstalk:environment:process:default / HealthCheckPath).",
        options: {
            "Application Healthcheck URL": {
                form: textOf(/^((HTTP|HTTPS|TCP|SSL):\d+)?(\/\S*)?$/, "a path, or protocol:port/path"),
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:application:environment",
        change: "restart",
        source: configurationDeployment,
        options: {
            "*": {
                form: anyText,
                names: propertyName,
                namesAllowed: propertyNameAllowed,
                secret: true,
            },
            PORT: {
                form: port,
                note: "To which nginx passes requests; without it 8000 on Python, 5000 for other processes.",
            },
            DJANGO_SETTINGS_MODULE: { form: textOf(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, "a dotted Python module") },
            PYTHONPATH: {
                form: anyText,
                platforms: ["python"],
                default: "/var/app/venv/staging-LQM1lest/bin",
                note: "The Python platform sets it, and it counts as any other property.",
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:application:environmentsecrets",
        change: "restart",
        source: environmentSecrets,
        options: {
            "*": {
                form: arnOf(
                    /^arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:,\s]+-[A-Za-z0-9]{6}(:[^:,\s]+)?|ssm:[a-z0-9-]+:\d{12}:parameter\/[^:,\s]+)$/,
                    "the ARN of a Secrets Manager secret with its six-character suffix and perhaps a JSON key, or of an SSM parameter",
                ),
                names: propertyName,
                namesAllowed: propertyNameAllowed,
                note: "Read when an instance starts. Platforms from March 2025 on; a JSON key from January 2026 on.",
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:environment",
        change: "in-place",
        source: changeSeverity,
        options: {
            EnvironmentType: {
                form: oneOf("SingleInstance", "LoadBalanced"),
                default: "LoadBalanced",
                limited: [
                    { values: ["SingleInstance"], loadBalancers: ["none"] },
                    { values: ["LoadBalanced"], scalable: true },
                ],
                change: "new-instances",
                source: environmentTypes,
                note: "AWS makes everything anew, and the environment is away meanwhile.",
            },
            ServiceRole: {
                form: textOf(/^\S+$/, "the name or the ARN of a role"),
                note: "The same form each time: the provider compares the text.",
            },
            LoadBalancerType: {
                form: oneOf("classic", "application", "network"),
                default: "classic",
                loadBalancers: ["application", "network", "application-shared", "classic"],
                limited: [
                    { values: ["application"], loadBalancers: ["application", "application-shared"] },
                    { values: ["network"], loadBalancers: ["network"] },
                    { values: ["classic"], loadBalancers: ["classic"] },
                ],
                change: "refused",
                source: applicationLoadBalancer,
            },
            LoadBalancerIsShared: {
                form: boolean,
                default: "false",
                loadBalancers: ["application", "application-shared"],
                limited: [
                    { values: ["true"], loadBalancers: ["application-shared"] },
                    { values: ["false"], loadBalancers: ["application"] },
                ],
                change: "refused",
                source: sharedLoadBalancer,
            },
            ExternalExtensionsS3Bucket: { form: anyText, change: "new-instances", refuse: undocumented },
            ExternalExtensionsS3Key: { form: anyText, change: "new-instances", refuse: undocumented },
        },
    },
] as const satisfies readonly NamespaceTable[];
