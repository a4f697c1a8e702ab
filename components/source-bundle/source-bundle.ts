import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { createPrivateBucket } from "../private-bucket";
import { Bundle } from "./build-bundle";

export interface SourceBundleArgs {
    /** Name of the Elastic Beanstalk application. Changing it replaces the application and its environment. */
    readonly applicationName: string;
    readonly bundle: Pick<Bundle, "file" | "fingerprint">;
    /** Empty the bucket when the stack is destroyed. */
    readonly forceDestroy: boolean;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * An Elastic Beanstalk application with one version: the archive, uploaded under its fingerprint. The version's label carries the
 * fingerprint too, with a suffix that is new at each creation: AWS refuses a label that exists, and old versions are kept for rollback, so a
 * return from B to A needs a label of its own. Neither object nor version is deleted when it is replaced.
 */
export class SourceBundle extends pulumi.ComponentResource {
    readonly applicationName: pulumi.Output<string>;
    /** Label of the version that the environment should run. */
    readonly versionLabel: pulumi.Output<string>;
    /** ARN of the objects below the bundles' prefix. */
    readonly objectsArn: pulumi.Output<string>;

    constructor(name: string, args: SourceBundleArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "django-beanstalk:bundle:SourceBundle",
            name,
            { applicationName: args.applicationName, fingerprint: args.bundle.fingerprint },
            opts,
        );
        const application = new aws.elasticbeanstalk.Application(
            `${name}-application`,
            { name: args.applicationName, tags: args.tags },
            { parent: this },
        );
        const bucket = createPrivateBucket(name, args, { parent: this });
        const object = uploadArchive(name, bucket, args, { parent: this });
        const version = createVersion(name, application, object, args, { parent: this });

        this.applicationName = application.name;
        this.versionLabel = version.name;
        this.objectsArn = pulumi.interpolate`${bucket.arn}/${prefix}*`;
        this.registerOutputs({ versionLabel: this.versionLabel });
    }
}

const prefix = "bundles/";

function uploadArchive(
    name: string,
    bucket: aws.s3.Bucket,
    { bundle, tags }: SourceBundleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.s3.BucketObjectv2 {
    return new aws.s3.BucketObjectv2(
        `${name}-archive`,
        {
            bucket: bucket.bucket,
            key: `${prefix}${bundle.fingerprint}.zip`,
            source: new pulumi.asset.FileAsset(bundle.file),
            contentType: "application/zip",
            tags,
        },
        { ...opts, retainOnDelete: true },
    );
}

function createVersion(
    name: string,
    application: aws.elasticbeanstalk.Application,
    object: aws.s3.BucketObjectv2,
    { bundle, tags }: SourceBundleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.elasticbeanstalk.ApplicationVersion {
    const suffix = new random.RandomId(
        `${name}-label`,
        { byteLength: 4, keepers: { fingerprint: bundle.fingerprint } },
        opts,
    );
    return new aws.elasticbeanstalk.ApplicationVersion(
        `${name}-version`,
        {
            application: application.name,
            name: pulumi.interpolate`${bundle.fingerprint.slice(0, 12)}-${suffix.hex}`,
            bucket: object.bucket,
            key: object.key,
            tags,
        },
        { ...opts, retainOnDelete: true },
    );
}
