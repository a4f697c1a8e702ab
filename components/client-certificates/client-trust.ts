import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createPrivateBucket } from "../private-bucket";
import type { Settings } from "../settings";
import { PemFile, verification, Verify } from "./mutual-tls";
import { pemObject } from "./pem-files";

export interface ClientTrustArgs {
    readonly applicationName: string;
    readonly verify: Verify;
    /** Folder of the stack file. */
    readonly root: string;
    readonly region: string;
    /** Bucket into which S3 logs the requests to that of the files. */
    readonly logsBucket?: pulumi.Input<string> | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

interface S3Object {
    readonly bucket: pulumi.Input<string>;
    readonly key: pulumi.Input<string>;
    readonly versionId?: string | undefined;
}

/** The authorities whose clients a load balancer lets in, and what they have revoked. Files of the user's own are uploaded under their fingerprint. */
export class ClientTrust extends pulumi.ComponentResource {
    readonly trustStoreArn: pulumi.Output<string>;

    constructor(name: string, args: ClientTrustArgs, opts?: pulumi.ComponentResourceOptions) {
        super("django-beanstalk:certificate:ClientTrust", name, {}, opts);
        const objectOf = uploads(name, args, { parent: this });
        const authorities = objectOf(args.verify.authorities, "authorities");
        const store = new aws.lb.TrustStore(
            `${name}-store`,
            {
                // AWS takes 32 characters, and one dash at a time, as in an application's name.
                name: args.applicationName,
                caCertificatesBundleS3Bucket: authorities.bucket,
                caCertificatesBundleS3Key: authorities.key,
                ...(authorities.versionId === undefined
                    ? {}
                    : { caCertificatesBundleS3ObjectVersion: authorities.versionId }),
                tags: args.tags,
            },
            { parent: this },
        );
        args.verify.revocations.forEach((file, i) => {
            createRevocation(`${name}-revocations-${i + 1}`, store, objectOf(file, `revocations-${i + 1}`), {
                parent: this,
            });
        });

        this.trustStoreArn = store.arn;
        this.registerOutputs({ trustStoreArn: this.trustStoreArn });
    }
}

/** The bucket is made only when something is uploaded. */
function uploads(
    name: string,
    { root, region, logsBucket, tags }: ClientTrustArgs,
    opts: pulumi.CustomResourceOptions,
): (file: PemFile, suffix: string) => S3Object {
    let bucket: aws.s3.Bucket | undefined;
    return (file, suffix) => {
        if (file.from === "s3") {
            return file;
        }
        // Its objects can be uploaded again.
        bucket ??= createPrivateBucket(name, { forceDestroy: true, region, logsBucket, tags }, opts);
        const { key, text } = pemObject(file.path, root);
        const object = new aws.s3.BucketObjectv2(
            `${name}-${suffix}`,
            {
                bucket: bucket.bucket,
                key: `${suffix}/${key}`,
                content: text,
                contentType: "application/x-pem-file",
                tags,
            },
            opts,
        );
        return { bucket: object.bucket, key: object.key };
    };
}

function createRevocation(
    name: string,
    store: aws.lb.TrustStore,
    { bucket, key, versionId }: S3Object,
    opts: pulumi.CustomResourceOptions,
): void {
    new aws.lb.TrustStoreRevocation(
        name,
        {
            trustStoreArn: store.arn,
            revocationsS3Bucket: bucket,
            revocationsS3Key: key,
            ...(versionId === undefined ? {} : { revocationsS3ObjectVersion: versionId }),
        },
        opts,
    );
}

/** The trust store that the settings ask for; undefined where no certificate of clients is verified. */
export function createClientTrust(
    name: string,
    { settings, ...others }: { readonly settings: Settings } & Pick<ClientTrustArgs, "root" | "logsBucket" | "tags">,
): pulumi.Output<string> | undefined {
    const verify = verification(settings);
    return verify === undefined
        ? undefined
        : new ClientTrust(name, {
              applicationName: settings.applicationName,
              verify,
              region: settings.region,
              ...others,
          }).trustStoreArn;
}
