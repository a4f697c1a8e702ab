import { nearestName } from "../../../components/settings/nearest";
import { Application, ConfigFile, section } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { Entry, Node, textOf, valueOf } from "../read-config";
import { source } from "../sources";

/** CloudFormation resources that are merged into the environment's stack. */
export const resourceRules: readonly FileRule[] = [
    rule(
        {
            name: "logical-id",
            level: "error",
            what: "resources whose name is almost one of Elastic Beanstalk's: AWSEBLaunchTemplate",
            happens:
                "Only the exact name overrides a resource of the environment. Another one makes a second resource that nothing uses, or the stack's update fails.",
            instead: "Use the name that Elastic Beanstalk has.",
            source: source.otherKeys,
        },
        ({ configs }) => eachResource(configs, misspelt),
    ),
    rule(
        {
            name: "launch-configuration",
            level: "warning",
            what: "AWSEBAutoScalingLaunchConfiguration",
            happens:
                "Instances of Amazon Linux 2023 come from a launch template, since IMDSv1 is off; the environment has no launch configuration, and the override applies to nothing.",
            instead: "Override AWSEBEC2LaunchTemplate, or use environment.instances of the stack file.",
            source: source.otherKeys,
        },
        ({ configs }) =>
            eachResource(configs, ({ key }) => (key === "AWSEBAutoScalingLaunchConfiguration" ? key : undefined)),
    ),
    rule(
        {
            name: "classic-resource",
            level: "error",
            what: "AWSEBLoadBalancer, the classic load balancer",
            happens:
                "The environment has an application load balancer, AWSEBV2LoadBalancer. The override makes a second, classic one or fails, and a reference to it does not resolve.",
            instead: "Override AWSEBV2LoadBalancer, AWSEBV2LoadBalancerListener or AWSEBV2LoadBalancerTargetGroup.",
            source: source.otherKeys,
        },
        ({ configs }) => eachResource(configs, ({ key }) => (key === "AWSEBLoadBalancer" ? key : undefined)),
    ),
    rule(
        {
            name: "apex-cname",
            level: "error",
            what: "a CNAME record at the apex of a zone",
            happens:
                "DNS allows no CNAME beside the zone's own records: Route 53 refuses it, and the environment's update fails.",
            instead: "Use domain of the stack file, which makes an alias record.",
            source: source.domain,
        },
        ({ configs }) => eachResource(configs, apexCname),
    ),
    rule(
        {
            name: "alias-zone",
            level: "error",
            what: "an alias to the environment's name with the load balancer's zone",
            happens:
                "The zone id must belong to the name: Route 53 finds no such target, and refuses the record or answers nothing.",
            instead:
                "Use domain of the stack file; by hand, Elastic Beanstalk's own zone id of the region for a name under elasticbeanstalk.com.",
            source: source.domain,
        },
        ({ configs }) => eachResource(configs, wrongAliasZone),
    ),
];

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-format-resources-eb.html; the last six are seen in AWS's own samples. */
const known = [
    "AWSEBAutoScalingGroup",
    "AWSEBAutoScalingLaunchConfiguration",
    "AWSEBEC2LaunchTemplate",
    "AWSEBSecurityGroup",
    "AWSEBLoadBalancer",
    "AWSEBV2LoadBalancer",
    "AWSEBLoadBalancerSecurityGroup",
    "AWSEBV2LoadBalancerListener",
    "AWSEBV2LoadBalancerListenerRule",
    "AWSEBV2LoadBalancerTargetGroup",
    "AWSEBRDSDatabase",
    "AWSEBWorkerQueue",
    "AWSEBWorkerDeadLetterQueue",
    "AWSEBCloudwatchAlarmHigh",
    "AWSEBCloudwatchAlarmLow",
    "AWSEBAutoScalingScaleUpPolicy",
    "AWSEBAutoScalingScaleDownPolicy",
    "AWSEBInstanceLaunchWaitCondition",
    "AWSEBInstanceLaunchWaitHandle",
];

/** Types of which an environment has its own; a resource of another type that begins with AWSEB is the application's. */
const ownTypes =
    /^AWS::(EC2::(LaunchTemplate|SecurityGroup)|AutoScaling::(AutoScalingGroup|LaunchConfiguration)|ElasticLoadBalancing(V2)?::\w+|RDS::DBInstance|SQS::Queue)$/;

function misspelt({ key, value }: Entry): { found: string; instead: string } | undefined {
    const type = textOf(valueOf(value, "Type"));
    // Listeners and target groups of further ports and processes carry a suffix.
    const isOwn = known.includes(key) || /^AWSEBV2LoadBalancer(Listener|TargetGroup)\w+$/.test(key);
    if (!key.startsWith("AWSEB") || isOwn || (type !== undefined && !ownTypes.test(type))) {
        return undefined;
    }
    const near = /LaunchTemplate/.test(key) ? "AWSEBEC2LaunchTemplate" : nearestName(key, known);
    return {
        found: key,
        instead: near === undefined ? `One of ${known.join(", ")}; or a name without AWSEB.` : `Did you mean ${near}?`,
    };
}

function apexCname({ key, value }: Entry): string | undefined {
    const record = recordOf(value);
    const bare = (node: Node | undefined) => textOf(node)?.toLowerCase().replace(/\.$/, "") ?? "";
    const name = bare(valueOf(record, "Name"));
    const isApex =
        name !== "" && (name === bare(valueOf(record, "HostedZoneName")) || /^[a-z0-9-]+\.[a-z]{2,}$/.test(name));
    return bare(valueOf(record, "Type")) === "cname" && isApex ? key : undefined;
}

function wrongAliasZone({ key, value }: Entry): string | undefined {
    const target = valueOf(recordOf(value), "AliasTarget");
    const [zone, name] = ["HostedZoneId", "DNSName"].map((each) => allText(valueOf(target, each)));
    return /CanonicalHostedZone/.test(zone ?? "") &&
        /elasticbeanstalk\.com|EndpointURL|AWSEBEnvironmentName/.test(name ?? "")
        ? key
        : undefined;
}

const recordOf = (resource: Node): Node | undefined =>
    textOf(valueOf(resource, "Type")) === "AWS::Route53::RecordSet" ? valueOf(resource, "Properties") : undefined;

/** Every text below a node, as `Fn::GetAtt` and its like are written. */
function allText(node: Node | undefined): string {
    switch (node?.kind) {
        case "map":
            return node.entries.map(({ key, value }) => `${key} ${allText(value)}`).join(" ");
        case "list":
            return node.items.map(allText).join(" ");
        case "scalar":
            return node.text;
        case undefined:
            return "";
    }
}

type Found = string | { readonly found: string; readonly instead: string } | undefined;

function eachResource(configs: Application["configs"], find: (resource: Entry) => Found): Hit[] {
    return configs.flatMap((config: ConfigFile) =>
        section(config, "Resources").flatMap((resource): Hit[] => {
            const found = find(resource);
            const place = { file: config.path, line: resource.line };
            return found === undefined
                ? []
                : [
                      {
                          ...place,
                          ...(typeof found === "string"
                              ? { found: `Resources.${found}` }
                              : { ...found, found: `Resources.${found.found}` }),
                      },
                  ];
        }),
    );
}
