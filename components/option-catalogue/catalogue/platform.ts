import { anyText, arnOf, oneOf, textOf, whole } from "../forms";
import {
    changeSeverity,
    configurationDeployment,
    customOptions,
    environmentTiers,
    platformOptionsGuide,
} from "../sources";
import type { NamespaceTable } from "../types";

/** What belongs to one platform or one tier. */
export const platformTables = [
    {
        namespace: "aws:elasticbeanstalk:environment:proxy",
        change: "unknown",
        options: {
            ProxyServer: {
                form: oneOf("nginx", "apache", "none"),
                default: "nginx",
                limited: [
                    { values: ["apache"], platforms: ["python"] },
                    { values: ["none"], platforms: ["docker"] },
                ],
                source: platformOptionsGuide,
                note: "With Docker Compose there is no proxy, and the option is ignored.",
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:environment:proxy:staticfiles",
        platforms: ["python"],
        change: "restart",
        source: configurationDeployment,
        instead: "Serve the files from the container, with WhiteNoise for example.",
        options: {
            "*": {
                form: textOf(/^(?!\/)[^,\r\n]+$/, "a folder, relative to the root of the bundle, without a comma"),
                // All of them reach the platform as one list of path=folder.
                names: /^\/[^\s,=]*$/,
                namesAllowed: "a URL path that starts with /, without commas and equals signs",
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:container:python",
        platforms: ["python"],
        change: "restart",
        source: changeSeverity,
        instead: "Remove it; in a container Gunicorn takes its settings from the image's command.",
        options: {
            WSGIPath: {
                form: textOf(
                    /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_]\w*)?$/,
                    "a module and a callable, package.module:callable (package/wsgi.py is of Amazon Linux 1)",
                ),
                default: "application",
                note: "A Procfile makes AWS ignore it, as all of this namespace.",
            },
            NumProcesses: { form: whole(1), default: "1" },
            NumThreads: { form: whole(1), default: "15" },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:customoption",
        change: "in-place",
        source: customOptions,
        options: {
            // AWS leaves the names to the user; this is the one that a generated file reads.
            ClientTrustStoreArn: {
                form: arnOf(
                    /^arn:aws[\w-]*:elasticloadbalancing:[\w-]+:\d{12}:truststore\/.+$/,
                    "the ARN of a trust store",
                ),
                loadBalancers: ["application"],
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:windows:activedirectory",
        platforms: [],
        change: "unknown",
        instead: "Remove it; it is for Windows.",
        options: {
            DirectoryId: { form: textOf(/^d-[0-9a-f]{10}$/, "the id of a directory, d-…") },
            DirectoryName: { form: anyText },
            DirectoryOU: { form: anyText },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:sqsd",
        tiers: ["worker"],
        change: "unknown",
        source: environmentTiers,
        options: {
            WorkerQueueURL: {
                form: textOf(/^https:\/\/\S+$/, "the URL of a queue"),
                note: "By default AWS makes a queue. A FIFO queue has no periodic tasks.",
            },
            HttpPath: { form: textOf(/^\/\S*$/, "a path that starts with /"), default: "/" },
            MimeType: { form: textOf(/^[\w.+-]+\/[\w.+-]+$/, "a media type"), default: "application/json" },
            HttpConnections: { form: whole(1, 100), default: "50" },
            ConnectTimeout: { form: whole(1, 60), default: "5", note: "Seconds." },
            InactivityTimeout: { form: whole(1, 36000), default: "299", note: "Seconds." },
            VisibilityTimeout: { form: whole(0, 43200), default: "300", note: "Seconds." },
            ErrorVisibilityTimeout: { form: whole(0, 43200), default: "2", note: "Seconds." },
            RetentionPeriod: { form: whole(60, 1209600), default: "345600", note: "Seconds." },
            MaxRetries: { form: whole(1, 100), default: "10" },
        },
    },
] as const satisfies readonly NamespaceTable[];
