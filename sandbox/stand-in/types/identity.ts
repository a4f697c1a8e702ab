import { arn, digits, globalArn, ResourceTypes } from "../resource-type";
import { Properties, textOf } from "../values";

/** IAM and KMS. */
export const identity: ResourceTypes = {
    "aws:iam/role:Role": {
        name: {
            property: "name",
            max: 64,
            inUse: (name) => `EntityAlreadyExists: Role with name ${name} already exists.`,
        },
        replaces: ["name", "path"],
        defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({
            arn: globalArn(place, "iam", `role/${id}`),
            uniqueId: `AROA${digits(id, 17).toUpperCase()}`,
        }),
    },
    "aws:iam/policy:Policy": {
        name: {
            property: "name",
            max: 128,
            inUse: (name) =>
                `EntityAlreadyExists: A policy called ${name} already exists. Duplicate names are not allowed.`,
        },
        replaces: ["name", "path", "description"],
        id: (inputs, place) => globalArn(place, "iam", `policy/${textOf(inputs, "name")}`),
        outputs: (_, id) => ({ arn: id }),
    },
    "aws:iam/rolePolicy:RolePolicy": {
        name: { property: "name", max: 128, within: "role" },
        replaces: ["name", "role"],
        id: (inputs) => `${textOf(inputs, "role")}:${textOf(inputs, "name")}`,
        outputs: () => ({}),
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        replaces: ["role", "policyArn"],
        id: (inputs: Properties) => `${textOf(inputs, "role")}/${textOf(inputs, "policyArn")}`,
        outputs: () => ({}),
    },
    "aws:iam/instanceProfile:InstanceProfile": {
        name: {
            property: "name",
            max: 128,
            inUse: (name) => `EntityAlreadyExists: Instance Profile ${name} already exists.`,
        },
        replaces: ["name", "path"],
        defaults: { path: "/" },
        id: (inputs) => textOf(inputs, "name"),
        outputs: (_, id, place) => ({
            arn: globalArn(place, "iam", `instance-profile/${id}`),
            uniqueId: `AIPA${digits(id, 17).toUpperCase()}`,
        }),
    },
    "aws:kms/key:Key": {
        id: (_, __, seed) =>
            `${digits(seed, 8)}-${digits(seed, 4)}-4${digits(`${seed}3`, 3)}-a${digits(`${seed}4`, 3)}-${digits(`${seed}5`, 12)}`,
        outputs: (_, id, place) => ({ arn: arn(place, "kms", `key/${id}`), keyId: id }),
    },
};
