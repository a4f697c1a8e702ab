import { isEnvironment, without, withOptions } from "../altered";
import type { Planned, Surroundings } from "../charge";
import type { CheaperChange } from "../cheaper";
import { shapeOf } from "../shape";

const ofType = (graph: readonly Planned[], type: string): Planned[] => graph.filter((each) => each.type === type);

const natType = "aws:ec2:NatGateway";

/** Each gateway has an address of its own, named after it where the names tell. */
function withoutGateways(graph: readonly Planned[], gone: readonly Planned[]): Planned[] {
    const addresses = ofType(graph, "aws:ec2:Eip");
    const named = addresses.filter(({ name }) => gone.some((gateway) => name.startsWith(gateway.name)));
    return without(graph, [...gone, ...(named.length === gone.length ? named : addresses.slice(0, gone.length))]);
}

function withoutNat(before: Surroundings): Surroundings | undefined {
    const gateways = ofType(before.graph, natType);
    const graph = before.graph
        .filter(isEnvironment)
        .reduce<Planned[]>(
            (sum, each) => withOptions(sum, each, { "aws:ec2:vpc": { AssociatePublicIpAddress: "true" } }),
            withoutGateways(before.graph, gateways),
        );
    return gateways.length === 0 ? undefined : { ...before, graph };
}

const isInterface = ({ inputs }: Planned): boolean => inputs["vpcEndpointType"] === "Interface";

const isS3 = ({ inputs }: Planned): boolean =>
    typeof inputs["serviceName"] === "string" && inputs["serviceName"].endsWith(".s3");

function gatewayEndpoint(before: Surroundings): Surroundings | undefined {
    const endpoints = ofType(before.graph, "aws:ec2:VpcEndpoint").filter(isS3);
    const billed = endpoints.filter(isInterface);
    const isThere = endpoints.length > billed.length;
    const needed = billed.length > 0 || ofType(before.graph, natType).length > 0;
    const added: Planned = {
        urn: "the gateway endpoint that is suggested",
        type: "aws:ec2:VpcEndpoint",
        name: "s3",
        inputs: { vpcEndpointType: "Gateway", serviceName: "s3.s3" },
    };
    return isThere || !needed ? undefined : { ...before, graph: [...without(before.graph, billed), added] };
}

function throughNat(before: Surroundings): Surroundings | undefined {
    const billed = ofType(before.graph, "aws:ec2:VpcEndpoint").filter(isInterface);
    const hasNat = ofType(before.graph, natType).length > 0;
    const { usage } = before;
    return billed.length === 0 || !hasNat
        ? undefined
        : {
              graph: without(before.graph, billed),
              usage: { ...usage, natGb: usage.natGb + billed.length * usage.endpointGb },
          };
}

export const networkChanges: readonly CheaperChange[] = [
    {
        what: "one NAT gateway for all zones",
        how: "network.nat: one",
        lost: "when its zone fails, no instance reaches the internet; traffic between zones is billed",
        alter: (before) => {
            const [, ...more] = ofType(before.graph, natType);
            return more.length === 0 ? undefined : { ...before, graph: withoutGateways(before.graph, more) };
        },
    },
    {
        what: "no NAT gateway: instances with public addresses",
        how: "network.nat: none",
        lost: "instances have public addresses, which only their security group shields; new instances",
        alter: withoutNat,
    },
    {
        what: "a gateway endpoint for S3",
        how: "network.kind: new has one; in a VPC of your own add it to the route tables",
        lost: "nothing",
        alter: gatewayEndpoint,
    },
    {
        what: "no interface endpoints: through the NAT gateway",
        how: "network.endpoints: []",
        lost: "traffic to AWS' services leaves the VPC",
        alter: throughNat,
    },
    {
        what: "a load balancer in two zones",
        how: "network.subnetIds or network.loadBalancerSubnetIds with two subnets, network.zones with two zones",
        lost: "a zone: with two zones the loss of one leaves one",
        alter: (before) => {
            const shapes = before.graph.filter(isEnvironment).map((each) => shapeOf(each, before));
            const hasMore = shapes.some(({ balancer, zones }) => balancer !== "none" && zones.count > 2);
            return hasMore ? { ...before, usage: { ...before.usage, zones: 2 } } : undefined;
        },
    },
    {
        what: "all secrets in one",
        how: "secrets: {NAME: {kind: existing, ...}} with a JSON key each",
        lost: "rights, rotation and recovery are for all of them together; the database's own cannot be moved",
        alter: (before) => {
            const secrets = ofType(before.graph, "aws:secretsmanager:Secret");
            const movable = secrets.filter(({ urn }) => !urn.includes(":database:"));
            return movable.length < 2 ? undefined : { ...before, graph: without(before.graph, movable.slice(1)) };
        },
    },
];
