import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { SecretAccess, SecretKey } from "../beanstalk-environment/secret-access";
import { finalSnapshot } from "../final-snapshot";
import type { Network } from "../network/network";
import type { Settings } from "../settings";
import { StoredSecret, storeSecret } from "../stored-secret";
import { downgradeHook, engineInputs } from "./downgrade";
import {
    cacheFamily,
    cacheSecrets,
    cacheUrls,
    defaultParameterGroup,
    evictionPolicy,
    planServer,
    ServerSettings,
} from "./plan-cache";

export interface CacheArgs {
    readonly settings: ServerSettings;
    readonly stack: string;
    /** Name in AWS, which has it once a region: 40 letters, digits and single hyphens at most. */
    readonly replicationGroupId: string;
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupId: pulumi.Input<string>;
    readonly recoveryDays: number;
    readonly secretKey: SecretKey<pulumi.Input<string>> | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * ElastiCache for Django's cache, Celery and Channels: reached from the instances only, over TLS and with a token only, encrypted. The token is made once and
 * is found in Secrets Manager, as a part of the URLs, and encrypted in the state.
 */
export class Cache extends pulumi.ComponentResource {
    /** `host:port` of the node that takes writes; it stays when another node takes over. */
    readonly endpoint: pulumi.Output<string>;
    /** References for `environmentsecrets`. */
    readonly references: Readonly<Record<(typeof cacheSecrets)[number], pulumi.Output<string>>>;
    readonly stored: StoredSecret;

    constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
        const hooks = { beforeUpdate: [downgradeHook(name, args.settings, args.stack)] };
        super("django-beanstalk:cache:Cache", name, engineInputs(args.settings), pulumi.mergeOptions(opts, { hooks }));
        const token = new random.RandomPassword(
            `${name}-token`,
            // AWS wants three kinds of characters, and takes few that are neither letters nor digits.
            { length: 64, special: false, minLower: 1, minUpper: 1, minNumeric: 1 },
            // Whoever needs another one replaces it, in a protected stack too.
            { parent: this, protect: false, additionalSecretOutputs: ["result"] },
        );
        const server = createServer(name, args, token.result, { parent: this });
        this.stored = storeUrls(name, args, server, token.result, { parent: this });

        this.endpoint = pulumi.interpolate`${server.primaryEndpointAddress}:${server.port}`;
        this.references = {
            CACHE_URL: pulumi.interpolate`${this.stored.arn}:CACHE_URL`,
            REDIS_URL: pulumi.interpolate`${this.stored.arn}:REDIS_URL`,
        };
        this.registerOutputs({ endpoint: this.endpoint });
    }
}

function createServer(
    name: string,
    args: CacheArgs,
    authToken: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
): aws.elasticache.ReplicationGroup {
    const { settings, replicationGroupId, tags } = args;
    const subnets = new aws.elasticache.SubnetGroup(`${name}-subnets`, { subnetIds: args.subnetIds, tags }, opts);
    return new aws.elasticache.ReplicationGroup(
        name,
        {
            ...planServer(settings),
            replicationGroupId,
            description: `Cache and queues of ${replicationGroupId}`,
            authToken,
            subnetGroupName: subnets.name,
            securityGroupIds: [args.securityGroupId],
            parameterGroupName: createParameters(name, args, opts),
            ...finalSnapshot(name, settings, opts),
            tags,
        },
        // AWS has its name once, so that a new one can only follow the old one.
        { ...opts, deleteBeforeReplace: true },
    );
}

/** It comes and goes with the purpose, in the same update, which the engine would refuse of what is protected. */
function createParameters(
    name: string,
    { settings, tags }: CacheArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Input<string> {
    const policy = evictionPolicy(settings);
    return policy === undefined
        ? defaultParameterGroup(settings)
        : new aws.elasticache.ParameterGroup(
              `${name}-parameters`,
              { family: cacheFamily(settings), parameters: [{ name: "maxmemory-policy", value: policy }], tags },
              { ...opts, protect: false },
          ).name;
}

function storeUrls(
    name: string,
    { recoveryDays, secretKey, tags }: CacheArgs,
    server: aws.elasticache.ReplicationGroup,
    token: pulumi.Output<string>,
    opts: pulumi.CustomResourceOptions,
): StoredSecret {
    const value = pulumi
        .all([server.primaryEndpointAddress, server.port, token])
        .apply(([host, port, secret]) => JSON.stringify(cacheUrls({ host, port: port ?? 0, token: secret })));
    return storeSecret(
        `${name}-urls`,
        { description: "URLs of the cache, with its token", value, recoveryDays, key: secretKey, tags },
        opts,
    );
}

/** What the environment needs to know of a cache. */
export interface CacheLinks {
    readonly component: Cache | undefined;
    readonly references: Readonly<Record<string, pulumi.Input<string>>>;
    readonly access: readonly SecretAccess<pulumi.Input<string>>[];
    readonly versionIds: readonly pulumi.Output<string>[];
}

export interface CreateCacheArgs extends Pick<CacheArgs, "secretKey" | "tags"> {
    readonly settings: Pick<Settings, "applicationName" | "cache" | "environment" | "stack">;
    readonly network: Pick<Network, "databaseSubnetIds" | "cacheSecurityGroupId">;
}

/** The cache that the settings ask for, or none. */
export function createCache(
    name: string,
    { settings, network, secretKey, tags }: CreateCacheArgs,
    opts?: pulumi.ComponentResourceOptions,
): CacheLinks {
    const { applicationName, cache, environment, stack } = settings;
    if (cache.kind === "none" || network.cacheSecurityGroupId === undefined) {
        return { component: undefined, references: {}, access: [], versionIds: [] };
    }
    const args: CacheArgs = {
        settings: cache,
        stack,
        replicationGroupId: applicationName,
        subnetIds: network.databaseSubnetIds,
        securityGroupId: network.cacheSecurityGroupId,
        recoveryDays: environment.secretRecoveryDays,
        secretKey,
        tags,
    };
    const component = new Cache(name, args, opts);
    const { references, stored } = component;
    return { component, references, access: [stored.access], versionIds: [stored.versionId] };
}
