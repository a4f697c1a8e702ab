import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { finalSnapshot } from "../final-snapshot";
import { createLogGroups } from "./logs";
import { replicaIdentifier, serverIdentifier } from "./plan-logs";
import { planParameters, planReplica, planServer, PostgresSettings } from "./plan-server";

export interface ServerArgs {
    readonly settings: PostgresSettings;
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    readonly tags: Readonly<Record<string, string>>;
}

export interface Servers {
    readonly server: aws.rds.Instance;
    readonly replica: aws.rds.Instance | undefined;
}

/**
 * The server, what belongs to it, and a replica where the settings ask for one.
 *
 * @param opts - the server's own, which a stack may protect; everything else comes again
 */
export function createServers(
    name: string,
    args: ServerArgs,
    password: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
): Servers {
    const { settings, tags } = args;
    const replaceable = { ...opts, protect: false };
    const subnets = new aws.rds.SubnetGroup(`${name}-subnets`, { subnetIds: args.subnetIds, tags }, replaceable);
    // Another major version is another family, hence another group: AWS makes up its name, so that the new one is there before the old one goes.
    const parameters = new aws.rds.ParameterGroup(
        `${name}-parameters`,
        { ...planParameters(settings), tags },
        replaceable,
    );
    const shared = { parameterGroupName: parameters.name, vpcSecurityGroupIds: [args.securityGroupId], tags };
    const identifier = serverIdentifier(name, settings);
    const logs = { retentionDays: settings.logRetentionDays, tags };
    const server = new aws.rds.Instance(
        name,
        {
            ...planServer(settings),
            ...shared,
            identifier,
            password,
            dbSubnetGroupName: subnets.name,
            ...finalSnapshot(name, settings, replaceable),
        },
        // RDS grows the storage by itself, and a smaller value would be refused.
        {
            ...opts,
            ignoreChanges: ["allocatedStorage"],
            dependsOn: createLogGroups(name, { identifier, ...logs }, replaceable),
        },
    );
    return { server, replica: createReplica(name, settings, { ...shared, server }, replaceable) };
}

type Shared = Pick<aws.rds.InstanceArgs, "parameterGroupName" | "vpcSecurityGroupIds"> & Pick<ServerArgs, "tags">;

/**
 * In the server's subnets and encrypted with its key: in one region both follow from the server, and are not to be given. Another name makes another replica, as its
 * groups of logs are others too; renamed, it would have another address before anything knows it.
 */
function createReplica(
    name: string,
    settings: PostgresSettings,
    { server, ...shared }: Shared & { readonly server: aws.rds.Instance },
    opts: pulumi.CustomResourceOptions,
): aws.rds.Instance | undefined {
    if (settings.replica === undefined) {
        return undefined;
    }
    const replica = `${name}-replica`;
    const identifier = replicaIdentifier(name, settings);
    const logs = { identifier, retentionDays: settings.logRetentionDays, tags: shared.tags };
    return new aws.rds.Instance(
        replica,
        { ...planReplica(settings), ...shared, identifier, replicateSourceDb: server.identifier },
        { ...opts, replaceOnChanges: ["identifier"], dependsOn: createLogGroups(replica, logs, opts) },
    );
}
