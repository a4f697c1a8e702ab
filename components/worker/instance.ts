import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { publicParameter, rootDevice } from "../lookups";
import { distribution, marketOptions, metadataOptions, rootVolume } from "./plan-instance";
import type { InstanceGroup, LoneInstance, WorkerPlan } from "./plan-worker";

/** What an instance is made of besides its plan. */
export interface InstanceParts {
    readonly plan: WorkerPlan;
    readonly vpcId: pulumi.Output<string>;
    readonly subnetIds: pulumi.Output<string[]>;
    /** The stack file names neither the subnets nor a VPC of the stack's own: they are what AWS lists today. */
    readonly subnetsAreFound: boolean;
    readonly publicInstances: boolean;
    readonly securityGroupId: pulumi.Output<string>;
    readonly profileName: pulumi.Output<string>;
    readonly keyName: pulumi.Output<string> | undefined;
    readonly userDataBase64: pulumi.Output<string>;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * One instance. What it does at its first boot is its user data, so other user data make another instance; a release is no part of them. A newer image of AWS
 * is for the next instance. AWS stops no spot instance that was asked for once, as another type would need, so that makes another one too. The way in which the
 * instance is bought is a trigger, because the provider does not see that market options are left out. So is the VPC, because subnets that were looked up are no
 * reason to replace an instance: a new one that sorts first would.
 *
 * https://github.com/hashicorp/terraform-provider-aws/issues/38141
 * https://github.com/hashicorp/terraform-provider-aws/issues/33775
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export function createInstance(
    name: string,
    instances: LoneInstance,
    parts: InstanceParts,
    opts: pulumi.CustomResourceOptions,
): aws.ec2.Instance {
    const { plan, subnetIds, subnetsAreFound, publicInstances, vpcId, keyName, tags } = parts;
    return new aws.ec2.Instance(
        name,
        {
            ami: imageId(plan, { parent: opts.parent }),
            instanceType: instances.instanceType,
            subnetId: subnetIds.apply(([first = ""]) => first),
            associatePublicIpAddress: publicInstances,
            vpcSecurityGroupIds: [parts.securityGroupId],
            iamInstanceProfile: parts.profileName,
            ...(keyName === undefined ? {} : { keyName }),
            userDataBase64: parts.userDataBase64,
            userDataReplaceOnChange: true,
            metadataOptions,
            rootBlockDevice: rootVolume(plan.settings.volumeGiB),
            ...marketOptions(instances),
            tags: { ...tags, Name: name },
        },
        {
            ...opts,
            // An instance that AWS has stopped has no public address, and a refresh would take that for a wish. What is ignored counts again for the next instance.
            ignoreChanges: ["ami", "associatePublicIpAddress", ...(subnetsAreFound ? ["subnetId"] : [])],
            replaceOnChanges: ["instanceType"],
            replacementTrigger: pulumi.interpolate`${instances.kind}, ${publicInstances ? "public" : "private"}, ${vpcId}`,
        },
    );
}

function imageId({ imageParameter, settings: { image } }: WorkerPlan, opts: pulumi.InvokeOptions) {
    return image === "al2023" ? publicParameter(imageParameter ?? "", opts) : image.id;
}

/**
 * Instances that replace each other. Other user data, types or volumes are a new version of the launch template, to which AWS moves the group, an instance after
 * the other.
 */
export function createGroup(
    name: string,
    instances: InstanceGroup,
    parts: InstanceParts,
    opts: pulumi.CustomResourceOptions,
): aws.autoscaling.Group {
    const template = createTemplate(name, parts, opts);
    const { size } = instances;
    return new aws.autoscaling.Group(
        name,
        {
            minSize: size,
            maxSize: size,
            vpcZoneIdentifiers: parts.subnetIds,
            healthCheckType: "EC2",
            capacityRebalance: true,
            mixedInstancesPolicy: {
                instancesDistribution: distribution(instances),
                launchTemplate: {
                    launchTemplateSpecification: {
                        launchTemplateId: template.id,
                        version: template.latestVersion.apply(String),
                    },
                    overrides: instances.instanceTypes.map((instanceType) => ({ instanceType })),
                },
            },
            instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: size === 1 ? 0 : 50 } },
            tags: Object.entries({ ...parts.tags, Name: name }).map(([key, value]) => ({
                key,
                value,
                propagateAtLaunch: true,
            })),
        },
        opts,
    );
}

function createTemplate(name: string, parts: InstanceParts, opts: pulumi.CustomResourceOptions) {
    const { plan, publicInstances, tags } = parts;
    const { image, volumeGiB } = plan.settings;
    const { volumeType, volumeSize, encrypted, deleteOnTermination } = rootVolume(volumeGiB);
    const ebs = {
        volumeType,
        volumeSize,
        encrypted: String(encrypted),
        deleteOnTermination: String(deleteOnTermination),
    };
    return new aws.ec2.LaunchTemplate(
        `${name}-template`,
        {
            // EC2 looks the newest image up when it starts an instance, so that one is no change of the template.
            imageId: image === "al2023" ? `resolve:ssm:${plan.imageParameter ?? ""}` : image.id,
            iamInstanceProfile: { name: parts.profileName },
            networkInterfaces: [
                {
                    associatePublicIpAddress: String(publicInstances),
                    deleteOnTermination: "true",
                    securityGroups: [parts.securityGroupId],
                },
            ],
            blockDeviceMappings: [{ deviceName: deviceName(image, { parent: opts.parent }), ebs }],
            metadataOptions,
            userData: parts.userDataBase64,
            tags,
        },
        opts,
    );
}

/** https://docs.aws.amazon.com/linux/al2023/ug/ec2.html */
const deviceName = (image: WorkerPlan["settings"]["image"], opts: pulumi.InvokeOptions): pulumi.Input<string> =>
    image === "al2023" ? "/dev/xvda" : rootDevice(image.id, opts);
