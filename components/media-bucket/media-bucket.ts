import * as pulumi from "@pulumi/pulumi";
import type { mediaVariables } from "../beanstalk-environment/variables";
import type { Settings } from "../settings";
import { createPrivateBucket } from "../private-bucket";

export interface MediaBucketArgs {
    readonly region: string;
    /** Delete uploads with the stack. */
    readonly forceDestroy: boolean;
    readonly tags: Readonly<Record<string, string>>;
}

/** A private bucket for uploads. The application reaches it with the instance role; there are no access keys. */
export class MediaBucket extends pulumi.ComponentResource {
    readonly bucketName: pulumi.Output<string>;
    readonly bucketArn: pulumi.Output<string>;
    readonly objectsArn: pulumi.Output<string>;
    /** Environment properties under which django-storages finds the bucket. */
    readonly variables: Readonly<Record<(typeof mediaVariables)[number], pulumi.Input<string>>>;

    constructor(name: string, args: MediaBucketArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:media:MediaBucket", name, args, opts);
        const bucket = createPrivateBucket(name, args, { parent: this });
        this.bucketName = bucket.bucket;
        this.bucketArn = bucket.arn;
        this.objectsArn = pulumi.interpolate`${bucket.arn}/*`;
        this.variables = { AWS_STORAGE_BUCKET_NAME: bucket.bucket, AWS_S3_REGION_NAME: args.region };
        this.registerOutputs({ bucketName: this.bucketName });
    }
}

export interface CreateMediaBucketArgs {
    readonly settings: Pick<Settings, "media" | "region" | "environment">;
    readonly tags: Readonly<Record<string, string>>;
}

/** The bucket that the settings ask for, or none. */
export function createMediaBucket(
    name: string,
    { settings, tags }: CreateMediaBucketArgs,
    opts?: pulumi.ComponentResourceOptions,
): MediaBucket | undefined {
    switch (settings.media.kind) {
        case "bucket":
            return new MediaBucket(
                name,
                { region: settings.region, forceDestroy: !settings.environment.protect, tags },
                opts,
            );
        case "none":
            return undefined;
    }
}
