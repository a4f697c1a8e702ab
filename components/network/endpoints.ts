import * as aws from "@pulumi/aws";
import { planEndpoints } from "./plan-endpoints";
import { Context, MadeSubnet, named, NewNetwork } from "./vpc-parts";

export interface EndpointPlace {
    readonly vpc: aws.ec2.Vpc;
    readonly tables: readonly aws.ec2.RouteTable[];
    readonly subnets: readonly MadeSubnet[];
}

/** Ways to AWS's services that need neither NAT nor the internet. */
export function createEndpoints({ endpoints, cidr }: NewNetwork, place: EndpointPlace, context: Context): void {
    const { gateways, interfaces } = planEndpoints(endpoints);
    for (const service of gateways) {
        createGateway(service, place, context);
    }
    if (interfaces.length > 0) {
        const group = createEndpointGroup(place.vpc, cidr, context);
        for (const service of interfaces) {
            createInterface(service, group, place, context);
        }
    }
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const serviceName = (region: string, service: string): string => `com.amazonaws.${region}.${service}`;

function createGateway(service: string, { vpc, tables }: EndpointPlace, context: Context): void {
    new aws.ec2.VpcEndpoint(
        `${context.name}-endpoint-${service}`,
        {
            vpcId: vpc.id,
            serviceName: serviceName(context.region, service),
            vpcEndpointType: "Gateway",
            routeTableIds: tables.map(({ id }) => id),
            tags: named(context, service),
        },
        context.opts,
    );
}

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
