import { anyText, boolean, decimal, oneOf, securityGroups, setOf, textOf, whole, needs } from "../forms";
import { changeSeverity, configurationChanges, optionsGuide } from "../sources";
import type { NamespaceTable } from "../types";
import { spotAllocations } from "../values";

/** What an instance is made from. */
export const instanceTables = [
    {
        namespace: "aws:autoscaling:launchconfiguration",
        change: "new-instances",
        source: configurationChanges,
        options: {
            DisableDefaultEC2SecurityGroup: {
                form: boolean,
                default: "false",
                requires: [needs("aws:autoscaling:launchconfiguration", "SecurityGroups")],
            },
            DisableIMDSv1: {
                form: boolean,
                default: "true",
                note: "True on Amazon Linux 2023. Setting it moves an environment from a launch configuration to a launch template.",
            },
            EC2KeyName: { form: anyText, source: changeSeverity },
            IamInstanceProfile: {
                form: textOf(/^\S+$/, "the name of an instance profile"),
                source: changeSeverity,
                note: "A name; the provider shows an ARN as a change for ever.",
            },
            ImageId: {
                form: textOf(/^ami-[0-9a-f]+$/, "the id of an image, ami-…"),
                source: changeSeverity,
            },
            InstanceType: {
                form: anyText,
                source: changeSeverity,
                refuse: {
                    got: "an obsolete option, over which InstanceTypes wins",
                    remedy: "Use environment.instanceTypes (aws:ec2:instances / InstanceTypes).",
                },
            },
            LaunchTemplateTagPropagationEnabled: { form: boolean, default: "false", source: optionsGuide },
            MonitoringInterval: {
                form: oneOf("1 minute", "5 minute"),
                default: "5 minute",
                source: changeSeverity,
            },
            SecurityGroups: { form: securityGroups, source: changeSeverity },
            SSHSourceRestriction: {
                form: textOf(
                    /^\s*\w+\s*,\s*\d+\s*,\s*\d+\s*,\s*\S+\s*$/,
                    "protocol,from,to,source, such as tcp,22,22,10.0.0.0/8",
                ),
                default: "tcp,22,22,0.0.0.0/0",
                source: changeSeverity,
            },
            BlockDeviceMappings: {
                form: setOf(/^[^=,\s]+=[^,\s]*$/, "mappings, each device=snapshot:size:delete:type:iops:throughput"),
                source: changeSeverity,
            },
            RootVolumeType: { form: oneOf("standard", "gp2", "gp3", "io1"), source: changeSeverity },
            RootVolumeSize: {
                form: whole(8, 16384),
                source: changeSeverity,
                note: "GiB; at least 10 but for standard.",
            },
            RootVolumeIOPS: {
                form: whole(100, 20000),
                source: changeSeverity,
                note: "100 to 20,000 for io1, 3,000 to 16,000 for gp3, at most 500 for each GiB.",
            },
            RootVolumeThroughput: { form: whole(125, 1000), note: "MiB in a second; gp3 only." },
        },
    },
    {
        namespace: "aws:ec2:instances",
        change: "unknown",
        options: {
            EnableSpot: { form: boolean, default: "false" },
            InstanceTypes: {
                form: {
                    type: "list",
                    order: "kept",
                    // The provider compares sorted items. With the space it still sees a new first one, which is the one
                    // that counts; and AWS answers with a space too.
                    separator: ", ",
                    item: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
                    allowed: "instance types, such as t3.micro",
                    maxItems: 40,
                },
                change: "new-instances",
                source: configurationChanges,
                note: "Of one architecture. Without spot instances only the first is used; instances of a type that goes are terminated.",
            },
            SpotAllocationStrategy: {
                form: oneOf(...spotAllocations),
                default: "capacity-optimized",
                requires: [needs("aws:ec2:instances", "EnableSpot", "true")],
            },
            SpotFleetOnDemandBase: {
                form: whole(0, 10000),
                default: "0",
                requires: [needs("aws:ec2:instances", "EnableSpot", "true")],
            },
            SpotFleetOnDemandAboveBasePercentage: {
                form: whole(0, 100),
                note: "By default 70, and 0 for a single instance.",
                requires: [needs("aws:ec2:instances", "EnableSpot", "true")],
            },
            SpotMaxPrice: {
                form: decimal(0.001, 20),
                note: "US dollars an hour; without it the on-demand price.",
                requires: [needs("aws:ec2:instances", "EnableSpot", "true")],
            },
            SupportedArchitectures: { form: setOf(/^(arm64|x86_64|i386)$/, "arm64, x86_64, i386") },
        },
    },
] as const satisfies readonly NamespaceTable[];
