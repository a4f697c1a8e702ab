import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../private-bucket";
import type { Settings } from "../settings";
import { Bundle } from "./build-bundle";

export interface SourceBundleArgs {
    readonly settings: Pick<Settings, "applicationName" | "environment" | "region">;
    /** The finished archive on this machine. */
    readonly archive: Pick<Bundle, "file" | "fingerprint" | "label" | "notices">;
    /** Bucket into which S3 logs the requests to the bundles' one. */
    readonly logsBucket: pulumi.Input<string> | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * An Elastic Beanstalk application with one version: the archive, uploaded under its fingerprint. Neither object nor version is deleted when another
 * takes its place, so that an older one can be put back.
 */
export class SourceBundle extends pulumi.ComponentResource {
    readonly applicationName: pulumi.Output<string>;
    /** Label of the version that the environment should run. */
    readonly versionLabel: pulumi.Output<string>;
    /** ARN of the objects below the bundles' prefix. */
    readonly objectsArn: pulumi.Output<string>;
    /** The bucket, to which workers add their bundles. */
    readonly bucket: Pick<aws.s3.Bucket, "bucket" | "arn">;

    constructor(name: string, args: SourceBundleArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:bundle:SourceBundle", name, { fingerprint: args.archive.fingerprint }, opts);
        for (const notice of args.archive.notices) {
            void pulumi.log.warn(notice, this);
        }
        const application = new aws.elasticbeanstalk.Application(
            `${name}-application`,
            { name: args.settings.applicationName, tags: args.tags },
            { parent: this },
        );
        const bucket = createVersionsBucket(name, args, { parent: this });
        const object = uploadArchive(name, bucket, args, { parent: this });
        const version = createVersion(name, application, object, args, { parent: this });

        this.applicationName = application.name;
        this.versionLabel = version.name;
        this.bucket = bucket;
        this.objectsArn = pulumi.interpolate`${bucket.arn}/${prefix}*`;
        this.registerOutputs({ versionLabel: this.versionLabel });
    }
}

const prefix = "bundles/";

/**
 * Bundles can be made again; a protected stack keeps them all the same. Nothing but unfinished uploads ever ends here: which bundle a version still
 * refers to is not to be seen from its age. Each is written once, under its fingerprint, so that there are no versions of an object to keep.
 */
const createVersionsBucket = (
    name: string,
    { settings, logsBucket, tags }: SourceBundleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.s3.Bucket =>
    createPrivateBucket(
        name,
        { forceDestroy: !settings.environment.protect, region: settings.region, logsBucket, tags },
        opts,
    );

function uploadArchive(
    name: string,
    bucket: aws.s3.Bucket,
    { archive, tags }: SourceBundleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
        `${name}-archive`,
        {
            bucket: bucket.bucket,
            key: `${prefix}${archive.fingerprint}.zip`,
            source: new pulumi.asset.FileAsset(archive.file),
            contentType: "application/zip",
            tags,
        },
        { ...opts, retainOnDelete: true },
    );
}

/**
 * The version's resource is named by the fingerprint and the prefix that the settings give, and its label is that name with a suffix that the provider makes up at each creation. So a label is
 * new even when the engine has forgotten a version that AWS still has: after a return from B to A, and after a destroy that stopped halfway.
 */
function createVersion(
    name: string,
    application: aws.elasticbeanstalk.Application,
    object: aws.s3.BucketObjectv2,
    { archive, tags }: SourceBundleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.elasticbeanstalk.ApplicationVersion {
    return new aws.elasticbeanstalk.ApplicationVersion(
        `${name}-${archive.label}`,
        { application: application.name, bucket: object.bucket, key: object.key, tags },
        { ...opts, retainOnDelete: true },
    );
}
