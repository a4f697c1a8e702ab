import { boolean, oneOf, textOf, whole, needs } from "../forms";
import { updateWindow } from "../../settings/patterns";
import { changeSeverity } from "../sources";
import type { NamespaceTable } from "../types";
import { deploymentPolicies } from "../values";

/** How a new version, and a new platform release, reach the instances. */
export const deploymentTables = [
    {
        namespace: "aws:elasticbeanstalk:command",
        change: "in-place",
        source: changeSeverity,
        options: {
            DeploymentPolicy: {
                form: oneOf(...deploymentPolicies),
                default: "AllAtOnce",
                limited: [
                    { values: ["Rolling", "RollingWithAdditionalBatch"], scalable: true },
                    // AWS says of an application load balancer, and nothing of a shared one.
                    { values: ["TrafficSplitting"], loadBalancers: ["application"] },
                ],
            },
            Timeout: { form: whole(1, 3600), default: "600", note: "Seconds, to which AWS adds 240." },
            BatchSizeType: { form: oneOf("Percentage", "Fixed"), default: "Percentage" },
            BatchSize: { form: whole(1, 10000), default: "100", note: "1 to 100 as a percentage, else up to MaxSize." },
            IgnoreHealthCheck: { form: boolean, default: "false" },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:trafficsplitting",
        loadBalancers: ["application"],
        change: "unknown",
        options: {
            NewVersionPercent: {
                form: whole(1, 100),
                default: "10",
                requires: [needs("aws:elasticbeanstalk:command", "DeploymentPolicy", "TrafficSplitting")],
            },
            EvaluationTime: {
                form: whole(3, 600),
                default: "5",
                note: "Minutes.",
                requires: [needs("aws:elasticbeanstalk:command", "DeploymentPolicy", "TrafficSplitting")],
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:managedactions",
        change: "in-place",
        source: changeSeverity,
        options: {
            ManagedActionsEnabled: {
                form: boolean,
                default: "false",
                requires: [
                    needs("aws:elasticbeanstalk:managedactions", "PreferredStartTime"),
                    needs("aws:elasticbeanstalk:managedactions:platformupdate", "UpdateLevel"),
                    needs("aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced"),
                    needs("aws:elasticbeanstalk:environment", "ServiceRole"),
                ],
            },
            PreferredStartTime: {
                form: { type: "text", ...updateWindow },
            },
            ServiceRoleForManagedUpdates: {
                form: textOf(
                    /^\S+$/,
                    "the environment's service role, or AWSServiceRoleForElasticBeanstalkManagedUpdates",
                ),
                change: "unknown",
            },
        },
    },
    {
        namespace: "aws:elasticbeanstalk:managedactions:platformupdate",
        change: "in-place",
        source: changeSeverity,
        options: {
            UpdateLevel: { form: oneOf("patch", "minor"), note: "New versions of Docker come as minor updates." },
            InstanceRefreshEnabled: {
                form: boolean,
                default: "false",
                requires: [needs("aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "true")],
            },
        },
    },
] as const satisfies readonly NamespaceTable[];
