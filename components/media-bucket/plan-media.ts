import { viaService } from "../beanstalk-environment/secret-access";
import type { Statement } from "../beanstalk-environment/statements";
import { hasHttps, siteNames } from "../beanstalk-environment/variables";
import type { CertificatePlan } from "../certificate/plan-certificate";
import { zoneOf, zonesOf } from "../domain/zones";
import { LifecycleRule, oldVersions, rule, ServiceAccess, unfinishedUploads } from "../plan-bucket";
import type { Settings } from "../settings";

type Bucket = Extract<Settings["media"], { kind: "bucket" }>;

export interface MediaPlan {
    /** Delete uploads with the stack. */
    readonly forceDestroy: boolean;
    readonly versioned: boolean;
    readonly kmsKeyArn: string | undefined;
    readonly rules: readonly LifecycleRule[];
    readonly cors: CorsRule | undefined;
    readonly cdn: CdnPlan | undefined;
}

export interface CdnPlan extends NonNullable<Bucket["cdn"]> {
    /** For the name of the team's own; the challenge's zone holds the records too. */
    readonly certificate: CertificatePlan | undefined;
}

/**
 * CloudFront takes certificates of this region alone, wherever the stack is, and what CloudWatch knows of them is there too.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
export const cloudFrontRegion = "us-east-1";

export interface CorsRule {
    readonly allowedOrigins: readonly string[];
    readonly allowedMethods: readonly string[];
    readonly allowedHeaders: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly maxAgeSeconds: number;
}

/** The bucket that the settings ask for, or none. Where uploads go with the stack, nothing of them is kept for later. */
export function planMedia(settings: Settings): MediaPlan | undefined {
    const { media, environment } = settings;
    if (media.kind === "none") {
        return undefined;
    }
    return {
        forceDestroy: !environment.protect,
        versioned: environment.protect,
        kmsKeyArn: media.kmsKeyArn,
        // Old versions end in a bucket without versioning too: it may have had it.
        rules: [unfinishedUploads, oldVersions(media.oldVersionDays), ...transitions(media)],
        cors: corsRule(media, settings),
        cdn: planCdn(media, settings),
    };
}

function planCdn({ cdn }: Bucket, { domain }: Settings): CdnPlan | undefined {
    if (cdn?.name === undefined || domain === undefined) {
        return cdn === undefined ? undefined : { ...cdn, certificate: undefined };
    }
    const challenges = [{ name: cdn.name, zone: zoneOf(cdn.name, zonesOf(domain))?.name }];
    // A distribution takes no certificate that is not issued yet.
    const certificate = { domainName: cdn.name, alternativeNames: [], challenges, ...domain.certificate, wait: true };
    return { ...cdn, certificate };
}

const transitions = ({ transition }: Bucket): LifecycleRule[] =>
    transition === undefined
        ? []
        : [
              rule("cheaper-storage", {
                  transitions: [{ storageClass: transition.storageClass, days: transition.afterDays }],
              }),
          ];

/** A page that uploads in parts needs the ETag of each. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html */
function corsRule({ uploads }: Bucket, settings: Settings): CorsRule | undefined {
    if (uploads === undefined) {
        return undefined;
    }
    const scheme = hasHttps(settings) ? "https" : "http";
    const ofSite = siteNames(settings).map((name) => `${scheme}://${name}`);
    return {
        allowedOrigins: uploads.origins ?? ofSite,
        allowedMethods: uploads.methods,
        allowedHeaders: uploads.headers,
        exposeHeaders: ["ETag"],
        maxAgeSeconds: uploads.maxAgeSeconds,
    };
}

/**
 * What the instance role may do with the keys that encrypt uploads, through S3 and in no other way.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function mediaKeyStatements({ media, region }: Pick<Settings, "media" | "region">): Statement<string>[] {
    if (media.kind === "none") {
        return [];
    }
    const condition = { StringEquals: { "kms:ViaService": [viaService("s3", region)] } };
    const { kmsKeyArn, formerKmsKeyArns } = media;
    return [
        {
            sid: "MediaKey",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: kmsKeyArn === undefined ? [] : [kmsKeyArn],
            condition,
        },
        { sid: "MediaFormerKeys", actions: ["kms:Decrypt"], resources: formerKmsKeyArns, condition },
    ].filter(({ resources }) => resources.length > 0);
}

/**
 * Ids that are the same in every account.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const managedPolicies = {
    /** CachingOptimized: a day, or what the object's Cache-Control says, compressed, without cookies and query. */
    cache: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    /** SecurityHeadersPolicy: HSTS, and nosniff, so that no browser takes an upload for another type than it says. */
    responseHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;

/**
 * One distribution, and none of another account, reads what is public.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const cdnAccess = (publicPrefixes: readonly string[], distributionArn: string): ServiceAccess => ({
    sid: "PublicThroughCloudFront",
    service: "cloudfront.amazonaws.com",
    action: "s3:GetObject",
    objects: publicPrefixes.map((prefix) => (prefix === "*" ? "*" : `${prefix}*`)),
    condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
});
