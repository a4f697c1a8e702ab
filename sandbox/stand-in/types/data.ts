import { arn, digits, ResourceTypes } from "../resource-type";
import { Properties, textOf } from "../values";

const secretType = "aws:secretsmanager/secret:Secret";

/** Secrets and parameters. */
export const data: ResourceTypes = {
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
