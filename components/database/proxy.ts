import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { storeSecret } from "../stored-secret";
import { planPool, PostgresSettings } from "./plan-server";

export interface ProxyArgs {
    readonly settings: Pick<PostgresSettings, "username"> & { readonly proxy: NonNullable<PostgresSettings["proxy"]> };
    readonly subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    readonly securityGroupId: pulumi.Input<string>;
    readonly server: aws.rds.Instance;
    readonly password: pulumi.Output<string>;
    readonly recoveryDays: number;
    readonly permissionsBoundary: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * RDS Proxy before the server. It logs in with a secret of its own: the application's holds the proxy's address in its URL, and so comes after it.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-setup.html
 *
 * @returns the address that the application connects to, known once the proxy knows the server
 */
export function createProxy(name: string, args: ProxyArgs, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
    const { settings, tags } = args;
    const credentials = storeSecret(
        `${name}-credentials`,
        {
            description: "Credentials with which RDS Proxy logs in",
            value: pulumi.jsonStringify({ username: settings.username, password: args.password }),
            recoveryDays: args.recoveryDays,
            // The proxy's role may decrypt with no key of the stack's.
            key: undefined,
            tags,
        },
        opts,
    );
    const proxy = new aws.rds.Proxy(
        name,
        {
            engineFamily: "POSTGRESQL",
            auths: [
                {
                    authScheme: "SECRETS",
                    // RDS for PostgreSQL keeps passwords so since version 14; a 13 has to change its users'.
                    clientPasswordAuthType: "POSTGRES_SCRAM_SHA_256",
                    iamAuth: "DISABLED",
                    secretArn: credentials.arn,
                },
            ],
            requireTls: true,
            idleClientTimeout: settings.proxy.idleClientMinutes * 60,
            roleArn: createRole(name, credentials.arn, args, opts),
            vpcSubnetIds: args.subnetIds,
            vpcSecurityGroupIds: [args.securityGroupId],
            tags,
        },
        opts,
    );
    return connect(name, proxy, args, opts);
}

/** Reads the one secret, and nothing else. */
function createRole(
    name: string,
    secretArn: pulumi.Output<string>,
    { permissionsBoundary, tags }: ProxyArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const trust = { Effect: "Allow", Principal: { Service: "rds.amazonaws.com" }, Action: "sts:AssumeRole" };
    const role = new aws.iam.Role(
        `${name}-role`,
        {
            assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
            ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
            tags,
        },
        opts,
    );
    const read = { Sid: "Secret", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secretArn] };
    const policy = new aws.iam.RolePolicy(
        `${name}-policy`,
        { role: role.name, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [read] }) },
        opts,
    );
    return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}

function connect(
    name: string,
    proxy: aws.rds.Proxy,
    { settings, server }: ProxyArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const group = new aws.rds.ProxyDefaultTargetGroup(
        `${name}-targets`,
        { dbProxyName: proxy.name, connectionPoolConfig: planPool(settings.proxy) },
        opts,
    );
    const target = new aws.rds.ProxyTarget(
        `${name}-target`,
        { dbProxyName: proxy.name, targetGroupName: group.name, dbInstanceIdentifier: server.identifier },
        // AWS keeps the target when the server under the same name is made anew, and refuses to add it a second time.
        { ...opts, deleteBeforeReplace: true },
    );
    return pulumi.all([proxy.endpoint, target.id]).apply(([endpoint]) => endpoint);
}
