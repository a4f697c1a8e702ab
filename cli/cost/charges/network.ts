import { text } from "../../../components/parsed-values";
import type { ChargesOf } from "../charge";

export const addressCharges: ChargesOf = (_, { usage }) => [
    {
        group: "public IPv4",
        what: "address",
        quantity: usage.hours,
        key: "AmazonVPC/PublicIPv4:InUseAddress",
        because: "a public address is billed whether it is used or not",
    },
];

export const natCharges: ChargesOf = (_, { graph, usage }) => {
    const count = graph.filter(({ type }) => type === "aws:ec2:NatGateway").length;
    const isS3Apart = graph.some(({ type, inputs }) => type === "aws:ec2:VpcEndpoint" && isS3Gateway(inputs));
    const through = usage.natGb * (isS3Apart ? 1 - usage.natS3Percent / 100 : 1);
    return [
        {
            group: "NAT",
            what: "NAT gateway",
            quantity: usage.hours,
            key: "AmazonEC2/NatGateway-Hours",
            because: "each hour that it exists",
        },
        {
            group: "NAT",
            what: "data through it",
            quantity: through / count,
            key: "AmazonEC2/NatGateway-Bytes",
            because: isS3Apart
                ? "its part of assumption natGb, without what goes to S3 by the gateway endpoint"
                : "its part of assumption natGb, to S3 too: there is no gateway endpoint for it",
        },
    ];
};

const isS3Gateway = (inputs: Readonly<Record<string, unknown>>): boolean =>
    !isBilled(inputs) && text(inputs["serviceName"])?.endsWith(".s3") === true;

const isBilled = (inputs: Readonly<Record<string, unknown>>): boolean => inputs["vpcEndpointType"] === "Interface";

export const endpointCharges: ChargesOf = ({ inputs }, { graph, usage }) => {
    if (!isBilled(inputs)) {
        return "gateway endpoints are free";
    }
    const subnets = inputs["subnetIds"];
    const zones = new Set(
        graph.flatMap((each) => (each.type === "aws:ec2:Subnet" ? [each.inputs["availabilityZone"]] : [])),
    );
    const count = Array.isArray(subnets) && subnets.length > 0 ? subnets.length : Math.max(1, zones.size);
    return [
        {
            group: "endpoints",
            what: `interface endpoint ${text(inputs["serviceName"])?.split(".").slice(3).join(".") ?? ""}`.trim(),
            quantity: count * usage.hours,
            key: "AmazonVPC/VpcEndpoint-Hours",
            because: `in ${count} ${count === 1 ? "zone" : "zones"}`,
        },
        {
            group: "endpoints",
            what: "data through it",
            quantity: usage.endpointGb,
            key: "AmazonVPC/VpcEndpoint-Bytes",
            because: "assumption endpointGb",
        },
    ];
};

export const trustStoreCharges: ChargesOf = (_, { usage }) => [
    {
        group: "load balancer",
        what: "trust store",
        quantity: usage.hours,
        key: "AWSELB/Application/TS-LoadBalancerUsage",
        because: "each hour that a listener uses it",
    },
];
