import * as pulumi from "@pulumi/pulumi";
import { SecretAccess, secretAccess, SecretKey } from "../beanstalk-environment/secret-access";
import { usersVariable } from "../../ebextensions/recipes/database-users";
import type { Network } from "../network/network";
import { table } from "../parsed-values";
import { throwProblems } from "../problem";
import { required } from "../required";
import type { Settings } from "../settings";
import { connectionNotices } from "./connection-budget";
import { createPasswords, Stored, storeCredentials } from "./credentials";
import { frozenDatabaseChanges, storageNotices } from "./frozen-database";
import { LastUpdate, renamedServer } from "./plan-logs";
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

type Texts = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * RDS for PostgreSQL: reached from the instances only, over TLS only, encrypted, backed up. A password is made once for each version of it and is found in
 * Secrets Manager and, encrypted, in the state. What would replace the server, or end a running application's connections, is refused in the preview.
 */
export class Database extends pulumi.ComponentResource {
    /** `host:port` of the server itself. */
    readonly endpoint: pulumi.Output<string>;
    /** Environment properties without the password. */
    readonly variables: Texts;
    /** References for `environmentsecrets`. */
    readonly references: Texts;
    /** What it takes to read the secrets that hold address and passwords. */
    readonly access: readonly SecretAccess<pulumi.Input<string>>[];
    /** Versions of those secrets. */
    readonly versionIds: readonly pulumi.Output<string>[];
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
        const passwords = createPasswords(name, args.settings, { parent: this, protect: false });
        const servers = createServers(name, args, passwords.master, { parent: this });
        const host = createWay(name, args, servers, passwords.master, { parent: this, protect: false });
        const stored = storeCredentials(name, args, { ...servers, host, passwords }, { parent: this, protect: false });
        const secrets = [stored.application, ...(stored.users === undefined ? [] : [stored.users])];

        this.endpoint = servers.server.endpoint;
        this.identifier = servers.server.identifier;
        this.replicaIdentifier = servers.replica?.identifier;
        this.variables = variablesOf(args.settings, servers, host, stored);
        this.references = referencesOf(stored);
        this.access = secrets.map(({ access }) => access);
        this.versionIds = secrets.map(({ versionId }) => versionId);
        this.registerOutputs({ endpoint: this.endpoint });
    }
}

/** On the component, because the engine calls no hook before it replaces a server. The state keeps the settings of the last update. */
const frozenDatabaseHook = (name: string, { settings, stack }: DatabaseArgs): pulumi.ResourceHook =>
    new pulumi.ResourceHook(
        `${name}-frozen`,
        async ({ oldInputs = {}, oldOutputs = {} }) => {
            const before = table(oldInputs["settings"]);
            const last: LastUpdate = { settings: before, endpoint: oldOutputs["endpoint"] };
            throwProblems(`Pulumi.${stack}.yaml`, [
                ...frozenDatabaseChanges(before, settings),
                ...renamedServer(name, last, settings),
            ]);
            await Promise.all(storageNotices(before, settings).map((notice) => pulumi.log.warn(notice)));
        },
        { onDryRun: true },
    );

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
                  securityGroupId: required(proxySecurityGroupId, noGroup),
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
    { users }: Stored,
): Texts => ({
    RDS_HOSTNAME: host,
    RDS_PORT: server.port.apply(String),
    RDS_DB_NAME: name,
    ...(users === undefined ? { RDS_USERNAME: username } : { [usersVariable]: users.arn }),
    ...(replica === undefined ? {} : { RDS_REPLICA_HOSTNAME: replica.address }),
});

/** A user that changes comes from where its password does: an instance must not have the one without the other. */
const referencesOf = ({ application: { arn }, users }: Stored): Texts => ({
    DATABASE_URL: pulumi.interpolate`${arn}:url`,
    RDS_PASSWORD: pulumi.interpolate`${arn}:password`,
    ...(users === undefined ? {} : { RDS_USERNAME: pulumi.interpolate`${arn}:username` }),
});

/** What the environment needs to know of a database, wherever it is kept. */
export interface DatabaseLinks {
    readonly component: Database | undefined;
    readonly endpoint: pulumi.Output<string> | undefined;
    readonly variables: Texts;
    readonly references: Texts;
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
                    securityGroupId: required(network.databaseSecurityGroupId, noGroup),
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
    access: component.access,
    versionIds: component.versionIds,
});

const noDatabase: DatabaseLinks = {
    component: undefined,
    endpoint: undefined,
    variables: {},
    references: {},
    access: [],
    versionIds: [],
};

const noGroup = "The network was made without a security group for the database.";
