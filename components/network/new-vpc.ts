import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import type { Place } from "./network";
import { NetworkPlan, planNetwork, SubnetPlan, Tier } from "./plan-network";

type NewNetwork = Extract<Settings["network"], { kind: "new" }>;

interface Context {
    readonly name: string;
    readonly region: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly opts: pulumi.CustomResourceOptions;
}

/**
 * A VPC of the stack's own: public subnets for the load balancer (and for the instances where there is no NAT gateway), subnets for the instances, and subnets
 * for the database without any way to the internet.
 */
export function createVpc(network: NewNetwork, context: Context): Place {
    const plan = planNetwork(network);
    const vpc = createRange(network, context);
    const subnets = createSubnets(plan, vpc, context);
    const publicRoutes = routeToInternet(vpc, subnets, context);
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

const named = ({ tags, name }: Context, suffix: string) => ({ ...tags, Name: `${name}-${suffix}` });

function createRange({ cidr }: NewNetwork, context: Context): aws.ec2.Vpc {
    return new aws.ec2.Vpc(
        `${context.name}-vpc`,
        { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: named(context, "vpc") },
        context.opts,
    );
}

interface MadeSubnet {
    readonly plan: SubnetPlan;
    readonly subnet: aws.ec2.Subnet;
}

function createSubnets({ subnets }: NetworkPlan, vpc: aws.ec2.Vpc, context: Context): MadeSubnet[] {
    return subnets.map((plan) => {
        const suffix = `${plan.tier}-${plan.zone}`;
        const availabilityZone = `${context.region}${plan.zone}`;
        const subnet = new aws.ec2.Subnet(
            `${context.name}-${suffix}`,
            { vpcId: vpc.id, cidrBlock: plan.cidr, availabilityZone, tags: named(context, suffix) },
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

function routeToInternet(vpc: aws.ec2.Vpc, subnets: readonly MadeSubnet[], context: Context): Routes {
    const gateway = new aws.ec2.InternetGateway(
        `${context.name}-internet`,
        { vpcId: vpc.id, tags: named(context, "internet") },
        context.opts,
    );
    const table = routeTable("public", vpc, { gatewayId: gateway.id }, context);
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
        const table = routeTable(
            `instances-${zone}`,
            vpc,
            nat === undefined ? undefined : { natGatewayId: nat.id },
            context,
        );
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
    target: { gatewayId: pulumi.Input<string> } | { natGatewayId: pulumi.Input<string> } | undefined,
    context: Context,
): aws.ec2.RouteTable {
    const routes = target === undefined ? [] : [{ cidrBlock: "0.0.0.0/0", ...target }];
    return new aws.ec2.RouteTable(
        `${context.name}-${suffix}-routes`,
        { vpcId: vpc.id, routes, tags: named(context, suffix) },
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

interface EndpointPlace {
    readonly vpc: aws.ec2.Vpc;
    readonly tables: readonly aws.ec2.RouteTable[];
    readonly subnets: readonly MadeSubnet[];
}

/** Ways to AWS's services that need neither NAT nor the internet. The gateway to S3 costs nothing. */
function createEndpoints({ endpoints, cidr }: NewNetwork, place: EndpointPlace, context: Context): void {
    const { name, region, opts } = context;
    new aws.ec2.VpcEndpoint(
        `${name}-endpoint-s3`,
        {
            vpcId: place.vpc.id,
            serviceName: serviceName(region, "s3"),
            vpcEndpointType: "Gateway",
            routeTableIds: place.tables.map(({ id }) => id),
            tags: named(context, "s3"),
        },
        opts,
    );
    if (endpoints.length > 0) {
        const group = createEndpointGroup(place.vpc, cidr, context);
        for (const service of endpoints) {
            createInterface(service, group, place, context);
        }
    }
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const serviceName = (region: string, service: string): string => `com.amazonaws.${region}.${service}`;

function createEndpointGroup(vpc: aws.ec2.Vpc, cidr: string, { name, tags, opts }: Context): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
        `${name}-endpoints`,
        { description: "Endpoints of AWS services", vpcId: vpc.id, tags },
        opts,
    );
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
    new aws.vpc.SecurityGroupIngressRule(
        `${name}-endpoints-https`,
        { securityGroupId: group.id, description: "Port 443 from the VPC", ...https, cidrIpv4: cidr },
        opts,
    );
    return group;
}

function createInterface(
    service: string,
    group: aws.ec2.SecurityGroup,
    { vpc, subnets }: EndpointPlace,
    context: Context,
): void {
    const subnetIds = subnets.filter(({ plan }) => plan.tier === "instances").map(({ subnet }) => subnet.id);
    new aws.ec2.VpcEndpoint(
        `${context.name}-endpoint-${service.replaceAll(".", "-")}`,
        {
            vpcId: vpc.id,
            serviceName: serviceName(context.region, service),
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds,
            securityGroupIds: [group.id],
            tags: named(context, service),
        },
        context.opts,
    );
}
