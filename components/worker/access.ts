import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createInstanceProfile } from "../beanstalk-environment/roles";
import { accountArns } from "../lookups";
import { cachePort } from "../cache/plan-cache";
import { secretLines, workerRoleStatements } from "./plan-access";
import { Door, isSsh } from "./plan-worker";
import type { WorkerArgs } from "./worker";

type Opts = pulumi.CustomResourceOptions;

/**
 * SSH from the addresses that the settings name, and no way in at all where the engine does not log in. The groups of database and cache get a rule that lets
 * the worker in; the rules are its own, so that they go with it.
 */
export function createSecurityGroup(name: string, { plan, network, tags }: WorkerArgs, opts: Opts) {
    const description = `Worker ${plan.name}`;
    const group = new aws.ec2.SecurityGroup(name, { description, vpcId: network.vpcId, tags }, opts);
    const { delivery } = plan.settings;
    const cidrs = isSsh(delivery) ? [...new Set(delivery.allowedCidrs)] : [];
    const groups = {
        database: network.databaseSecurityGroupId,
        "database-proxy": network.databaseProxySecurityGroupId,
        cache: network.cacheSecurityGroupId,
    };
    const rules = [
        allowOut(`${name}-out`, group, opts),
        ...cidrs.map((cidr) => allowSsh(`${name}-ssh-${cidr.replaceAll(/[^0-9a-f]+/g, "-")}`, cidr, group, opts)),
        ...plan.doors.map((door) => openDoor(`${name}-${door}`, door, { group, to: groups[door] }, opts)),
    ];
    return { group, rules };
}

const allowOut = (name: string, group: aws.ec2.SecurityGroup, opts: Opts) =>
    new aws.vpc.SecurityGroupEgressRule(
        name,
        { securityGroupId: group.id, description: "Anywhere", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
        opts,
    );

const allowSsh = (name: string, cidr: string, group: aws.ec2.SecurityGroup, opts: Opts) =>
    new aws.vpc.SecurityGroupIngressRule(
        name,
        {
            securityGroupId: group.id,
            description: `SSH from ${cidr}`,
            ipProtocol: "tcp",
            fromPort: 22,
            toPort: 22,
            ...(cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
        },
        opts,
    );

function openDoor(
    name: string,
    door: Door,
    { group, to }: { readonly group: aws.ec2.SecurityGroup; readonly to: pulumi.Output<string> | undefined },
    opts: Opts,
) {
    if (to === undefined) {
        throw new Error(`A worker reaches ${door}, whose group this stack does not have.`);
    }
    const port = door === "cache" ? cachePort : 5432;
    return new aws.vpc.SecurityGroupIngressRule(
        name,
        {
            securityGroupId: to,
            description: `Port ${port} from a worker`,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            referencedSecurityGroupId: group.id,
        },
        opts,
    );
}

/** Made before the instance, which would otherwise write into a group that keeps everything for ever. */
export const createLogGroup = (name: string, { plan, tags }: WorkerArgs, opts: Opts) =>
    new aws.cloudwatch.LogGroup(
        `${name}-logs`,
        { name: plan.logGroup, retentionInDays: plan.settings.logRetentionDays, tags },
        opts,
    );

/** Tells the instance the ARNs of its secrets, which are known only when they are there; no value of one. */
export function createSecretsParameter(name: string, { plan, secrets, tags }: WorkerArgs, opts: Opts) {
    if (plan.secretsParameter === undefined) {
        return [];
    }
    const lines = plan.secrets.map((secret) => pulumi.all([secret.name, secrets[secret.name]?.reference ?? ""]));
    const value = pulumi.all(lines).apply(secretLines);
    const description = `Where worker ${plan.name} finds its secrets`;
    const parameter = { name: plan.secretsParameter, type: "String", description, insecureValue: value, tags };
    return [new aws.ssm.Parameter(`${name}-references`, parameter, opts)];
}

/** @returns the profile's name, known once the role may do what it has to */
export function createProfile(name: string, args: WorkerArgs, opts: Opts): pulumi.Output<string> {
    const { plan, secrets, settings, objectsArn, tags } = args;
    const { accountId, permissionsBoundary, sessionManager } = settings.environment.access;
    const arns = accountArns(settings.region, accountId, { parent: opts.parent });
    const statements = workerRoleStatements<pulumi.Input<string>>({
        arn: (service, resource) => arns.of(service, resource),
        logGroup: plan.logGroup,
        parameters: [plan.releaseParameter, plan.secretsParameter].filter((each) => each !== undefined),
        objectsArn: plan.settings.delivery.kind === "s3" ? objectsArn : undefined,
        secrets: plan.secrets.flatMap((secret) => secrets[secret.name]?.access ?? []),
        sessionManager,
    });
    const role = { region: settings.region, permissionsBoundary, tags };
    return createInstanceProfile(name, { ...role, statements, managedPolicyArns: [] }, opts);
}
