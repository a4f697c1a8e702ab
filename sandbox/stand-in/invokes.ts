import { digits, Place } from "./resource-type";
import { findSolutionStack } from "./solution-stacks";
import { loadBalancerZone } from "./types/domain";
import { isRecord, Properties, textOf } from "./values";

type Invoke = (args: Properties, place: Place) => Properties;

/** The default VPC of the pretended account and its subnets, one a zone. */
const vpcId = "vpc-0d5b9e4c1f2a3b4c5";
const zones = ["a", "b", "c"];
const subnetId = (zone: string): string => `subnet-${digits(`default subnet ${zone}`, 17)}`;

/** Zones under this top-level domain do not exist, so that a look-up that finds nothing can be tried. RFC 2606 keeps it free. */
const missingZone = /\.invalid\.?$/;

/**
 * Secrets of the pretended account that are not as they should be, by the first part of their names. Any other one exists and has a value, as if a person had made it;
 * those of a stack are never asked for.
 */
const oddSecrets: Readonly<Record<string, () => readonly Properties[]>> = {
    missing: () => {
        throw new Error(secretsError("ResourceNotFoundException: Secrets Manager can't find the specified secret."));
    },
    denied: () => {
        throw new Error(
            secretsError(
                "api error AccessDeniedException: User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: secretsmanager:ListSecretVersionIds because no identity-based policy allows the secretsmanager:ListSecretVersionIds action",
            ),
        );
    },
    empty: () => [],
};

/** As the provider puts what AWS says. */
const secretsError = (said: string): string =>
    `reading Secrets Manager Secret Versions Data Source: operation error Secrets Manager: ListSecretVersionIds, https response error StatusCode: 400, ${said}`;

const answers: Readonly<Record<string, Invoke>> = {
    "aws:index/getRegion:getRegion": (_, { region }) => ({
        id: region,
        name: region,
        region,
        description: "the sandbox",
    }),
    "aws:index/getPartition:getPartition": () => ({
        id: "aws",
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        reverseDnsPrefix: "com.amazonaws",
    }),
    "aws:index/getCallerIdentity:getCallerIdentity": (_, { accountId }) => ({
        id: accountId,
        accountId,
        arn: `arn:aws:iam::${accountId}:user/sandbox`,
        userId: "AIDASANDBOX",
    }),
    "aws:index/getAvailabilityZones:getAvailabilityZones": (_, { region }) => ({
        id: region,
        names: zones.map((zone) => region + zone),
        zoneIds: zones.map((_, i) => `${region}-az${i + 1}`),
    }),
    "aws:elasticbeanstalk/getSolutionStack:getSolutionStack": findSolutionStack,
    "aws:ec2/getVpc:getVpc": (args) => ({
        ...args,
        id: textOf(args, "id") || vpcId,
        cidrBlock: "172.31.0.0/16",
        default: args["id"] === undefined,
    }),
    "aws:ec2/getSubnets:getSubnets": (args, { region }) => ({ ...args, id: region, ids: zones.map(subnetId) }),
    "aws:ec2/getSubnet:getSubnet": (args, { region }) => subnet(textOf(args, "id"), region),
    "aws:ssm/getParameter:getParameter": publicParameter,
    "aws:ec2/getAmi:getAmi": (args, { region }) => ({ ...args, id: region, rootDeviceName: "/dev/xvda" }),
    "aws:secretsmanager/getSecretVersions:getSecretVersions": secretVersions,
    "aws:route53/getZone:getZone": zone,
    "aws:lb/getLoadBalancer:getLoadBalancer": loadBalancer,
};

/** @throws Error for an ARN that is none: the provider would then answer with any load balancer */
function loadBalancer(args: Properties, { region }: Place): Properties {
    const arn = textOf(args, "arn");
    const [, kind, name = "", id = ""] = /loadbalancer\/(app|net)\/([^/]+)\/([0-9a-f]+)$/.exec(arn) ?? [];
    if (kind === undefined) {
        throw new Error("reading ELBv2 Load Balancer: couldn't find resource");
    }
    const host = kind === "app" ? `${region}.elb.amazonaws.com` : `elb.${region}.amazonaws.com`;
    return {
        ...args,
        id: arn,
        name,
        loadBalancerType: kind === "app" ? "application" : "network",
        dnsName: `${name}-${id.slice(0, 9)}.${host}`,
        zoneId: loadBalancerZone(host),
    };
}

/** Those that AWS publishes for everyone; what a stack keeps itself is not for the engine to read. */
function publicParameter(args: Properties): Properties {
    const name = textOf(args, "name");
    if (!name.startsWith("/aws/service/ami-")) {
        throw new Error(`ParameterNotFound: reading SSM Parameter (${name}): couldn't find resource`);
    }
    const value = `ami-${digits(name, 17)}`;
    return { ...args, id: name, type: "String", value, insecureValue: value, version: 1 };
}

/** Labels of versions, and never a value. */
function secretVersions(args: Properties, { region }: Place): Properties {
    const arn = textOf(args, "secretId");
    const [, name = ""] = /:secret:(.+)-[A-Za-z0-9]{6}$/.exec(arn) ?? [];
    const odd = oddSecrets[name.split("/")[0] ?? ""];
    const current = { versionId: digits(arn, 32), versionStages: ["AWSCURRENT"], createdTime: "2026-01-01T00:00:00Z" };
    const versions = odd === undefined ? [current] : odd();
    // A secret without versions has no list of them, and then the provider knows neither name nor ARN.
    const found = versions.length === 0 ? {} : { secretArn: arn, secretName: name, versions: [...versions] };
    return { region, ...args, id: arn, ...found };
}

function subnet(id: string, region: string): Properties {
    const at = zones.findIndex((zone) => subnetId(zone) === id);
    if (at < 0) {
        throw new Error(`InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`);
    }
    return {
        id,
        vpcId,
        availabilityZone: `${region}${zones[at] ?? ""}`,
        cidrBlock: `172.31.${at * 16}.0/20`,
        mapPublicIpOnLaunch: true,
    };
}

function zone(args: Properties): Properties {
    const name = textOf(args, "name");
    if (missingZone.test(name)) {
        throw new Error("no matching Route 53 Hosted Zone found");
    }
    const zoneId = textOf(args, "zoneId") || `Z${digits(name, 13).toUpperCase()}`;
    return {
        ...args,
        id: zoneId,
        zoneId,
        name,
        arn: `arn:aws:route53:::hostedzone/${zoneId}`,
        privateZone: false,
        nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"],
    };
}

/** @throws Error for a look-up that the pretended account cannot answer; an invented answer would prove nothing */
export function invoke(token: string, args: Properties, place: Place): Properties {
    const answer = answers[token];
    if (answer === undefined) {
        throw new Error(
            `The sandbox has no answer for the look-up ${token}. Give the value in the settings, or add the answer to sandbox/stand-in/invokes.ts.`,
        );
    }
    return isRecord(args) ? answer(args, place) : {};
}
