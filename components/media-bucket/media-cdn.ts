import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Certificate } from "../certificate/certificate";
import type { CertificatePlan } from "../certificate/plan-certificate";
import { cloudFrontRegion, managedPolicies, MediaPlan } from "./plan-media";

export interface MediaCdnArgs {
    readonly bucketDomainName: pulumi.Input<string>;
    readonly plan: NonNullable<MediaPlan["cdn"]>;
    /** Ids of the hosted zones, by name. */
    readonly zoneIds: Readonly<Record<string, pulumi.Input<string>>>;
    readonly tags: Readonly<Record<string, string>>;
}

/** A distribution of CloudFront that reads a bucket by signed requests. It holds nothing that could not be made again. */
export class MediaCdn extends pulumi.ComponentResource {
    readonly distributionArn: pulumi.Output<string>;
    /** Name under which everyone reads. */
    readonly domainName: pulumi.Output<string>;
    /** Of the certificate for a name of one's own, in CloudFront's region; undefined without one. */
    readonly certificateArn: pulumi.Output<string> | undefined;

    constructor(name: string, args: MediaCdnArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:media:MediaCdn", name, args, opts);
        const own = ownName(args);
        const control = new aws.cloudfront.OriginAccessControl(
            `${name}-access`,
            {
                description: "Signs what CloudFront asks of the media bucket",
                originAccessControlOriginType: "s3",
                signingBehavior: "always",
                signingProtocol: "sigv4",
            },
            { parent: this },
        );
        this.certificateArn = own === undefined ? undefined : createCertificate(name, own, args, { parent: this });
        const distribution = createDistribution(name, args, control.id, viewerCertificate(own, this.certificateArn), {
            parent: this,
        });
        if (own !== undefined) {
            createRecords(name, own, distribution, { parent: this });
        }

        this.distributionArn = distribution.arn;
        this.domainName = own === undefined ? distribution.domainName : pulumi.output(own.name);
        this.registerOutputs({ domainName: this.domainName });
    }
}

interface OwnName {
    readonly name: string;
    readonly zoneId: pulumi.Input<string>;
    readonly certificate: CertificatePlan;
}

/** The settings admit only names of a zone that is in Route 53. */
function ownName({ plan, zoneIds }: MediaCdnArgs): OwnName | undefined {
    const { certificate } = plan;
    const zoneId = zoneIds[certificate?.challenges[0]?.zone ?? ""];
    return certificate === undefined || zoneId === undefined
        ? undefined
        : { name: certificate.domainName, zoneId, certificate };
}

type ViewerCertificate = aws.types.input.cloudfront.DistributionViewerCertificate;

const standardCertificate: ViewerCertificate = { cloudfrontDefaultCertificate: true };

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const viewerCertificate = (own: OwnName | undefined, arn: pulumi.Output<string> | undefined): ViewerCertificate =>
    own === undefined
        ? standardCertificate
        : {
              ...(arn === undefined ? {} : { acmCertificateArn: arn }),
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: "TLSv1.2_2021",
          };

/** @returns the ARN, known once the certificate is issued */
const createCertificate = (
    name: string,
    { certificate: plan }: OwnName,
    { zoneIds, tags }: MediaCdnArgs,
    opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> | undefined =>
    new Certificate(`${name}-certificate`, { plan, zoneIds, tags }, { ...opts, transformations: [inCloudFrontsRegion] })
        .validatedArn;

/** A provider of its own would have neither the stack's credentials nor its default tags. */
const inCloudFrontsRegion: pulumi.ResourceTransformation = ({ type, props, opts }) =>
    type.startsWith("aws:acm/") ? { props: { ...props, region: cloudFrontRegion }, opts } : undefined;

function createDistribution(
    name: string,
    { bucketDomainName, plan, tags }: MediaCdnArgs,
    originAccessControlId: pulumi.Output<string>,
    viewerCertificate: ViewerCertificate,
    opts: pulumi.CustomResourceOptions,
): aws.cloudfront.Distribution {
    const originId = "media";
    return new aws.cloudfront.Distribution(
        name,
        {
            enabled: true,
            comment: name,
            ...(plan.name === undefined ? {} : { aliases: [plan.name] }),
            priceClass: plan.priceClass,
            httpVersion: "http2and3",
            isIpv6Enabled: true,
            origins: [{ originId, domainName: bucketDomainName, originAccessControlId }],
            defaultCacheBehavior: {
                targetOriginId: originId,
                viewerProtocolPolicy: "redirect-to-https",
                allowedMethods: ["GET", "HEAD"],
                cachedMethods: ["GET", "HEAD"],
                compress: true,
                cachePolicyId: managedPolicies.cache,
                responseHeadersPolicyId: managedPolicies.responseHeaders,
            },
            restrictions: { geoRestriction: { restrictionType: "none" } },
            viewerCertificate,
            tags,
        },
        opts,
    );
}

/** CloudFront answers by IPv6 too. */
function createRecords(
    name: string,
    own: OwnName,
    { domainName, hostedZoneId }: aws.cloudfront.Distribution,
    opts: pulumi.CustomResourceOptions,
): void {
    for (const [type, suffix] of [
        ["A", ""],
        ["AAAA", "-ipv6"],
    ] as const) {
        new aws.route53.Record(
            `${name}-${own.name}${suffix}`,
            {
                zoneId: own.zoneId,
                name: own.name,
                type,
                aliases: [{ name: domainName, zoneId: hostedZoneId, evaluateTargetHealth: false }],
            },
            opts,
        );
    }
}
