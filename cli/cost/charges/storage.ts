import type { Charge, ChargesOf } from "../charge";
import { monthsOf } from "./months";

/** A bucket inside the component for media holds what users upload. */
export const bucketCharges: ChargesOf = ({ urn }, { usage }) => {
    const isMedia = urn.includes(":media:MediaBucket$");
    const request = (what: string, quantity: number, tier: string, name: string): Charge => ({
        group: "S3",
        what,
        quantity,
        key: `AmazonS3/Requests-${tier}`,
        because: `assumption ${name}`,
    });
    return [
        {
            group: "S3",
            what: isMedia ? "media" : "stored",
            quantity: isMedia ? usage.mediaGb : usage.bucketGb,
            key: "AmazonS3/TimedStorage-ByteHrs",
            because: isMedia ? "assumption mediaGb" : "assumption bucketGb",
        },
        ...(isMedia
            ? [
                  request("writes", usage.mediaWrites, "Tier1", "mediaWrites"),
                  request("reads", usage.mediaReads, "Tier2", "mediaReads"),
              ]
            : []),
    ];
};

export const distributionCharges: ChargesOf = (_, { usage }) => [
    {
        group: "CDN",
        what: "data to the internet",
        quantity: usage.cdnGb,
        key: "AmazonCloudFront/DataTransfer-Out-Bytes",
        because: "assumption cdnGb; what CloudFront fetches from S3 is free",
    },
    {
        group: "CDN",
        what: "requests",
        quantity: usage.cdnRequests,
        key: "AmazonCloudFront/Requests-Tier2-HTTPS",
        because: "assumption cdnRequests, over HTTPS",
    },
];

export const registryCharges: ChargesOf = (_, { usage }) => [
    {
        group: "S3",
        what: "images",
        quantity: usage.imageGb,
        key: "AmazonECR/TimedStorage-ByteHrs",
        because: "assumption imageGb",
    },
];

export const volumeCharges: ChargesOf = ({ inputs }, { usage }) => {
    const type = typeof inputs["type"] === "string" ? inputs["type"] : "gp2";
    const size = typeof inputs["size"] === "number" ? inputs["size"] : 0;
    const kind = type === "standard" ? "" : `.${type === "io1" || type === "io2" ? "piops" : type}`;
    return [
        {
            group: "volumes",
            what: `volume, ${type}`,
            quantity: size * monthsOf(usage),
            key: `AmazonEC2/EBS:VolumeUsage${kind}`,
            because: `${size} GB`,
        },
    ];
};

/** https://aws.amazon.com/secrets-manager/pricing/ */
export const secretCharges: ChargesOf = (_, { usage }) => [
    {
        group: "secrets",
        what: "secret",
        quantity: monthsOf(usage),
        key: "AWSSecretsManager/AWSSecretsManager-Secrets",
        because: "each secret, whatever it holds",
    },
    {
        group: "secrets",
        what: "reads",
        quantity: usage.secretReads,
        key: "AWSSecretsManager/AWSSecretsManagerAPIRequest",
        because: "assumption secretReads",
    },
];

export const keyCharges: ChargesOf = (_, { usage }) => [
    {
        group: "secrets",
        what: "customer-managed key",
        quantity: monthsOf(usage),
        key: "awskms/KMS-Keys",
        because: "each key; one more for each of the first two rotations",
    },
    {
        group: "secrets",
        what: "requests to it",
        quantity: usage.keyRequests,
        key: "awskms/KMS-Requests",
        because: "assumption keyRequests",
    },
];

export const parameterCharges: ChargesOf = ({ inputs }, { usage }) =>
    inputs["tier"] === "Advanced"
        ? [
              {
                  group: "secrets",
                  what: "advanced parameter",
                  quantity: monthsOf(usage),
                  key: "AWSSystemsManager/PS-Advanced-Param-Tier1",
                  because: "tier: Advanced",
              },
          ]
        : "standard parameters are free";
