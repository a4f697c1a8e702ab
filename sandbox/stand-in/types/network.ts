import { arn, digits, ResourceType, ResourceTypes } from "../resource-type";

/** EC2 gives its resources a prefix and 17 hexadecimal digits. */
const ec2 = (prefix: string, path: string, more: Omit<ResourceType, "id"> = {}): ResourceType => ({
    id: (_, __, seed) => `${prefix}-${digits(seed, 17)}`,
    ...more,
    outputs: (inputs, id, place, before) => ({
        arn: arn(place, "ec2", `${path}/${id}`),
        ownerId: place.accountId,
        ...more.outputs?.(inputs, id, place, before),
    }),
});

const ruleReplaces = ["securityGroupId"];

/** EC2's networks. */
export const network: ResourceTypes = {
    "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", {
        replaces: ["cidrBlock"],
        outputs: (inputs, id) =>
            inputs["assignGeneratedIpv6CidrBlock"] === true ? { ipv6CidrBlock: ipv6Range(id) } : {},
    }),
    "aws:ec2/subnet:Subnet": ec2("subnet", "subnet", { replaces: ["vpcId", "cidrBlock", "availabilityZone"] }),
    "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
    "aws:ec2/natGateway:NatGateway": ec2("nat", "natgateway", { replaces: ["subnetId", "allocationId"] }),
    "aws:ec2/eip:Eip": ec2("eipalloc", "elastic-ip"),
    "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table", { replaces: ["vpcId"] }),
    "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2("rtbassoc", "route-table-association"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint", { replaces: ["vpcId", "serviceName"] }),
    "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group", {
        name: {
            property: "name",
            max: 255,
            within: "vpcId",
            inUse: (name) => `InvalidGroup.Duplicate: The security group '${name}' already exists`,
        },
        replaces: ["name", "description", "vpcId"],
        defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
    }),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ec2("sgr", "security-group-rule", {
        replaces: ruleReplaces,
        outputs: (_, id) => ({ securityGroupRuleId: id }),
    }),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ec2("sgr", "security-group-rule", {
        replaces: ruleReplaces,
        outputs: (_, id) => ({ securityGroupRuleId: id }),
    }),
};

/** RFC 3849 keeps the prefix for examples; 56 bits are the VPC's. */
const ipv6Range = (id: string): string =>
    `2001:db8:${digits(id, 4).replace(/^0+(?=.)/, "")}:${digits(`${id} range`, 2)}00::/56`;
