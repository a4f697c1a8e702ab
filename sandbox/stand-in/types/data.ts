import { arn, digits, ResourceTypes } from "../resource-type";
import { Properties, textOf } from "../values";

const secretType = "aws:secretsmanager/secret:Secret";

/** Databases, secrets and parameters. */
export const data: ResourceTypes = {
    "aws:rds/instance:Instance": {
        name: {
            property: "identifier",
            max: 63,
            inUse: () => "DBInstanceAlreadyExists: DB instance already exists",
        },
        // ForceNew in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go
        replaces: [
            "identifier",
            "identifierPrefix",
            "characterSetName",
            "customIamInstanceProfile",
            "ncharCharacterSetName",
            "restoreToPointInTime",
            "timezone",
            "engine",
            "username",
            "dbName",
            "storageEncrypted",
            "kmsKeyId",
            "snapshotIdentifier",
            "availabilityZone",
            "region",
        ],
        defaults: { publiclyAccessible: false, autoMinorVersionUpgrade: true, applyImmediately: false },
        id: (inputs) => `db-${digits(textOf(inputs, "identifier"), 26).toUpperCase()}`,
        outputs: (inputs, _, place) => {
            const address = `${textOf(inputs, "identifier")}.${digits(place.accountId, 12)}.${place.region}.rds.amazonaws.com`;
            const port = Number(inputs["port"] ?? 5432);
            return {
                arn: arn(place, "rds", `db:${textOf(inputs, "identifier")}`),
                address,
                port,
                endpoint: `${address}:${port}`,
                hostedZoneId: "Z2R2ITUGPM61AM",
                status: "available",
            };
        },
        facts: (inputs) => ({
            deletionProtection: inputs["deletionProtection"] === true,
            finalSnapshot: inputs["skipFinalSnapshot"] === true || textOf(inputs, "finalSnapshotIdentifier") !== "",
        }),
        refuseDelete: (_, { deletionProtection, finalSnapshot, name }) => {
            if (deletionProtection === true) {
                return `InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again (${name ?? ""}).`;
            }
            return finalSnapshot === true
                ? undefined
                : "final_snapshot_identifier is required when skip_final_snapshot is false";
        },
    },
    "aws:rds/subnetGroup:SubnetGroup": {
        name: {
            property: "name",
            max: 255,
            inUse: (name) => `DBSubnetGroupAlreadyExists: The DB subnet group '${name}' already exists.`,
        },
        replaces: ["name"],
        defaults: { description: "Managed by Pulumi" },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "rds", `subgrp:${id}`) }),
    },
    "aws:rds/parameterGroup:ParameterGroup": {
        name: {
            property: "name",
            max: 255,
            inUse: (name) => `DBParameterGroupAlreadyExists: Parameter group ${name} already exists`,
        },
        replaces: ["name", "family", "description"],
        defaults: { description: "Managed by Pulumi" },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({ arn: arn(place, "rds", `pg:${id}`) }),
    },
    [secretType]: {
        name: {
            property: "name",
            max: 512,
            inUse: (name) => `ResourceExistsException: The operation failed because the secret ${name} already exists.`,
        },
        replaces: ["name", "namePrefix"],
        defaults: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false },
        id: (inputs, place) =>
            arn(place, "secretsmanager", `secret:${textOf(inputs, "name")}-${digits(textOf(inputs, "name"), 6)}`),
        outputs: (_, id) => ({ arn: id }),
        facts: (inputs) => ({ recoverable: inputs["recoveryWindowInDays"] !== 0 }),
        deleted: (id, facts, account) => {
            if (facts["recoverable"] === true) {
                account.put(secretType, id, { ...facts, scheduledForDeletion: true });
            }
        },
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        replaces: ["secretId", "secretString", "secretBinary"],
        id: (inputs) => `${textOf(inputs, "secretId")}|${versionId(inputs)}`,
        outputs: (inputs) => ({ arn: inputs["secretId"], versionId: versionId(inputs), versionStages: ["AWSCURRENT"] }),
    },
    "aws:ssm/parameter:Parameter": {
        name: {
            property: "name",
            max: 2048,
            inUse: () =>
                "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        },
        replaces: ["name", "dataType"],
        id: (inputs) => textOf(inputs, "name"),
        outputs: (inputs, id, place, before) => ({
            arn: arn(place, "ssm", `parameter/${id.replace(/^\//, "")}`),
            version: parameterVersion(inputs, before),
        }),
    },
};

/** Every change is a new version, except of its tags. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
function parameterVersion(inputs: Properties, before: Properties | undefined): number {
    if (before === undefined) {
        return 1;
    }
    const changed = ["value", "insecureValue", "type", "description", "tier", "keyId", "allowedPattern"].some(
        (property) => inputs[property] !== before[property],
    );
    return Number(before["version"]) + (changed ? 1 : 0);
}

/** A new value is a new version; the id says nothing of the value that a short one could be guessed from. */
const versionId = (inputs: Properties): string =>
    `terraform-${digits(`${textOf(inputs, "secretId")} ${textOf(inputs, "secretString")}`, 26)}`;
