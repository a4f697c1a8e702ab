import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createEndpoints } from "./endpoints";
import type { Place } from "./network";
import { ipv6Subnet } from "./plan-ipv6";
import { NetworkPlan, planNetwork, SubnetPlan, Tier } from "./plan-network";
import { Context, MadeSubnet, named, NewNetwork } from "./vpc-parts";

/**
 * A VPC of the stack's own: public subnets for the load balancer (and for the instances where there is no NAT gateway), subnets for the instances, and subnets
 * for the database without any way to the internet.
 */
export function createVpc(network: NewNetwork, context: Context): Place {
    const plan = planNetwork(network);
    const vpc = createRange(network, context);
    const subnets = createSubnets(network, plan, vpc, context);
    const publicRoutes = routeToInternet(network, vpc, subnets, context);
    const instanceRoutes = routeThroughNat(plan, vpc, subnets, context);
    const tables = [publicRoutes, ...instanceRoutes].map(({ table }) => table);
    createEndpoints(network, { vpc, tables, subnets }, context);

    // Instances must not start before they reach the internet, so their subnets are known only with their routes.
    const idsOf = (tier: Tier, routes: readonly Routes[]) => {
        const ids = subnets.filter((each) => each.plan.tier === tier).map(({ subnet }) => subnet.id);
        const ready = routes.flatMap(({ associations }) => associations.map(({ id }) => id));
        return pulumi.all([pulumi.all(ids), pulumi.all(ready)]).apply(([list]) => [...list].sort());
    };
    const publicInstances = network.nat === "none";
    return {
        vpcId: vpc.id,
        loadBalancerSubnetIds: idsOf("public", [publicRoutes]),
        instanceSubnetIds: publicInstances ? idsOf("public", [publicRoutes]) : idsOf("instances", instanceRoutes),
        databaseSubnetIds: idsOf("database", []),
        publicInstances,
    };
}

function createRange({ cidr, ipv6 }: NewNetwork, context: Context): aws.ec2.Vpc {
    return new aws.ec2.Vpc(
        `${context.name}-vpc`,
        {
            cidrBlock: cidr,
            ...(ipv6 ? { assignGeneratedIpv6CidrBlock: true } : {}),
            enableDnsHostnames: true,
            enableDnsSupport: true,
            tags: named(context, "vpc"),
        },
        context.opts,
    );
}

/** Every subnet has an IPv6 range where the VPC has one, because Elastic Beanstalk demands it of all; only the public ones have a way for it. */
function createSubnets(
    { ipv6 }: NewNetwork,
    { subnets }: NetworkPlan,
    vpc: aws.ec2.Vpc,
    context: Context,
): MadeSubnet[] {
    return subnets.map((plan) => {
        const suffix = `${plan.tier}-${plan.zone}`;
        const availabilityZone = `${context.region}${plan.zone}`;
        const subnet = new aws.ec2.Subnet(
            `${context.name}-${suffix}`,
            {
                vpcId: vpc.id,
                cidrBlock: plan.cidr,
                ...(ipv6 ? { ipv6CidrBlock: vpc.ipv6CidrBlock.apply((range) => ipv6Subnet(range, plan.number)) } : {}),
                availabilityZone,
                tags: named(context, suffix),
            },
            context.opts,
        );
        return { plan, subnet };
    });
}

/** A route table and the subnets that it is for. */
interface Routes {
    readonly table: aws.ec2.RouteTable;
    readonly associations: readonly aws.ec2.RouteTableAssociation[];
}

function routeToInternet(
    { ipv6 }: NewNetwork,
    vpc: aws.ec2.Vpc,
    subnets: readonly MadeSubnet[],
    context: Context,
): Routes {
    const gateway = new aws.ec2.InternetGateway(
        `${context.name}-internet`,
        { vpcId: vpc.id, tags: named(context, "internet") },
        context.opts,
    );
    const everywhere = [{ cidrBlock: "0.0.0.0/0" }, ...(ipv6 ? [{ ipv6CidrBlock: "::/0" }] : [])];
    const routes = everywhere.map((range) => ({ ...range, gatewayId: gateway.id }));
    const table = routeTable("public", vpc, routes, context);
    return associate(table, subnets, (plan) => plan.tier === "public", context);
}

/** One table a zone, so that each zone can have a NAT gateway of its own, now or later. */
function routeThroughNat(
    plan: NetworkPlan,
    vpc: aws.ec2.Vpc,
    subnets: readonly MadeSubnet[],
    context: Context,
): Routes[] {
    const gateways = new Map(plan.natZones.map((zone) => [zone, createNat(zone, subnets, context)]));
    const zones = subnets.filter((each) => each.plan.tier === "instances").map((each) => each.plan.zone);
    return zones.map((zone) => {
        const nat = gateways.get(plan.natOf(zone) ?? "");
        const routes = nat === undefined ? [] : [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }];
        const table = routeTable(`instances-${zone}`, vpc, routes, context);
        return associate(table, subnets, (each) => each.tier === "instances" && each.zone === zone, context);
    });
}

function createNat(zone: string, subnets: readonly MadeSubnet[], context: Context): aws.ec2.NatGateway {
    const place = subnets.find(({ plan }) => plan.tier === "public" && plan.zone === zone);
    if (place === undefined) {
        throw new Error(`The plan has no public subnet in zone ${zone}.`);
    }
    const name = `${context.name}-nat-${zone}`;
    const address = new aws.ec2.Eip(
        `${name}-address`,
        { domain: "vpc", tags: named(context, `nat-${zone}`) },
        context.opts,
    );
    return new aws.ec2.NatGateway(
        name,
        { subnetId: place.subnet.id, allocationId: address.id, tags: named(context, `nat-${zone}`) },
        context.opts,
    );
}

function routeTable(
    suffix: string,
    vpc: aws.ec2.Vpc,
    routes: readonly pulumi.Input<aws.types.input.ec2.RouteTableRoute>[],
    context: Context,
): aws.ec2.RouteTable {
    return new aws.ec2.RouteTable(
        `${context.name}-${suffix}-routes`,
        { vpcId: vpc.id, routes: [...routes], tags: named(context, suffix) },
        context.opts,
    );
}

function associate(
    table: aws.ec2.RouteTable,
    subnets: readonly MadeSubnet[],
    wanted: (plan: SubnetPlan) => boolean,
    { name, opts }: Context,
): Routes {
    const associations = subnets
        .filter(({ plan }) => wanted(plan))
        .map(
            ({ plan, subnet }) =>
                new aws.ec2.RouteTableAssociation(
                    `${name}-${plan.tier}-${plan.zone}-routes`,
                    { subnetId: subnet.id, routeTableId: table.id },
                    opts,
                ),
        );
    return { table, associations };
}
