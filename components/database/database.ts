import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { SecretAccess, secretAccess } from "../beanstalk-environment/secret-access";
import type { databaseVariables } from "../beanstalk-environment/variables";
import type { Network } from "../network/network";
import type { Settings } from "../settings";
import { StoredSecret, storeSecret } from "../stored-secret";
import { rootCertificates } from "./root-certificates";
import { parameterFamily, postgresPort, secretDocument } from "./plan-database";

export type PostgresSettings = Extract<Settings["database"], { kind: "postgres" }>;

export interface DatabaseArgs {
    readonly settings: PostgresSettings;
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    readonly recoveryDays: number;
    /** Path on the instances of the certificates by which the application knows the server; undefined for none. */
    readonly rootCertificates: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * RDS for PostgreSQL: reached from the instances only, over TLS only, encrypted, backed up. The password is made once and is found in Secrets Manager
 * and, encrypted, in the state. Changing the name, the user or the engine would replace the server; `protect` stops that.
 */
export class Database extends pulumi.ComponentResource {
    /** `host:port` */
    readonly endpoint: pulumi.Output<string>;
    /** Environment properties without the password. */
    readonly variables: Readonly<Record<(typeof databaseVariables)[number], pulumi.Input<string>>>;
    /** References for `environmentsecrets`. */
    readonly references: Readonly<Record<"DATABASE_URL" | "RDS_PASSWORD", pulumi.Output<string>>>;
    readonly secretArn: pulumi.Output<string>;
    /** Version of the secret that holds address and password. */
    readonly secretVersionId: pulumi.Output<string>;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:database:Database", name, { settings: args.settings }, opts);
        const password = new random.RandomPassword(
            `${name}-password`,
            { length: 40, special: false },
            { parent: this, additionalSecretOutputs: ["result"] },
        );
        const server = createServer(name, args, password.result, { parent: this });
        const stored = storeCredentials(name, args, server, password.result, { parent: this });

        this.endpoint = server.endpoint;
        this.variables = {
            RDS_HOSTNAME: server.address,
            RDS_PORT: server.port.apply(String),
            RDS_DB_NAME: args.settings.name,
            RDS_USERNAME: args.settings.username,
        };
        this.references = {
            DATABASE_URL: pulumi.interpolate`${stored.arn}:url`,
            RDS_PASSWORD: pulumi.interpolate`${stored.arn}:password`,
        };
        this.secretArn = stored.arn;
        this.secretVersionId = stored.versionId;
        this.registerOutputs({ endpoint: this.endpoint });
    }
}

function createServer(
    name: string,
    args: DatabaseArgs,
    password: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
): aws.rds.Instance {
    const { settings, tags } = args;
    const subnets = new aws.rds.SubnetGroup(`${name}-subnets`, { subnetIds: args.subnetIds, tags }, opts);
    const parameters = createParameters(name, args, opts);
    return new aws.rds.Instance(
        name,
        {
            engine: "postgres",
            engineVersion: settings.version,
            instanceClass: settings.instanceClass,
            allocatedStorage: settings.storageGb,
            maxAllocatedStorage: settings.maxStorageGb,
            storageType: "gp3",
            storageEncrypted: true,
            dbName: settings.name,
            username: settings.username,
            password,
            port: postgresPort,
            dbSubnetGroupName: subnets.name,
            parameterGroupName: parameters.name,
            vpcSecurityGroupIds: [args.securityGroupId],
            publiclyAccessible: false,
            multiAz: settings.multiAz,
            backupRetentionPeriod: settings.backupDays,
            copyTagsToSnapshot: true,
            deletionProtection: settings.deletionProtection,
            ...finalSnapshot(name, settings, opts),
            tags,
        },
        // RDS grows the storage by itself, and a smaller value would be refused.
        { ...opts, ignoreChanges: ["allocatedStorage"] },
    );
}

function createParameters(
    name: string,
    { settings, tags }: DatabaseArgs,
    opts: pulumi.CustomResourceOptions,
): aws.rds.ParameterGroup {
    return new aws.rds.ParameterGroup(
        `${name}-parameters`,
        { family: parameterFamily(settings.version), parameters: [{ name: "rds.force_ssl", value: "1" }], tags },
        opts,
    );
}

/** AWS refuses a snapshot under a name that exists, so the name has a part that is new with each database. */
function finalSnapshot(name: string, { deletionProtection }: PostgresSettings, opts: pulumi.CustomResourceOptions) {
    if (!deletionProtection) {
        return { skipFinalSnapshot: true };
    }
    const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, opts);
    return { skipFinalSnapshot: false, finalSnapshotIdentifier: pulumi.interpolate`${name}-final-${suffix.hex}` };
}

function storeCredentials(
    name: string,
    args: DatabaseArgs,
    server: aws.rds.Instance,
    password: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
): StoredSecret {
    const { settings, recoveryDays, tags } = args;
    const value = pulumi.all([server.address, server.port, password]).apply(([host, port, secret]) =>
        secretDocument({
            scheme: settings.urlScheme,
            username: settings.username,
            password: secret,
            host,
            port,
            name: settings.name,
            rootCertificates: args.rootCertificates,
        }),
    );
    return storeSecret(
        `${name}-credentials`,
        { description: "Address and credentials of the database", value, recoveryDays, tags },
        opts,
    );
}

/** What the environment needs to know of a database, wherever it is kept. */
export interface DatabaseLinks {
    readonly component: Database | undefined;
    readonly endpoint: pulumi.Output<string> | undefined;
    readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
    readonly references: Readonly<Record<string, pulumi.Input<string>>>;
    readonly access: readonly SecretAccess<pulumi.Input<string>>[];
    readonly versionIds: readonly pulumi.Output<string>[];
}

export interface CreateDatabaseArgs extends Pick<DatabaseArgs, "tags"> {
    readonly settings: Pick<Settings, "app" | "database" | "environment" | "region">;
    readonly network: Pick<Network, "databaseSubnetIds" | "databaseSecurityGroupId">;
}

/** The database that the settings ask for, or what is known of one kept elsewhere. */
export function createDatabase(
    name: string,
    { settings, network, tags }: CreateDatabaseArgs,
    opts?: pulumi.ComponentResourceOptions,
): DatabaseLinks {
    const { database, environment } = settings;
    switch (database.kind) {
        case "postgres": {
            const args: DatabaseArgs = {
                settings: database,
                subnetIds: network.databaseSubnetIds,
                securityGroupId: required(network.databaseSecurityGroupId),
                recoveryDays: environment.secretRecoveryDays,
                rootCertificates: rootCertificates(settings)?.path,
                tags,
            };
            const component = new Database(name, args, opts);
            const { endpoint, variables, references, secretArn, secretVersionId } = component;
            return {
                component,
                endpoint,
                variables,
                references,
                access: [{ arn: secretArn, service: "secretsmanager" }],
                versionIds: [secretVersionId],
            };
        }
        case "external": {
            const { urlSecretArn, kmsKeyArn } = database;
            const access = [secretAccess(urlSecretArn, kmsKeyArn)];
            return { ...noDatabase, references: { DATABASE_URL: urlSecretArn }, access };
        }
        case "none":
            return noDatabase;
    }
}

const noDatabase: DatabaseLinks = {
    component: undefined,
    endpoint: undefined,
    variables: {},
    references: {},
    access: [],
    versionIds: [],
};

function required<T>(value: T | undefined): T {
    if (value === undefined) {
        throw new Error("The network was made without a security group for the database.");
    }
    return value;
}
