import { arn, digits, ResourceTypes } from "../resource-type";
import { textOf } from "../values";

const serverType = "aws:elasticache/replicationGroup:ReplicationGroup";

/** ElastiCache, and the keys of KMS. */
export const cache: ResourceTypes = {
    [serverType]: {
        name: {
            property: "replicationGroupId",
            max: 40,
            inUse: (name) => `ReplicationGroupAlreadyExists: Replication group ${name} already exists.`,
        },
        // ForceNew in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticache/replication_group.go
        replaces: [
            "replicationGroupId",
            "atRestEncryptionEnabled",
            "dataTieringEnabled",
            "globalReplicationGroupId",
            "kmsKeyId",
            "networkType",
            "port",
            "securityGroupNames",
            "snapshotArns",
            "snapshotName",
            "subnetGroupName",
            "region",
        ],
        defaults: { automaticFailoverEnabled: false, multiAzEnabled: false },
        id: (inputs) => textOf(inputs, "replicationGroupId"),
        outputs: (inputs, id, place) => {
            const domain = `${digits(id, 6)}.${place.region}.cache.amazonaws.com`;
            return {
                arn: arn(place, "elasticache", `replicationgroup:${id}`),
                primaryEndpointAddress: `master.${id}.${domain}`,
                readerEndpointAddress: `replica.${id}.${domain}`,
                engineVersionActual: `${textOf(inputs, "engineVersion")}.0`,
                memberClusters: Array.from(
                    { length: Number(inputs["numCacheClusters"] ?? 1) },
                    (_, i) => `${id}-00${i + 1}`,
                ),
                clusterEnabled: false,
            };
        },
        facts: (inputs) => ({
            parameterGroup: textOf(inputs, "parameterGroupName"),
            subnetGroup: textOf(inputs, "subnetGroupName"),
        }),
        refuseCreate: (inputs) => refusal(inputs),
        refuseUpdate: (inputs) => refusal(inputs),
    },
    "aws:elasticache/subnetGroup:SubnetGroup": {
        name: {
            property: "name",
            max: 255,
            inUse: (name) => `CacheSubnetGroupAlreadyExists: Cache subnet group ${name} already exists.`,
        },
        replaces: ["name", "region"],
        defaults: { description: "Managed by Pulumi" },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "elasticache", `subnetgroup:${id}`) }),
        refuseDelete: (id, _, account) =>
            account.all(serverType).some(([, facts]) => facts["subnetGroup"] === id)
                ? `CacheSubnetGroupInUse: Cache subnet group ${id} is currently in use by a cache cluster.`
                : undefined,
    },
    "aws:elasticache/parameterGroup:ParameterGroup": {
        name: {
            property: "name",
            max: 255,
            inUse: (name) => `CacheParameterGroupAlreadyExists: Cache parameter group ${name} already exists.`,
        },
        replaces: ["name", "family", "description", "region"],
        defaults: { description: "Managed by Pulumi" },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "elasticache", `parametergroup:${id}`) }),
        refuseDelete: (id, _, account) =>
            account.all(serverType).some(([, facts]) => facts["parameterGroup"] === id)
                ? `InvalidCacheParameterGroupState: One or more cache clusters are still members of this parameter group ${id}, so the group cannot be deleted.`
                : undefined,
    },
    "aws:kms/key:Key": {
        // ForceNew in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/kms/key.go
        replaces: ["customerMasterKeySpec", "keyUsage", "customKeyStoreId", "multiRegion", "xksKeyId", "region"],
        defaults: { bypassPolicyLockoutSafetyCheck: false, isEnabled: true },
        id: (_, __, seed) => [8, 4, 4, 4, 12].map((length, i) => digits(`${seed} ${i}`, length)).join("-"),
        outputs: (_, id, place) => ({ arn: arn(place, "kms", `key/${id}`), keyId: id }),
    },
    "aws:kms/alias:Alias": {
        name: {
            property: "name",
            max: 256,
            inUse: (name) => `AlreadyExistsException: An alias with the name ${name} already exists.`,
        },
        replaces: ["name", "namePrefix", "region"],
        id: (inputs) => textOf(inputs, "name"),
        outputs: (inputs, id, place) => ({
            arn: arn(place, "kms", id),
            targetKeyArn: arn(place, "kms", `key/${textOf(inputs, "targetKeyId")}`),
        }),
    },
};

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth.html and .../AutoFailover.html */
function refusal(inputs: Readonly<Record<string, unknown>>): string | undefined {
    const token = inputs["authToken"];
    if (
        typeof token === "string" &&
        (inputs["transitEncryptionEnabled"] !== true || !/^[\w!&#$^<>-]{16,128}$/.test(token))
    ) {
        return "InvalidParameterValue: Invalid AuthToken provided.";
    }
    return inputs["multiAzEnabled"] === true && Number(inputs["numCacheClusters"] ?? 1) < 2
        ? "InvalidParameterCombination: Multi-AZ needs at least one replica."
        : undefined;
}
