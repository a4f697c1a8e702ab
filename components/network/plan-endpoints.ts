/** Services that AWS reaches through a route, free of charge. https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
const gatewayServices = ["dynamodb", "s3"];

export interface EndpointPlan {
    readonly gateways: readonly string[];
    readonly interfaces: readonly string[];
}

/** What the endpoints of a VPC are: the one to S3 is always there, through which platform, bundle and uploads come. */
export function planEndpoints(services: readonly string[]): EndpointPlan {
    const all = [...new Set(["s3", ...services])].sort();
    const isGateway = (service: string) => gatewayServices.includes(service);
    return { gateways: all.filter(isGateway), interfaces: all.filter((service) => !isGateway(service)) };
}
