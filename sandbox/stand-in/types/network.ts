import { arn, digits, ResourceType, ResourceTypes } from "../resource-type";
import { Properties, textOf } from "../values";

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

/** EC2's networks, ACM and Route 53. */
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
    "aws:acm/certificate:Certificate": {
        replaces: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm", "region"],
        id: (inputs, place, seed) =>
            arn(
                place,
                "acm",
                `certificate/${digits(seed + JSON.stringify([inputs["domainName"], inputs["subjectAlternativeNames"]]), 32)}`,
            ),
        outputs: (inputs, id) => ({
            arn: id,
            status: "PENDING_VALIDATION",
            domainValidationOptions: validationOptions(inputs),
        }),
    },
    "aws:acm/certificateValidation:CertificateValidation": {
        replaces: ["certificateArn", "validationRecordFqdns"],
        id: (inputs) => digits(textOf(inputs, "certificateArn"), 26),
        outputs: () => ({}),
    },
    "aws:route53/zone:Zone": {
        replaces: ["name"],
        id: (inputs) => `Z${digits(textOf(inputs, "name"), 13).toUpperCase()}`,
        outputs: (_, id) => ({
            arn: `arn:aws:route53:::hostedzone/${id}`,
            zoneId: id,
            nameServers: ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"],
        }),
    },
    "aws:route53/record:Record": {
        replaces: ["zoneId", "name", "type", "setIdentifier"],
        id: recordId,
        outputs: (inputs) => ({ fqdn: textOf(inputs, "name").replace(/\.$/, "") }),
        facts: (inputs) => ({ name: recordId(inputs) }),
        refuseCreate: (inputs, account) =>
            inputs["allowOverwrite"] !== true &&
            account.named("aws:route53/record:Record", recordId(inputs)) !== undefined
                ? `InvalidChangeBatch: [Tried to create resource record set [name='${textOf(inputs, "name")}.', type='${textOf(inputs, "type")}'] but it already exists]`
                : undefined,
    },
};

/** RFC 3849 keeps the prefix for examples; 56 bits are the VPC's. */
const ipv6Range = (id: string): string =>
    `2001:db8:${digits(id, 4).replace(/^0+(?=.)/, "")}:${digits(`${id} range`, 2)}00::/56`;

function recordId(inputs: Properties): string {
    return ["zoneId", "name", "type", "setIdentifier"]
        .map((key) => textOf(inputs, key))
        .filter((part) => part !== "")
        .join("_");
}

/** One option a name; a wildcard and the name it stands under share their record, as with ACM. */
function validationOptions(inputs: Properties): Properties[] {
    const others = Array.isArray(inputs["subjectAlternativeNames"])
        ? (inputs["subjectAlternativeNames"] as string[])
        : [];
    return [...new Set([textOf(inputs, "domainName"), ...others])].map((domainName) => {
        const base = domainName.replace(/^\*\./, "");
        return {
            domainName,
            resourceRecordName: `_${digits(base, 32)}.${base}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `_${digits(`${base} value`, 32)}.acm-validations.aws.`,
        };
    });
}
