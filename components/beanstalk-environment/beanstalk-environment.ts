import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountArns, hasCurrentVersion, offeredStacks } from "../lookups";
import { mediaKeyStatements } from "../media-bucket/plan-media";
import type { Network } from "../network/network";
import { containerAccess } from "../plan-containers";
import { endingBranch } from "../platform-branches";
import type { Settings } from "../settings";
import type { SourceBundle } from "../source-bundle/source-bundle";
import { instanceFeatures, workerAccess } from "./features";
import { identity, identityHook } from "./identity-hook";
import { platformTag } from "./frozen";
import { createOwnListener } from "./own-listener";
import { instanceTlsAccess } from "./instance-tls";
import { givenSecrets } from "./given-secrets";
import { frozenOptionsHook } from "./guard-hook";
import type { OptionLinks } from "./option-links";
import { waitForReady } from "./plan-deployment";
import { planOptions } from "./plan-options";
import { platformBranch, solutionStackName } from "./platform";
import { editedPinHook, offeredPinHook, pinInput } from "./platform-hooks";
import { createInstanceProfile, createServiceRole } from "./roles";
import type { SecretAccess } from "./secret-access";
import { givenSecretsHook } from "./secrets-hook";
import { markerOf, secretsMarker } from "./secrets-marker";
import { instanceStatements } from "./statements";

type Text = pulumi.Input<string>;

export interface BeanstalkEnvironmentArgs {
    readonly settings: Settings;
    readonly network: Network;
    readonly bundle: SourceBundle;
    /** ARN of a validated certificate; without it there is no listener on 443. */
    readonly certificateArn: pulumi.Output<string> | undefined;
    /** ARN of the trust store for clients' certificates; undefined where none is verified. */
    readonly clientTrustStoreArn: pulumi.Output<string> | undefined;
    /** Bucket that the stack makes for access logs; known once AWS may write into it. */
    readonly accessLogsBucket: pulumi.Output<string> | undefined;
    /** Environment properties; anyone who may describe the environment reads them. */
    readonly variables: Readonly<Record<string, Text>>;
    /** What `environmentsecrets` takes, by variable. */
    readonly secrets: Readonly<Record<string, Text>>;
    /** Every secret and parameter that instances read. */
    readonly secretAccess: readonly SecretAccess<Text>[];
    /** Versions of the secrets that the stack makes; a new one updates the environment, so that the application gets the new value. */
    readonly secretVersionIds: readonly Text[];
    readonly media: { readonly bucketArn: Text; readonly objectsArn: Text } | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

/**
 * The environment that runs the application: instances, their roles, the load balancer and every option. Its name is explicit, because a
 * generated one would change with the resource's name and replace the environment. (None has been renamed so far: there is nothing to alias.) The platform is set at creation and then left to managed updates.
 */
export class BeanstalkEnvironment extends pulumi.ComponentResource {
    readonly environmentName: pulumi.Output<string>;
    /** Name under which Elastic Beanstalk publishes the environment; the target of an alias. */
    readonly cname: pulumi.Output<string>;
    /** What Elastic Beanstalk has made: ARNs of load balancers, names of Auto Scaling groups, URLs of queues. */
    readonly made: Readonly<Record<"loadBalancers" | "autoscalingGroups" | "queues", pulumi.Output<string[]>>>;

    constructor(name: string, args: BeanstalkEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
        super(
            "django-beanstalk:environment:BeanstalkEnvironment",
            name,
            identityInputs(args.settings),
            pulumi.mergeOptions(opts, { hooks: identityHooks(name, args.settings) }),
        );
        const { settings } = args;
        const { region } = settings;
        const { permissionsBoundary, managedPolicyArns } = settings.environment.access;
        warnOfEnd(settings, this);
        const role = { region, permissionsBoundary, tags: args.tags };
        const rights = { statements: statements(args, { parent: this }), managedPolicyArns };
        const profileName = createInstanceProfile(name, { ...role, ...rights }, { parent: this });
        const serviceRoleArn = createServiceRole(name, role, { parent: this });
        const environment = createEnvironment(name, args, links(args, profileName, serviceRoleArn), {
            parent: this,
            // The rules of the security groups must be there before the first instance boots, and as long as the last one runs.
            dependsOn: [
                args.network,
                ...encryptVolumes(name, settings, { parent: this }),
                ...createOwnListener(name, args, { parent: this }),
            ],
        });

        this.environmentName = environment.name;
        this.cname = environment.cname;
        const { loadBalancers, autoscalingGroups, queues } = environment;
        this.made = { loadBalancers, autoscalingGroups, queues };
        this.registerOutputs({ environmentName: this.environmentName, cname: this.cname });
    }
}

function warnOfEnd(settings: Settings, component: pulumi.Resource): void {
    const warning = endingBranch(platformBranch(settings));
    if (warning !== undefined) {
        void pulumi.log.warn(warning, component);
    }
}

function statements(args: BeanstalkEnvironmentArgs, opts: pulumi.InvokeOptions) {
    const { settings, bundle, media, secretAccess } = args;
    const arns = accountArns(settings.region, settings.environment.access.accountId, opts);
    const own = instanceStatements<Text>({
        arn: (service, resource) => arns.of(service, resource),
        beanstalkBucketArn: arns.beanstalkBucket,
        beanstalkObjectsArn: pulumi.interpolate`${arns.beanstalkBucket}/resources/environments/*`,
        beanstalkLogsArn: pulumi.interpolate`${arns.beanstalkBucket}/resources/environments/logs/*`,
        applicationName: settings.applicationName,
        environmentName: settings.environmentName,
        bundleArn: bundle.objectsArn,
        media,
        secrets: [...secretAccess, ...instanceTlsAccess(settings)],
        parameterPrefixes: settings.environment.access.parameterPrefixes,
        code: containerAccess(settings),
        features: instanceFeatures(settings),
        worker: workerAccess(settings),
    });
    return [...own, ...mediaKeyStatements(settings)];
}

function links(
    args: BeanstalkEnvironmentArgs,
    instanceProfileName: pulumi.Output<string>,
    serviceRoleArn: pulumi.Output<string>,
): OptionLinks<Text> {
    const { network } = args;
    const joined = (ids: pulumi.Output<string[]>) => ids.apply((list) => list.join(","));
    return {
        vpcId: network.vpcId,
        instanceSubnetIds: joined(network.instanceSubnetIds),
        loadBalancerSubnetIds: joined(network.loadBalancerSubnetIds),
        publicInstances: network.publicInstances,
        instanceSecurityGroupId: network.instanceSecurityGroupId,
        loadBalancerSecurityGroupId: network.loadBalancerSecurityGroupId,
        instanceProfileName,
        serviceRoleArn,
        certificateArn: args.certificateArn,
        clientTrustStoreArn: args.clientTrustStoreArn,
        accessLogsBucket: args.accessLogsBucket,
        variables: { ...args.variables, ...marker(args.secretVersionIds) },
        secrets: args.secrets,
    };
}

function marker(versionIds: readonly Text[]): Record<string, Text> {
    return versionIds.length === 0 ? {} : { [secretsMarker]: pulumi.all([...versionIds]).apply(markerOf) };
}

function createEnvironment(
    name: string,
    args: BeanstalkEnvironmentArgs,
    optionLinks: OptionLinks<Text>,
    opts: pulumi.CustomResourceOptions,
): aws.elasticbeanstalk.Environment {
    const { settings, bundle, tags } = args;
    return new aws.elasticbeanstalk.Environment(
        name,
        {
            name: settings.environmentName,
            application: bundle.applicationName,
            version: bundle.versionLabel,
            solutionStackName: solutionStackName(settings),
            settings: planOptions<Text>(settings, optionLinks),
            ...(settings.environment.tier.kind === "worker" ? { tier: "Worker" } : {}),
            ...(settings.environment.cnamePrefix === undefined
                ? {}
                : { cnamePrefix: settings.environment.cnamePrefix }),
            waitForReadyTimeout: waitForReady(settings),
            tags: { ...tags, [platformTag]: platformBranch(settings) },
        },
        {
            ...opts,
            ignoreChanges: ignoredChanges(settings),
            // It mirrors options that someone sets elsewhere, too. The settings of the program hold ARNs of secrets and no value.
            additionalSecretOutputs: ["allSettings"],
            hooks: environmentHooks(name, settings, opts.parent),
        },
    );
}

/** What AWS would refuse, or fail for, after minutes. */
function environmentHooks(
    name: string,
    settings: Settings,
    parent: pulumi.Resource | undefined,
): pulumi.ResourceHookBinding {
    const { app, environment, stack } = settings;
    const ask = (arn: string) => hasCurrentVersion(arn, { parent });
    const asks = environment.access.checkSecrets && givenSecrets(settings).length > 0;
    const given = asks ? [givenSecretsHook(name, settings, ask, parent)] : [];
    const offered = app.platform.checkRelease
        ? [offeredPinHook(name, settings, offeredStacks({ parent }), parent)]
        : [];
    return { beforeCreate: [...offered, ...given], beforeUpdate: [frozenOptionsHook(name, stack), ...given] };
}

/**
 * What AWS moves by itself: the platform, while managed updates are on, and the name, which two environments can swap.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.CNAMESwap.html
 */
const ignoredChanges = ({ environment }: Settings): string[] => [
    "cnamePrefix",
    "platformArn",
    ...(environment.managedUpdates.enabled ? ["solutionStackName"] : []),
];

/**
 * It comes before the first volume, and belongs to the account, so that it stays when the stack goes: the provider would turn it off for everyone.
 *
 * @returns nothing where the settings do not ask for it
 */
function encryptVolumes(
    name: string,
    { environment, region }: Settings,
    opts: pulumi.CustomResourceOptions,
): aws.ebs.EncryptionByDefault[] {
    return environment.instances.encryptVolumesInRegion
        ? [
              new aws.ebs.EncryptionByDefault(
                  `${name}-encryption-by-default`,
                  { enabled: true, region },
                  { ...opts, retainOnDelete: true },
              ),
          ]
        : [];
}

/** What the state keeps of the component, so that its hooks see a change. */
const identityInputs = (settings: Settings) => ({
    ...identity(settings),
    [pinInput]: solutionStackName(settings),
});

/** Where managed updates are off, the engine moves the platform itself, and there is nothing to warn of. */
const identityHooks = (name: string, settings: Settings): pulumi.ResourceHookBinding => ({
    beforeUpdate: [
        identityHook(name, settings),
        ...(settings.environment.managedUpdates.enabled ? [editedPinHook(name, settings)] : []),
    ],
});
