import { everywhere } from "../levels";
import { userDataOf, userDataTypes } from "../read/user-data";
import type { Rule } from "../rule";

/** What EC2 accepts, in bytes, before base64. */
const limit = 16_384;

export const userDataSize: Rule = {
    name: "user-data-size",
    displayName: "Size of user data",
    description: "User data of an instance is within the size that EC2 accepts.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: "Compress the script, or let a short one fetch the rest from S3.",
    url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
    tags: ["instances"],
    sees: "resource",
    types: userDataTypes,
    judge(resource) {
        return userDataOf(resource)
            .filter(({ bytes }) => bytes.length > limit)
            .map(
                ({ property, bytes }) =>
                    `${property} has ${count(bytes.length)} bytes; wanted: at most ${count(limit)}, before base64. In this ` +
                    "project: fewer worker.<name>.packages. In any other program: compress it, or fetch the rest from S3.",
            );
    },
};

const count = (bytes: number): string => bytes.toLocaleString("en-US");
