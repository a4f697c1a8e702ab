import { authorize } from "../ssh";
import { arn, digits, Place, ResourceType, ResourceTypes } from "../resource-type";
import { isRecord, Properties, textOf } from "../values";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
const userDataLimit = 16384;

const refusedUserData = (inputs: Properties, property: string): string | undefined =>
    Buffer.from(textOf(inputs, property), "base64").length > userDataLimit
        ? `InvalidParameterValue: User data is limited to ${userDataLimit} bytes`
        : undefined;

const byte = (id: string, what: string): number => (parseInt(digits(`${id} ${what}`, 2), 16) % 254) + 1;

/** RFC 5737 keeps the range of the public address for documentation. */
function addresses(inputs: Properties, id: string, { region }: Place): Properties {
    const privateIp = `172.31.${byte(id, "subnet")}.${byte(id, "host")}`;
    const publicIp = inputs["associatePublicIpAddress"] === true ? `203.0.113.${byte(id, "public")}` : "";
    const zone = region === "us-east-1" ? "compute-1" : `${region}.compute`;
    return {
        privateIp,
        privateDns: `ip-${privateIp.replaceAll(".", "-")}.${region === "us-east-1" ? "ec2" : `${region}.compute`}.internal`,
        publicIp,
        publicDns: publicIp === "" ? "" : `ec2-${publicIp.replaceAll(".", "-")}.${zone}.amazonaws.com`,
    };
}

/** ForceNew, and Optional with Computed, in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/ec2_instance.go */
const instance: ResourceType = {
    replaces: [
        "ami",
        "associatePublicIpAddress",
        "availabilityZone",
        "instanceMarketOptions",
        "keyName",
        "privateIp",
        "subnetId",
    ],
    computedToo: [
        "associatePublicIpAddress",
        "instanceMarketOptions",
        "keyName",
        "metadataOptions",
        "privateIp",
        "rootBlockDevice",
        "subnetId",
        "vpcSecurityGroupIds",
    ],
    replacesToo: (inputs) => (inputs["userDataReplaceOnChange"] === true ? ["userData", "userDataBase64"] : []),
    id: (_, __, seed) => `i-${digits(seed, 17)}`,
    outputs: (inputs, id, place) => ({
        arn: arn(place, "ec2", `instance/${id}`),
        ...addresses(inputs, id, place),
        availabilityZone: `${place.region}a`,
        instanceState: "running",
        instanceLifecycle: isRecord(inputs["instanceMarketOptions"]) ? "spot" : "",
        primaryNetworkInterfaceId: `eni-${digits(id, 17)}`,
    }),
    facts: (inputs) => ({ keyName: textOf(inputs, "keyName") }),
    refuseCreate: (inputs, account) =>
        refusedUserData(inputs, "userDataBase64") ??
        (inputs["keyName"] !== undefined &&
        account.named("aws:ec2/keyPair:KeyPair", textOf(inputs, "keyName")) === undefined
            ? `InvalidKeyPair.NotFound: The key pair '${textOf(inputs, "keyName")}' does not exist`
            : undefined),
};

const keyPair: ResourceType = {
    name: {
        property: "keyName",
        max: 255,
        inUse: (name) => `InvalidKeyPair.Duplicate: The keypair already exists (${name})`,
    },
    replaces: ["keyName", "publicKey"],
    id: (inputs) => textOf(inputs, "keyName"),
    outputs: (inputs, id, place) => ({
        arn: arn(place, "ec2", `key-pair/${id}`),
        keyPairId: `key-${digits(textOf(inputs, "publicKey"), 17)}`,
    }),
    perform: ({ host, inputs, operation }) => {
        if (host !== undefined && operation === "create") {
            authorize(host, textOf(inputs, "publicKey"));
        }
        return Promise.resolve({});
    },
};

/** Each change is a new version. */
const launchTemplate: ResourceType = {
    name: { property: "name", max: 125, inUse: () => "InvalidLaunchTemplateName.AlreadyExistsException: in use" },
    replaces: ["name", "namePrefix"],
    defaults: { defaultVersion: 1 },
    id: (_, __, seed) => `lt-${digits(seed, 17)}`,
    outputs: (_, id, place, before) => ({
        arn: arn(place, "ec2", `launch-template/${id}`),
        latestVersion: Number(before?.["latestVersion"] ?? 0) + 1,
    }),
    refuseCreate: (inputs) => refusedUserData(inputs, "userData"),
    refuseUpdate: (inputs) => refusedUserData(inputs, "userData"),
};

/** ForceNew in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/autoscaling/group.go */
const group: ResourceType = {
    name: {
        property: "name",
        max: 255,
        inUse: (name) => `AlreadyExists: AutoScalingGroup by this name already exists - ${name}`,
    },
    replaces: ["name", "namePrefix"],
    id: (inputs) => textOf(inputs, "name"),
    outputs: (_, id, place) => ({
        arn: arn(place, "autoscaling", `autoScalingGroup:${digits(id, 8)}:autoScalingGroupName/${id}`),
    }),
};

/** EC2's instances, and what makes them. */
export const compute: ResourceTypes = {
    "aws:ec2/instance:Instance": instance,
    "aws:ec2/keyPair:KeyPair": keyPair,
    "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
    "aws:autoscaling/group:Group": group,
};
