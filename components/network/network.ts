import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { defaultVpcId, defaultSubnetIds } from "../lookups";
import type { Settings } from "../settings";
import { createVpc } from "./new-vpc";
import { servesIpv6 } from "./plan-network";

export interface NetworkArgs {
    readonly settings: Pick<Settings, "network" | "environment" | "database" | "region">;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The VPC and subnets a stack runs in, and the security groups between load balancer, instances and database. Nothing is open to the world
 * but 80 and 443 of the load balancer (80 of the instance where there is none), and none of the groups is named `awseb…`, which the provider would drop.
 */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly loadBalancerSubnetIds: pulumi.Output<string[]>;
    readonly instanceSubnetIds: pulumi.Output<string[]>;
    readonly databaseSubnetIds: pulumi.Output<string[]>;
    /** Instances need public addresses to reach the internet, because their subnets have no NAT gateway. */
    readonly publicInstances: boolean;
    readonly instanceSecurityGroupId: pulumi.Output<string>;
    /** Only with a load balancer. */
    readonly loadBalancerSecurityGroupId: pulumi.Output<string> | undefined;
    /** Only with a database. */
    readonly databaseSecurityGroupId: pulumi.Output<string> | undefined;

    constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:network:Network", name, { network: args.settings.network }, opts);
        const { environment, database } = args.settings;
        const place = findPlace(name, args, { parent: this });
        this.vpcId = place.vpcId;
        this.loadBalancerSubnetIds = place.loadBalancerSubnetIds;
        this.instanceSubnetIds = place.instanceSubnetIds;
        this.databaseSubnetIds = place.databaseSubnetIds;
        this.publicInstances = place.publicInstances;

        const group = (suffix: string, description: string) =>
            createGroup(`${name}-${suffix}`, description, place.vpcId, args.tags, { parent: this });
        const instances = group("instances", "Instances of the environment");
        const loadBalancer =
            environment.loadBalancer.kind !== "none"
                ? group("load-balancer", "Load balancer of the environment")
                : undefined;
        const databaseGroup =
            database.kind === "postgres" ? group("database", "Database, reached from the instances only") : undefined;
        const world = ["0.0.0.0/0", ...(servesIpv6(args.settings) ? ["::/0"] : [])];
        createRules(name, { instances, loadBalancer, database: databaseGroup }, world, { parent: this });

        this.instanceSecurityGroupId = instances.id;
        this.loadBalancerSecurityGroupId = loadBalancer?.id;
        this.databaseSecurityGroupId = databaseGroup?.id;
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
            const ids = sorted(network.subnetIds ?? defaultSubnetIds(vpcId, opts));
            return {
                vpcId,
                loadBalancerSubnetIds: ids,
                instanceSubnetIds: ids,
                databaseSubnetIds: ids,
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

interface Groups {
    readonly instances: aws.ec2.SecurityGroup;
    readonly loadBalancer: aws.ec2.SecurityGroup | undefined;
    readonly database: aws.ec2.SecurityGroup | undefined;
}

function createRules(
    name: string,
    { instances, loadBalancer, database }: Groups,
    world: readonly string[],
    opts: pulumi.CustomResourceOptions,
): void {
    allowOut(`${name}-instances-out`, instances, opts);
    if (loadBalancer === undefined) {
        allowWorld(`${name}-instances-http`, instances, 80, "0.0.0.0/0", opts);
    } else {
        allowOut(`${name}-load-balancer-out`, loadBalancer, opts);
        for (const range of world) {
            allowWorld(`${name}-load-balancer-http`, loadBalancer, 80, range, opts);
            allowWorld(`${name}-load-balancer-https`, loadBalancer, 443, range, opts);
        }
        allowFrom(`${name}-instances-http`, instances, loadBalancer, 80, opts);
    }
    if (database !== undefined) {
        allowFrom(`${name}-database-postgres`, database, instances, 5432, opts);
    }
}

function allowOut(name: string, group: aws.ec2.SecurityGroup, opts: pulumi.CustomResourceOptions): void {
    new aws.vpc.SecurityGroupEgressRule(
        name,
        { securityGroupId: group.id, description: "Anywhere", ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
        opts,
    );
}

function allowWorld(
    name: string,
    group: aws.ec2.SecurityGroup,
    port: number,
    range: string,
    opts: pulumi.CustomResourceOptions,
): void {
    const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
    const isIpv6 = range.includes(":");
    new aws.vpc.SecurityGroupIngressRule(
        isIpv6 ? `${name}-ipv6` : name,
        {
            securityGroupId: group.id,
            description: `Port ${port} from anywhere`,
            ...ports,
            ...(isIpv6 ? { cidrIpv6: range } : { cidrIpv4: range }),
        },
        opts,
    );
}

function allowFrom(
    name: string,
    group: aws.ec2.SecurityGroup,
    source: aws.ec2.SecurityGroup,
    port: number,
    opts: pulumi.CustomResourceOptions,
): void {
    const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
    new aws.vpc.SecurityGroupIngressRule(
        name,
        {
            securityGroupId: group.id,
            description: `Port ${port} from the group in front`,
            ...ports,
            referencedSecurityGroupId: source.id,
        },
        opts,
    );
}
