import type { Account, Facts } from "../account";
import { arn, digits, ResourceType, ResourceTypes } from "../resource-type";
import { pick, Properties, textOf } from "../values";
import { logGroupType } from "./monitoring";
import { afterRequest, afterWindow, keptWhenLeftOut, properties, readBack, waitingProperties } from "./waiting-changes";

const instanceType = "aws:rds/instance:Instance";

const major = (version: unknown): string => String(version).split(".")[0] ?? "";

const instance: ResourceType = {
    name: {
        property: "identifier",
        max: 63,
        inUse: () => "DBInstanceAlreadyExists: DB instance already exists",
    },
    // ForceNew in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/instance.go. Another identifier renames the server.
    replaces: [
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
    readAnew: waitingProperties,
    computedToo: keptWhenLeftOut,
    held: (inputs, account) => ({
        ...inputs,
        ...readBack(inputs, account.named(instanceType, textOf(inputs, "identifier"))),
    }),
    facts: (inputs, known, before) => ({
        ...afterRequest(inputs, known, before),
        name: textOf(inputs, "identifier"),
        deletionProtection: inputs["deletionProtection"] === true,
        finalSnapshot: inputs["skipFinalSnapshot"] === true || textOf(inputs, "finalSnapshotIdentifier") !== "",
        parameterGroup: textOf(inputs, "parameterGroupName"),
        made: known === undefined ? JSON.stringify(pick(inputs, told)) : known["made"],
    }),
    imported: importedServer,
    created: makeLogGroups,
    maintained: afterWindow,
    refuseCreate: (inputs) => refusedStorage(inputs) ?? refusedSource(inputs),
    refuseUpdate: (inputs, _, before) =>
        major(inputs["engineVersion"]) !== major(before["engineVersion"]) && inputs["allowMajorVersionUpgrade"] !== true
            ? "InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
            : undefined,
    refuseDelete: (_, { deletionProtection, finalSnapshot, name }) => {
        if (deletionProtection === true) {
            return `InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again (${name ?? ""}).`;
        }
        return finalSnapshot === true
            ? undefined
            : "final_snapshot_identifier is required when skip_final_snapshot is false";
    },
};

/** What a server has from its creation, as far as AWS tells it: no password, and no snapshot that it came from. */
const told = ["identifier", "engine", "dbName", "username", "storageEncrypted", "kmsKeyId", "replicateSourceDb"];

/** AWS does not know what becomes of a server's data in the end, and the provider takes it that nothing is kept: resourceInstanceImport in its source. */
function importedServer(known: Facts): Properties {
    // The version that runs is an output alone.
    const running = Object.entries(readBack({}, known)).filter(([key]) => key !== "engineVersionActual");
    return {
        ...Object.fromEntries(running),
        ...properties(known["made"]),
        skipFinalSnapshot: true,
        deleteAutomatedBackups: true,
    };
}

/** RDS uses a group that is there. One that it makes itself keeps everything for ever, and stays when the server goes. */
function makeLogGroups(inputs: Properties, account: Account): void {
    const logs = inputs["enabledCloudwatchLogsExports"];
    for (const log of Array.isArray(logs) ? logs : []) {
        const name = `/aws/rds/instance/${textOf(inputs, "identifier")}/${String(log)}`;
        if (account.find(logGroupType, name) === undefined) {
            account.put(logGroupType, name, { name });
        }
    }
}

/** A replica's storage is the server's. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage */
const refusedStorage = (inputs: Properties): string | undefined =>
    inputs["replicateSourceDb"] === undefined &&
    Number(inputs["allocatedStorage"]) < 400 &&
    (inputs["iops"] !== undefined || inputs["storageThroughput"] !== undefined)
        ? "InvalidParameterCombination: You can't specify IOPS or storage throughput for engine postgres and a storage size less than 400."
        : undefined;

/** Arguments that exclude each other (ConflictsWith in the provider's source). */
function refusedSource(inputs: Properties): string | undefined {
    const given = ["engine", "engineVersion", "dbName", "username"].find((key) => inputs[key] !== undefined);
    return inputs["replicateSourceDb"] === undefined || given === undefined
        ? undefined
        : `"replicate_source_db": conflicts with ${given}`;
}

const usesGroup = (account: Account, group: string): boolean =>
    account.all(instanceType).some(([, { parameterGroup }]) => parameterGroup === group);

/** RDS. */
export const database: ResourceTypes = {
    [instanceType]: instance,
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
        refuseDelete: (id, _, account) =>
            usesGroup(account, id)
                ? "InvalidDBParameterGroupState: One or more database instances are still members of this parameter group, so the group cannot be deleted"
                : undefined,
    },
    "aws:rds/proxy:Proxy": {
        name: {
            property: "name",
            max: 63,
            inUse: (name) => `DBProxyAlreadyExistsFault: DB Proxy already exists: ${name}`,
        },
        // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/proxy.go
        replaces: ["engineFamily", "endpointNetworkType", "targetConnectionNetworkType", "vpcSubnetIds", "region"],
        id: (inputs) => textOf(inputs, "name"),
        outputs: (inputs, id, place) => ({
            arn: arn(place, "rds", `db-proxy:prx-${digits(id, 17)}`),
            endpoint: `${textOf(inputs, "name")}.proxy-${digits(place.accountId, 12)}.${place.region}.rds.amazonaws.com`,
        }),
    },
    // It is there with its proxy: creating it changes it, and deleting it does nothing.
    "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": {
        replaces: ["dbProxyName", "region"],
        id: (inputs) => textOf(inputs, "dbProxyName"),
        outputs: (inputs, _, place) => ({
            arn: arn(place, "rds", `target-group:prx-tg-${digits(textOf(inputs, "dbProxyName"), 17)}`),
            name: "default",
        }),
    },
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/proxy_target.go
    "aws:rds/proxyTarget:ProxyTarget": {
        replaces: ["dbProxyName", "targetGroupName", "dbInstanceIdentifier", "dbClusterIdentifier", "region"],
        id: targetId,
        outputs: (inputs) => ({ type: "RDS_INSTANCE", rdsResourceId: textOf(inputs, "dbInstanceIdentifier") }),
        refuseCreate: (inputs, account) =>
            account.find("aws:rds/proxyTarget:ProxyTarget", targetId(inputs)) !== undefined
                ? "DBProxyTargetAlreadyRegisteredFault: the target is registered with this proxy already"
                : undefined,
    },
};

function targetId(inputs: Properties): string {
    const parts = ["dbProxyName", "targetGroupName"].map((key) => textOf(inputs, key));
    return [...parts, "RDS_INSTANCE", textOf(inputs, "dbInstanceIdentifier")].join("/");
}
