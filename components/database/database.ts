import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { SecretAccess, secretAccess, SecretKey } from "../beanstalk-environment/secret-access";
import type { databaseVariables, replicaVariable } from "../beanstalk-environment/variables";
import type { Network } from "../network/network";
import { table } from "../parsed-values";
import { ProblemError } from "../problem";
import type { Settings } from "../settings";
import { StoredSecret, storeSecret } from "../stored-secret";
import { connectionNotices } from "./connection-budget";
import { frozenDatabaseChanges } from "./frozen-database";
import { secretDocument } from "./plan-database";
import type { PostgresSettings } from "./plan-server";
import { createProxy } from "./proxy";
import { rootCertificates } from "./root-certificates";
import { createServers, ServerArgs, Servers } from "./server";

export type { PostgresSettings } from "./plan-server";

export interface DatabaseArgs extends ServerArgs {
    /** Of the stack, for messages. */
    readonly stack: string;
    /** Only with RDS Proxy. */
    readonly proxySecurityGroupId: pulumi.Input<string> | undefined;
    readonly recoveryDays: number;
    /** What encrypts the credentials; undefined for the key that AWS manages. */
    readonly secretKey: SecretKey<pulumi.Input<string>> | undefined;
    /** Path on the instances of the certificates by which the application knows the server; undefined for none. */
    readonly rootCertificates: string | undefined;
    /** ARN of a policy that no role of the stack can go beyond. */
    readonly permissionsBoundary: string | undefined;
}

type Variable = (typeof databaseVariables)[number] | typeof replicaVariable;

/**
 * RDS for PostgreSQL: reached from the instances only, over TLS only, encrypted, backed up. The password is made once and is found in Secrets Manager
 * and, encrypted, in the state. What would replace the server is refused in the preview.
 */
export class Database extends pulumi.ComponentResource {
    /** `host:port` of the server itself. */
    readonly endpoint: pulumi.Output<string>;
    /** Environment properties without the password. */
    readonly variables: Readonly<Partial<Record<Variable, pulumi.Input<string>>>>;
    /** References for `environmentsecrets`. */
    readonly references: Readonly<Record<"DATABASE_URL" | "RDS_PASSWORD", pulumi.Output<string>>>;
    /** What it takes to read the secret that holds address and password. */
    readonly secretAccess: SecretAccess<pulumi.Input<string>>;
    /** Version of the secret that holds address and password. */
    readonly secretVersionId: pulumi.Output<string>;
    /** Names of the servers, by which CloudWatch knows them. */
    readonly identifier: pulumi.Output<string>;
    readonly replicaIdentifier: pulumi.Output<string> | undefined;

    constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "django-beanstalk:database:Database",
            name,
            { settings: args.settings },
            pulumi.mergeOptions(opts, { hooks: { beforeUpdate: [frozenDatabaseHook(name, args)] } }),
        );
        const password = createPassword(name, args.settings, { parent: this, protect: false });
        const servers = createServers(name, args, password, { parent: this });
        const host = createWay(name, args, servers, password, { parent: this, protect: false });
        const stored = storeCredentials(name, args, { ...servers, host, password }, { parent: this, protect: false });

        this.endpoint = servers.server.endpoint;
        this.identifier = servers.server.identifier;
        this.replicaIdentifier = servers.replica?.identifier;
        this.variables = variablesOf(args.settings, servers, host);
        this.references = {
            DATABASE_URL: pulumi.interpolate`${stored.arn}:url`,
            RDS_PASSWORD: pulumi.interpolate`${stored.arn}:password`,
        };
        this.secretAccess = stored.access;
        this.secretVersionId = stored.versionId;
        this.registerOutputs({ endpoint: this.endpoint });
    }
}

/** On the component, because the engine calls no hook before it replaces a server. The state keeps the settings of the last update. */
const frozenDatabaseHook = (name: string, { settings, stack }: DatabaseArgs): pulumi.ResourceHook =>
    new pulumi.ResourceHook(
        `${name}-frozen`,
        ({ oldInputs = {} }) => {
            const problems = frozenDatabaseChanges(table(oldInputs["settings"]), settings);
            if (problems.length > 0) {
                throw new ProblemError(`Pulumi.${stack}.yaml`, problems);
            }
        },
        { onDryRun: true },
    );

/** The first one has no keeper, so that a database of an older version of this program keeps its password. */
const createPassword = (
    name: string,
    { passwordVersion }: PostgresSettings,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> =>
    new random.RandomPassword(
        `${name}-password`,
        {
            length: 40,
            special: false,
            ...(passwordVersion === 1 ? {} : { keepers: { version: String(passwordVersion) } }),
        },
        { ...opts, additionalSecretOutputs: ["result"] },
    ).result;

/** @returns the host that the application connects to: the server's own, or a proxy's */
function createWay(
    name: string,
    args: DatabaseArgs,
    { server }: Servers,
    password: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const { settings, proxySecurityGroupId } = args;
    const { proxy, username } = settings;
    return proxy === undefined
        ? server.address
        : createProxy(
              `${name}-proxy`,
              {
                  ...args,
                  settings: { proxy, username },
                  securityGroupId: required(proxySecurityGroupId),
                  server,
                  password,
              },
              opts,
          );
}

const variablesOf = (
    { name, username }: PostgresSettings,
    { server, replica }: Servers,
    host: pulumi.Output<string>,
): Database["variables"] => ({
    RDS_HOSTNAME: host,
    RDS_PORT: server.port.apply(String),
    RDS_DB_NAME: name,
    RDS_USERNAME: username,
    ...(replica === undefined ? {} : { RDS_REPLICA_HOSTNAME: replica.address }),
});

interface Stored extends Servers {
    readonly host: pulumi.Output<string>;
    readonly password: pulumi.Output<string>;
}

function storeCredentials(
    name: string,
    { settings, recoveryDays, secretKey: key, rootCertificates: path, tags }: DatabaseArgs,
    { server, host, password }: Stored,
    opts: pulumi.CustomResourceOptions,
): StoredSecret {
    const value = pulumi.all([host, server.port, password]).apply(([address, port, secret]) =>
        secretDocument({
            scheme: settings.urlScheme,
            username: settings.username,
            password: secret,
            host: address,
            port,
            name: settings.name,
            rootCertificates: path,
        }),
    );
    const description = "Address and credentials of the database";
    return storeSecret(`${name}-credentials`, { description, value, recoveryDays, key, tags }, opts);
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

export interface CreateDatabaseArgs extends Pick<DatabaseArgs, "secretKey" | "tags"> {
    readonly settings: Settings;
    readonly network: Pick<Network, "databaseSubnetIds" | "databaseSecurityGroupId" | "databaseProxySecurityGroupId">;
}

/** The database that the settings ask for, or what is known of one kept elsewhere. */
export function createDatabase(
    name: string,
    { settings, network, secretKey, tags }: CreateDatabaseArgs,
    opts?: pulumi.ComponentResourceOptions,
): DatabaseLinks {
    const { database, environment, stack } = settings;
    switch (database.kind) {
        case "postgres": {
            const component = new Database(
                name,
                {
                    settings: database,
                    stack,
                    subnetIds: network.databaseSubnetIds,
                    securityGroupId: required(network.databaseSecurityGroupId),
                    proxySecurityGroupId: network.databaseProxySecurityGroupId,
                    recoveryDays: environment.secretRecoveryDays,
                    secretKey,
                    rootCertificates: rootCertificates(settings)?.path,
                    permissionsBoundary: environment.access.permissionsBoundary,
                    tags,
                },
                opts,
            );
            connectionNotices(settings).forEach((notice) => void pulumi.log.warn(notice, component));
            return linksOf(component);
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

const linksOf = (component: Database): DatabaseLinks => ({
    component,
    endpoint: component.endpoint,
    variables: component.variables,
    references: component.references,
    access: [component.secretAccess],
    versionIds: [component.secretVersionId],
});

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
