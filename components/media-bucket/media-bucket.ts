import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { attachPolicy, createBucket } from "../private-bucket";
import type { Settings } from "../settings";
import { MediaCdn } from "./media-cdn";
import { cdnAccess, CorsRule, MediaPlan, planMedia } from "./plan-media";

export interface MediaBucketArgs {
    readonly region: string;
    readonly plan: MediaPlan;
    /** Ids of the hosted zones, by name; one of them is that of the distribution's own name, if it has one. */
    readonly zoneIds: Readonly<Record<string, pulumi.Input<string>>>;
    /** Bucket into which S3 logs the requests to this one. */
    readonly logsBucket: pulumi.Input<string> | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/** A private bucket for uploads. The application reaches it with the instance role; there are no access keys. */
export class MediaBucket extends pulumi.ComponentResource {
    readonly bucketName: pulumi.Output<string>;
    readonly bucketArn: pulumi.Output<string>;
    readonly objectsArn: pulumi.Output<string>;
    /** Of the certificate of the distribution's own name; undefined without one. */
    readonly cdnCertificateArn: pulumi.Output<string> | undefined;
    /** Environment properties under which django-storages finds the bucket, and what is in front of it. */
    readonly variables: Readonly<Record<string, pulumi.Input<string>>>;

    constructor(name: string, args: MediaBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:media:MediaBucket", name, args, opts);
        const { plan, region } = args;
        const made = createBucket(name, { ...plan, tags: args.tags, logsBucket: args.logsBucket }, { parent: this });
        const { bucket } = made;
        const cdn = createCdn(`${name}-cdn`, bucket, args, { parent: this });
        const access = cdn?.distributionArn.apply((arn) => [cdnAccess(plan.cdn?.publicPrefixes ?? [], arn)]) ?? [];
        attachPolicy(name, made, { region, access }, { parent: this });
        admitPages(name, bucket, plan.cors, { parent: this });

        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.cdnCertificateArn = cdn?.certificateArn;
        this.objectsArn = pulumi.interpolate`${bucket.arn}/*`;
        this.variables = {
            AWS_STORAGE_BUCKET_NAME: bucket.bucket,
            AWS_S3_REGION_NAME: region,
            ...(cdn === undefined ? {} : { AWS_S3_CUSTOM_DOMAIN: cdn.domainName }),
        };
        this.registerOutputs({ bucketName: this.bucketName });
    }
}

/** It goes when the settings say so, protected stack or not. */
function createCdn(
    name: string,
    bucket: aws.s3.Bucket,
    { plan, zoneIds, tags }: MediaBucketArgs,
    opts: pulumi.ComponentResourceOptions,
): MediaCdn | undefined {
    return plan.cdn === undefined
        ? undefined
        : new MediaCdn(
              name,
              { plan: plan.cdn, bucketDomainName: bucket.bucketRegionalDomainName, zoneIds, tags },
              { ...opts, protect: false },
          );
}

/** As above, it may go. */
function admitPages(
    name: string,
    bucket: aws.s3.Bucket,
    cors: CorsRule | undefined,
    opts: pulumi.CustomResourceOptions,
): void {
    if (cors !== undefined) {
        const { allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = cors;
        new aws.s3.BucketCorsConfiguration(
            `${name}-cors`,
            {
                bucket: bucket.bucket,
                corsRules: [
                    {
                        allowedOrigins: [...allowedOrigins],
                        allowedMethods: [...allowedMethods],
                        allowedHeaders: [...allowedHeaders],
                        exposeHeaders: [...exposeHeaders],
                        maxAgeSeconds,
                    },
                ],
            },
            { ...opts, dependsOn: bucket, protect: false },
        );
    }
}

export interface CreateMediaBucketArgs extends Pick<MediaBucketArgs, "zoneIds" | "logsBucket" | "tags"> {
    readonly settings: Settings;
}

/** The bucket that the settings ask for, or none. */
export function createMediaBucket(
    name: string,
    { settings, ...others }: CreateMediaBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
): MediaBucket | undefined {
    const plan = planMedia(settings);
    return plan === undefined ? undefined : new MediaBucket(name, { ...others, plan, region: settings.region }, opts);
}
