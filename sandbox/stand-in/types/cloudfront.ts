import { regionOf } from "../../../components/partition";
import type { Account } from "../account";
import { digits, globalArn, ResourceTypes } from "../resource-type";
import { isRecord, Properties, textOf } from "../values";

const distributionType = "aws:cloudfront/distribution:Distribution";

/** CloudFront's ids: an E and thirteen letters and digits. */
const idOf = (seed: string): string => `E${digits(seed, 13).toUpperCase()}`;

/** Distributions and what signs their requests to an origin. */
export const cloudFront: ResourceTypes = {
    "aws:cloudfront/originAccessControl:OriginAccessControl": {
        name: {
            property: "name",
            max: 64,
            inUse: () =>
                "OriginAccessControlAlreadyExists: An origin access control with the same name already exists.",
        },
        defaults: { description: "Managed by Pulumi" },
        id: (_, __, seed) => idOf(seed),
        outputs: (_, id, place) => ({ arn: globalArn(place, "cloudfront", `origin-access-control/${id}`), etag: "E1" }),
        refuseDelete: (id, _, account) =>
            account.all(distributionType).some(([, facts]) => String(facts["controls"]).split(" ").includes(id))
                ? "OriginAccessControlInUse: Cannot delete the origin access control because it's in use by one or more distributions."
                : undefined,
    },
    // ForceNew in https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudfront/distribution.go
    [distributionType]: {
        replaces: ["staging"],
        defaults: {
            httpVersion: "http2",
            priceClass: "PriceClass_All",
            retainOnDelete: false,
            staging: false,
            waitForDeployment: true,
        },
        id: (_, __, seed) => idOf(seed),
        outputs: (_, id, place) => ({
            arn: globalArn(place, "cloudfront", `distribution/${id}`),
            domainName: `d${digits(id, 13)}.cloudfront.net`,
            // https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
            hostedZoneId: "Z2FDTNDATAQYW2",
            status: "Deployed",
            etag: "E1",
        }),
        facts: (inputs) => ({ aliases: listOf(inputs, "aliases").join(" "), controls: controlsOf(inputs).join(" ") }),
        refuseCreate: (inputs, account) => certificateElsewhere(inputs) ?? nameInUse(inputs, account),
        refuseUpdate: (inputs) => certificateElsewhere(inputs),
    },
};

const listOf = (inputs: Properties, key: string): readonly unknown[] => {
    const value = inputs[key];
    return Array.isArray(value) ? value : [];
};

const controlsOf = (inputs: Properties): string[] =>
    listOf(inputs, "origins").flatMap((origin) => (isRecord(origin) ? [textOf(origin, "originAccessControlId")] : []));

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html */
function certificateElsewhere(inputs: Properties): string | undefined {
    const certificate = isRecord(inputs["viewerCertificate"]) ? inputs["viewerCertificate"] : {};
    const arn = textOf(certificate, "acmCertificateArn");
    return arn === "" || regionOf(arn) === "us-east-1"
        ? undefined
        : "InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";
}

/** A name belongs to one distribution, of whatever account. */
function nameInUse(inputs: Properties, account: Account): string | undefined {
    const wanted = listOf(inputs, "aliases").map(String);
    const taken = account
        .all(distributionType)
        .flatMap(([, facts]) => String(facts["aliases"]).split(" "))
        .some((name) => wanted.includes(name));
    return taken
        ? "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource."
        : undefined;
}
