import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { releaseLine } from "./plan-access";
import type { WorkerSettings } from "./plan-worker";
import type { WorkerArgs } from "./worker";

/** Where bundles of workers lie in the bucket of the stack's bundles. */
export const objectPrefix = (worker: string): string => `workers/${worker}/`;

/**
 * Names the release that the instances fetch, which look each minute. The bundle is there before it is named, and goes after another one is.
 *
 * @param marker - changes with every secret of the worker
 */
export function createRelease(
    name: string,
    args: WorkerArgs,
    marker: pulumi.Output<string> | undefined,
    opts: pulumi.CustomResourceOptions,
): aws.ssm.Parameter {
    const { plan, tags } = args;
    const { sha256, location } = whereTo(name, plan.settings.delivery, args, opts);
    const insecureValue = pulumi.all([sha256, location, pulumi.output(marker)]).apply((words) => releaseLine(...words));
    return new aws.ssm.Parameter(
        `${name}-release`,
        {
            name: plan.releaseParameter ?? "",
            type: "String",
            description: `Release that worker ${plan.name} runs`,
            // No secret: a preview shows which release it is.
            insecureValue,
            tags,
        },
        opts,
    );
}

interface Location {
    readonly sha256: string;
    readonly location: pulumi.Input<string>;
}

function whereTo(
    name: string,
    delivery: WorkerSettings["delivery"],
    { plan, bucket, release, tags }: WorkerArgs,
    opts: pulumi.CustomResourceOptions,
): Location {
    if (delivery.kind === "url") {
        return { sha256: delivery.sha256, location: delivery.url };
    }
    if (release === undefined) {
        throw new Error(`Worker ${plan.name} has no bundle.`);
    }
    const { path, sha256 } = release.bundle;
    const object = new aws.s3.BucketObjectv2(
        `${name}-bundle`,
        {
            bucket: bucket.bucket,
            key: `${objectPrefix(plan.name)}${sha256}`,
            source: new pulumi.asset.FileAsset(path),
            contentType: "application/x-tar",
            tags,
        },
        opts,
    );
    return { sha256, location: pulumi.interpolate`s3://${object.bucket}/${object.key}` };
}
