import * as assert from "node:assert/strict";
import { recordProgram } from "../../support/program";

const networkOf = async (network: Readonly<Record<string, unknown>>, stack = "dev") => {
    const recording = await recordProgram(stack, false, { "django-beanstalk:network": { kind: "new", ...network } });
    const prefix = `notes-${stack}-network-`;
    const made = recording.resources.filter(({ parents }) => parents.some((parent) => parent.endsWith(":Network")));
    const options = recording.only("aws:elasticbeanstalk/environment:Environment").inputs["settings"] as {
        name: string;
        value: string;
    }[];
    return {
        names: made.map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name.replace(prefix, "")}`).sort(),
        calls: recording.calls,
        made,
        option: (name: string) => options.find((each) => each.name === name)?.value,
    };
};

const groups = ["SecurityGroup database", "SecurityGroup instances", "SecurityGroup load-balancer"];
const rules = [
    "SecurityGroupEgressRule instances-out",
    "SecurityGroupEgressRule load-balancer-out",
    "SecurityGroupIngressRule database-postgres",
    "SecurityGroupIngressRule instances-http",
    "SecurityGroupIngressRule load-balancer-http",
    "SecurityGroupIngressRule load-balancer-https",
];
const always = [
    "InternetGateway internet",
    "RouteTable instances-a-routes",
    "RouteTable instances-b-routes",
    "RouteTable public-routes",
    ...["instances-a", "instances-b", "public-a", "public-b"].map((name) => `RouteTableAssociation ${name}-routes`),
    ...["database-a", "database-b", "instances-a", "instances-b", "public-a", "public-b"].map(
        (name) => `Subnet ${name}`,
    ),
    "Vpc vpc",
    "VpcEndpoint endpoint-s3",
    ...groups,
    ...rules,
];

describe("a VPC of the stack's own", () => {
    it("has no NAT gateway in dev: instances have public addresses, and nothing is looked up", async () => {
        const { names, calls, option } = await networkOf({});
        assert.deepEqual(names, [...always].sort());
        assert.deepEqual(
            calls.filter((token) => token.startsWith("aws:ec2")),
            [],
        );
        assert.equal(option("AssociatePublicIpAddress"), "true");
        assert.equal(option("Subnets"), "notes-dev-network-public-a-id,notes-dev-network-public-b-id");
        assert.equal(option("ELBSubnets"), "notes-dev-network-public-a-id,notes-dev-network-public-b-id");
    });

    it("has one NAT gateway in prod, and instances without public addresses behind it", async () => {
        const { names, option } = await networkOf({}, "prod");
        const ofCache = ["SecurityGroup cache", "SecurityGroupIngressRule cache-clients"];
        assert.deepEqual(names, [...always, ...ofCache, "Eip nat-a-address", "NatGateway nat-a"].sort());
        assert.equal(option("AssociatePublicIpAddress"), "false");
        assert.equal(option("Subnets"), "notes-prod-network-instances-a-id,notes-prod-network-instances-b-id");
    });

    it("has a NAT gateway in each zone where the settings ask, and endpoints that only the VPC reaches", async () => {
        const { names, made } = await networkOf({ nat: "per-zone", endpoints: ["secretsmanager", "ecr.api"] });
        const more = [
            ...["a", "b"].flatMap((zone) => [`Eip nat-${zone}-address`, `NatGateway nat-${zone}`]),
            "SecurityGroup endpoints",
            "SecurityGroupIngressRule endpoints-https",
            "VpcEndpoint endpoint-ecr-api",
            "VpcEndpoint endpoint-secretsmanager",
        ];
        assert.deepEqual(names, [...always, ...more].sort());
        const rule = made.find(({ name }) => name.endsWith("endpoints-https"))?.inputs;
        assert.equal(rule?.["cidrIpv4"], "10.0.0.0/16");
        const routes = made.filter(({ name }) => name.endsWith("instances-b-routes") && !name.includes("ssoc"));
        assert.deepEqual(routes[0]?.inputs["routes"], [
            { cidrBlock: "0.0.0.0/0", natGatewayId: "notes-dev-network-nat-b-id" },
        ]);
    });

    it("has IPv6 where the settings ask: a range for every subnet, a way out for the public ones alone", async () => {
        const { names, made } = await networkOf({ ipv6: true });
        const more = ["http", "https"].map((name) => `SecurityGroupIngressRule load-balancer-${name}-ipv6`);
        assert.deepEqual(names, [...always, ...more].sort());
        const subnets = made.filter(({ type }) => type.endsWith(":Subnet"));
        assert.deepEqual(subnets.map(({ inputs }) => String(inputs["ipv6CidrBlock"])).sort(), [
            "2001:db8:1:2a00::/64",
            "2001:db8:1:2a01::/64",
            "2001:db8:1:2a08::/64",
            "2001:db8:1:2a09::/64",
            "2001:db8:1:2a10::/64",
            "2001:db8:1:2a11::/64",
        ]);
        const withWay = made.filter(
            ({ type, inputs }) => type.endsWith(":RouteTable") && JSON.stringify(inputs["routes"]).includes("::/0"),
        );
        assert.deepEqual(
            withWay.map(({ name }) => name),
            ["notes-dev-network-public-routes"],
        );
    });

    it("takes what an endpoint is offered as: S3 named again is the same one, DynamoDB a gateway", async () => {
        const { names } = await networkOf({ endpoints: ["s3", "dynamodb"] });
        assert.deepEqual(names, [...always, "VpcEndpoint endpoint-dynamodb"].sort());
    });

    it("gives the database no route to the internet, and opens nothing to the world but the load balancer", async () => {
        const { made } = await networkOf({ nat: "one" });
        assert.ok(!made.some(({ type, name }) => type.endsWith("RouteTableAssociation") && name.includes("database")));
        const open = made.filter(
            ({ type, inputs }) => type.endsWith("IngressRule") && inputs["cidrIpv4"] === "0.0.0.0/0",
        );
        assert.deepEqual(
            open.map(({ name, inputs }) => `${name} ${String(inputs["fromPort"])}`),
            ["notes-dev-network-load-balancer-http 80", "notes-dev-network-load-balancer-https 443"],
        );
    });
});
