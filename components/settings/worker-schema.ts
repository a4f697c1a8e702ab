import { z } from "zod";
import { retentionDays } from "../option-catalogue/values";
import { common } from "./defaults";
import * as forms from "./patterns";
import { StageDefaults, text } from "./schema-parts";
import * as workerForms from "./worker-patterns";
import { workerDelivery } from "./worker-delivery-schema";

const service = z.strictObject({
    command: z
        .string()
        .regex(/^[^\n\r\0]+$/, "a command on one line")
        .describe("What runs, from the folder of the release; started again when it ends by itself"),
    stopSeconds: z
        .int()
        .min(1)
        .max(3600)
        .default(common.workerServiceStopSeconds)
        .describe(
            "Seconds that the service gets after SIGTERM to finish what it does. AWS ends an interrupted spot instance after two minutes, whatever stands here",
        ),
});

/** At least one entry; what is missing is said at the mapping itself. */
const services = z
    .record(text(workerForms.workerName), service)
    .refine((all) => Object.keys(all).length > 0, "at least one service")
    .describe("What the worker does: systemd services by name, at least one");

const image = z
    .union(
        [
            z.literal("al2023"),
            z.strictObject({
                id: text(forms.imageId).describe(
                    "An image of your own, with systemd, cloud-init, bash, the AWS CLI, python3 and curl; xz or zstd where `compression` is that, openssl where DATABASE_URL asks for the certificates of RDS, and the CloudWatch agent for logs. What the image lacks may be in `packages`",
                ),
                user: text(workerForms.unixUser).describe("The user of the image who may use sudo"),
            }),
        ],
        "al2023, or {id: ami-…, user: the user who may use sudo}",
    )
    .default(common.workerImage)
    .describe(
        "Amazon Linux 2023 as AWS publishes it for the processor of the instance types, or an image of your own. A newer al2023 is for instances that are made later: it replaces none that runs",
    );

const instanceType = (d: StageDefaults) =>
    text(forms.instanceType)
        .default(d.workerInstanceType)
        .describe("EC2 instance type; another one makes another instance");

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-requests.html */
const spot = (d: StageDefaults) =>
    z.strictObject({
        kind: z
            .literal("spot")
            .describe("One spot instance. After an interruption that ends it, `pulumi up --refresh` makes another"),
        instanceType: instanceType(d),
        maxPrice: z
            .number()
            .gt(0)
            .max(1000)
            .optional()
            .describe("Most that you pay for it in USD an hour; without it the on-demand price"),
        interruption: z
            .enum(["terminate", "stop"])
            .default(common.workerInterruption)
            .describe(
                "What AWS does with the instance when it takes the capacity back. stop keeps its volume, and AWS starts it again when there is capacity",
            ),
    });

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html */
const group = (d: StageDefaults) =>
    z.strictObject({
        kind: z
            .literal("group")
            .describe("An Auto Scaling group, which replaces an instance that ends; for delivery over S3 or a URL"),
        size: z.int().min(1).max(100).default(common.workerGroupSize).describe("Instances that run"),
        instanceTypes: z
            .array(text(forms.instanceType))
            .min(1)
            .max(40)
            .default([...d.instanceTypes])
            .describe("EC2 instance types of one processor, the first preferred; with several, spot lasts longer"),
        onDemandBase: z
            .int()
            .min(0)
            .max(100)
            .default(common.spotOnDemandBase)
            .describe("Instances that are never spot"),
        onDemandPercentage: z
            .int()
            .min(0)
            .max(100)
            .default(common.workerOnDemandPercentage)
            .describe("Percent of the instances above the base that are not spot"),
    });

const instances = (d: StageDefaults) =>
    z.discriminatedUnion("kind", [
        spot(d),
        z.strictObject({
            kind: z.literal("on-demand").describe("One instance at the full price"),
            instanceType: instanceType(d),
        }),
        group(d),
    ]);

/** What the worker runs with. */
const surroundings = {
    packages: z
        .array(text(workerForms.packageName))
        .default([])
        .describe("Packages of the distribution (dnf) that are installed when an instance first starts"),
    environmentVariables: z
        .record(text(forms.variableName), z.union([z.string().min(1), z.int(), z.boolean()]).transform(String))
        .default({})
        .describe("Environment variables; anyone who may read the bundle reads them"),
    secrets: z
        .array(text(forms.variableName))
        .default([])
        .describe(
            "Names of `secrets`, of the database or of the cache, which the services get as environment variables. The instance role reads them when a service starts; they are on no disk",
        ),
    database: z
        .boolean()
        .optional()
        .describe("Let the worker through to the stack's database; without it, where `database.kind` is postgres"),
};

/** How it comes to run. */
const ways = (d: StageDefaults) => ({
    image,
    compression: z
        .enum(["gzip", "xz", "zstd"])
        .default(common.workerCompression)
        .describe("How the bundle is compressed"),
    multipart: z
        .boolean()
        .default(false)
        .describe("Give the user data as a MIME multi-part message, to which an image's own parts can be added"),
    logRetentionDays: z
        .literal(retentionDays)
        .default(d.logRetentionDays)
        .describe("Days that CloudWatch keeps the worker's logs"),
    volumeGiB: z
        .int()
        .min(8)
        .max(16384)
        .default(common.workerVolumeGiB)
        .describe(
            "GiB of the root volume, gp3 and encrypted; it grows in place, the file system at the next boot, and never shrinks",
        ),
    delivery: workerDelivery.prefault({ kind: "s3" }).describe("How a release reaches the instance"),
    instances: instances(d).prefault({ kind: "spot" }).describe("What it runs on"),
});

const worker = (d: StageDefaults) =>
    z.strictObject({
        directory: z
            .string()
            .min(1)
            .optional()
            .describe(
                "Folder whose files make the bundle, from the folder of the stack file; without it `app.directory`. The same files are left out as of the source bundle",
            ),
        services,
        setup: z
            .array(z.string().regex(/^[^\n\r\0]+$/, "a command on one line"))
            .default([])
            .describe("Commands that run once a release in its folder, before it takes over"),
        ...surroundings,
        ...ways(d),
    });

export const workerSchema = (d: StageDefaults) =>
    z
        .record(text(workerForms.workerName), worker(d))
        .prefault({})
        .describe("Instances beside the environment that run services of your own, by name");
