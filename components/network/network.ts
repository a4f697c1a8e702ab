import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { defaultVpcId, defaultSubnetIds } from "../lookups";
import type { Settings } from "../settings";
import { createVpc } from "./new-vpc";
import { hasDatabaseProxy, hasLoadBalancerGroup, IngressRule, planRules } from "./plan-rules";

export interface NetworkArgs {
    readonly settings: Pick<Settings, "network" | "environment" | "database" | "cache" | "region" | "domain">;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The VPC and subnets a stack runs in, and the security groups between load balancer, instances and database. Nothing is open to the world
 * but 80 and 443 of the load balancer (80 of the instances where clients reach them directly), and none of the groups is named `awseb…`, which the provider would drop.
 */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly loadBalancerSubnetIds: pulumi.Output<string[]>;
    readonly instanceSubnetIds: pulumi.Output<string[]>;
    readonly databaseSubnetIds: pulumi.Output<string[]>;
    /** Instances need public addresses to reach the internet, because their subnets have no NAT gateway. */
    readonly publicInstances: boolean;
    readonly instanceSecurityGroupId: pulumi.Output<string>;
    /** Only with an application load balancer of the environment's own. */
    readonly loadBalancerSecurityGroupId: pulumi.Output<string> | undefined;
    /** Only with a database. */
    readonly databaseSecurityGroupId: pulumi.Output<string> | undefined;
    /** Only with RDS Proxy. */
    readonly databaseProxySecurityGroupId: pulumi.Output<string> | undefined;
    /** Only with a cache. */
    readonly cacheSecurityGroupId: pulumi.Output<string> | undefined;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:network:Network", name, { network: args.settings.network }, opts);
        const { environment, database, cache } = args.settings;
        const place = findPlace(name, args, { parent: this });
        this.vpcId = place.vpcId;
        this.loadBalancerSubnetIds = place.loadBalancerSubnetIds;
        this.instanceSubnetIds = place.instanceSubnetIds;
        this.databaseSubnetIds = place.databaseSubnetIds;
        this.publicInstances = place.publicInstances;

        const group = (suffix: string, description: string) =>
            createGroup(`${name}-${suffix}`, description, place.vpcId, args.tags, { parent: this });
        const instances = group("instances", "Instances of the environment");
        const loadBalancer = hasLoadBalancerGroup(environment)
            ? group("load-balancer", "Load balancer of the environment")
            : undefined;
        const databaseGroup =
            database.kind === "postgres" ? group("database", "Database, reached from the instances only") : undefined;
        const databaseProxy = hasDatabaseProxy(database)
            ? group("database-proxy", "RDS Proxy, between instances and database")
            : undefined;
        const cacheGroup = cache.kind === "none" ? undefined : group("cache", "Cache, reached from the instances only");
        const groups = {
            instances,
            "load-balancer": loadBalancer,
            database: databaseGroup,
            "database-proxy": databaseProxy,
            cache: cacheGroup,
        };
        createRules(name, planRules(args.settings), groups, { parent: this });

        this.instanceSecurityGroupId = instances.id;
        this.loadBalancerSecurityGroupId = loadBalancer?.id;
        this.databaseSecurityGroupId = databaseGroup?.id;
        this.databaseProxySecurityGroupId = databaseProxy?.id;
        this.cacheSecurityGroupId = cacheGroup?.id;
        this.registerOutputs({ vpcId: this.vpcId });
    }
}

/** Where things run, however it came about. */
export type Place = Pick<
    Network,
    "vpcId" | "loadBalancerSubnetIds" | "instanceSubnetIds" | "databaseSubnetIds" | "publicInstances"
>;

function findPlace(name: string, { settings, tags }: NetworkArgs, opts: pulumi.ResourceOptions): Place {
    const { network, region } = settings;
    switch (network.kind) {
        case "default": {
            const vpcId = network.vpcId === undefined ? defaultVpcId(opts) : pulumi.output(network.vpcId);
            const all = sorted(network.subnetIds ?? defaultSubnetIds(vpcId, opts));
            // The load balancer sends nothing to a zone that it is not in itself.
            const ids = network.subnetIds === undefined ? all.apply((found) => found.slice(0, network.zoneCount)) : all;
            return {
                vpcId,
                loadBalancerSubnetIds: ids,
                instanceSubnetIds: ids,
                databaseSubnetIds: all,
                publicInstances: true,
            };
        }
        case "existing":
            return {
                vpcId: pulumi.output(network.vpcId),
                loadBalancerSubnetIds: sorted(network.loadBalancerSubnetIds),
                instanceSubnetIds: sorted(network.instanceSubnetIds),
                databaseSubnetIds: sorted(network.databaseSubnetIds),
                publicInstances: network.publicInstances,
            };
        case "new":
            return createVpc(network, { name, region, tags, opts });
    }
}

const sorted = (ids: pulumi.Input<string[]>): pulumi.Output<string[]> =>
    pulumi.output(ids).apply((list) => [...list].sort());

function createGroup(
    name: string,
    description: string,
    vpcId: pulumi.Input<string>,
    tags: Readonly<Record<string, string>>,
    opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup {
    return new aws.ec2.SecurityGroup(name, { description, vpcId, tags }, opts);
}

type Groups = Readonly<Record<IngressRule["group"], aws.ec2.SecurityGroup | undefined>>;

/** Nothing leaves a database or a cache, and a proxy reaches nothing else. */
function createRules(
    name: string,
    rules: readonly IngressRule[],
    groups: Groups,
    opts: pulumi.CustomResourceOptions,
): void {
    for (const suffix of ["instances", "load-balancer"] as const) {
        const group = groups[suffix];
        if (group !== undefined) {
            allowOut(`${name}-${suffix}-out`, group, opts);
        }
    }
    allowProxyOut(name, groups, opts);
    for (const rule of rules) {
        allowIn(`${name}-${rule.suffix}`, rule, groups, opts);
    }
}

function allowOut(name: string, group: aws.ec2.SecurityGroup, opts: pulumi.CustomResourceOptions): void {
    new aws.vpc.SecurityGroupEgressRule(
        name,
        { securityGroupId: group.id, description: "Anywhere", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
        opts,
    );
}

function allowProxyOut(
    name: string,
    { database, "database-proxy": proxy }: Groups,
    opts: pulumi.CustomResourceOptions,
): void {
    if (proxy !== undefined && database !== undefined) {
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-database-proxy-out`,
            {
                securityGroupId: proxy.id,
                description: "The database",
                ipProtocol: "tcp",
                fromPort: 5432,
                toPort: 5432,
                referencedSecurityGroupId: database.id,
            },
            opts,
        );
    }
}

function allowIn(
    name: string,
    { group, port, from }: IngressRule,
    groups: Groups,
    opts: pulumi.CustomResourceOptions,
): void {
    const source =
        "cidr" in from
            ? { description: `Port ${port} from ${from.cidr}`, ...addresses(from.cidr) }
            : {
                  description: `Port ${port} from the group in front`,
                  referencedSecurityGroupId: "group" in from ? idOf(groups, from.group) : from.groupId,
              };
    new aws.vpc.SecurityGroupIngressRule(
        name,
        { securityGroupId: idOf(groups, group), ipProtocol: "tcp", fromPort: port, toPort: port, ...source },
        opts,
    );
}

const addresses = (cidr: string) => (cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr });

function idOf(groups: Groups, group: IngressRule["group"]): pulumi.Output<string> {
    const found = groups[group];
    if (found === undefined) {
        throw new Error(`A rule names the group ${group}, which this stack does not have.`);
    }
    return found.id;
}
