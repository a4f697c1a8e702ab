import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { markerOf } from "../beanstalk-environment/secrets-marker";
import type { Network } from "../network/network";
import type { SecretPlace } from "../secret-links";
import type { Settings } from "../settings";
import { createLogGroup, createProfile, createSecretsParameter, createSecurityGroup } from "./access";
import { createRelease } from "./fetch";
import { createGroup, createInstance, InstanceParts } from "./instance";
import { interruptionNotice } from "./plan-instance";
import { isSsh, LoneInstance, SshDelivery, userOf, WorkerPlan } from "./plan-worker";
import { createKey, createStageTwo, SshKey, WorkerRelease } from "./ssh";
import { planUserData } from "./user-data";

export interface WorkerArgs {
    readonly plan: WorkerPlan;
    readonly settings: Pick<
        Settings,
        "environment" | "environmentName" | "monitoring" | "network" | "region" | "worker"
    >;
    readonly network: Network;
    /** The bundle on this machine; undefined where instances fetch one that was published elsewhere. */
    readonly release: WorkerRelease | undefined;
    /** Of the stack's bundles. */
    readonly bucket: Pick<aws.s3.Bucket, "bucket" | "arn">;
    /** ARN of the worker's objects in it. */
    readonly objectsArn: pulumi.Output<string>;
    /** Where the stack's secrets are, by variable. */
    readonly secrets: Readonly<Record<string, SecretPlace>>;
    /** What has to be there before a service starts, or starts again with new secrets. */
    readonly after: readonly pulumi.Resource[];
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * Instances beside the environment that run services of the user's own, deployed in two stages: user data that only wait for a bundle, and the bundle, which
 * brings everything else. A release never changes the user data, so it never replaces an instance.
 */
export class Worker extends pulumi.ComponentResource {
    /** Where it is: the address of an instance, or the name of a group. */
    readonly address: pulumi.Output<string>;

    constructor(name: string, args: WorkerArgs, opts?: pulumi.ComponentResourceOptions) {
        const { plan } = args;
        const { delivery, instances } = plan.settings;
        super("django-beanstalk:worker:Worker", name, { instances: instances.kind, delivery: delivery.kind }, opts);
        sayWhatToKnow(plan, this);
        const { group, rules } = createSecurityGroup(name, args, { parent: this });
        const logs = createLogGroup(name, args, { parent: this });
        const told = createSecretsParameter(name, args, { parent: this });
        const key = isSsh(delivery) ? createKey(name, delivery, args.tags, { parent: this }) : undefined;
        const marker = secretsMarker(args);
        const later = { parent: this, dependsOn: [...args.after] };
        const release = isSsh(delivery) ? [] : [createRelease(name, args, marker, later)];
        const parts = {
            ...placeOf(args),
            securityGroupId: group.id,
            profileName: createProfile(name, args, { parent: this }),
            keyName: key?.keyName,
            userDataBase64: userData(plan, key),
        };
        const before = { parent: this, dependsOn: [...rules, logs, ...told, ...release, ...args.after] };
        if (instances.kind === "group") {
            this.address = createGroup(name, instances, parts, before).name;
        } else {
            this.address = createLone(name, { instances, parts, key, marker }, args, before);
        }
        this.registerOutputs({ address: this.address });
    }
}

function sayWhatToKnow(plan: WorkerPlan, worker: pulumi.Resource): void {
    const notice = interruptionNotice(plan);
    if (notice !== undefined) {
        void pulumi.log.info(notice, worker);
    }
}

const placeOf = ({ plan, network, settings, tags }: WorkerArgs) => ({
    plan,
    vpcId: network.vpcId,
    subnetIds: network.instanceSubnetIds,
    subnetsAreFound: settings.network.kind === "default" && settings.network.subnetIds === undefined,
    publicInstances: network.publicInstances,
    tags,
});

/** A bundle has no part in it, and of a key only the public half. */
const userData = (plan: WorkerPlan, key: SshKey | undefined): pulumi.Output<string> =>
    pulumi.output(key?.publicKey).apply((publicKey) => planUserData(plan.userData(publicKey)).base64);

/** Changes with every secret of the worker that the stack makes, and says nothing about it. */
function secretsMarker({ plan, secrets }: WorkerArgs): pulumi.Output<string> | undefined {
    const versions = plan.secrets.flatMap(({ name }) => secrets[name]?.versionId ?? []);
    return versions.length === 0 ? undefined : pulumi.all([...new Set(versions)]).apply(markerOf);
}

interface Lone {
    readonly instances: LoneInstance;
    readonly parts: InstanceParts;
    readonly key: SshKey | undefined;
    readonly marker: pulumi.Output<string> | undefined;
}

/** @returns the address, known over SSH only once the release runs */
function createLone(
    name: string,
    { instances, parts, key, marker }: Lone,
    { plan, release, after }: WorkerArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const { publicInstances } = parts;
    const instance = createInstance(name, instances, parts, opts);
    const address = publicInstances ? instance.publicIp : instance.privateIp;
    if (key === undefined || release === undefined) {
        return address;
    }
    const { image, delivery } = plan.settings;
    const ssh = {
        worker: plan.name,
        delivery: delivery as SshDelivery,
        user: userOf(image),
        key,
        instance,
        publicInstances,
    };
    const installed = createStageTwo(name, { ...ssh, release, marker, after }, { parent: opts.parent });
    return pulumi.all([address, installed.id]).apply(([known]) => known);
}
