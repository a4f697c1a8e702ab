import { Problem } from "../problem";
import type { Settings } from "../settings";
import { nameOfStack } from "../solution-stack";
import { flattenOptions, Option, OptionTree } from "./options";

/** What the options name but another part of the graph makes. Lists are joined by commas, sorted. */
export interface OptionLinks<V> {
    readonly vpcId: V;
    readonly instanceSubnetIds: V;
    readonly loadBalancerSubnetIds: V;
    readonly publicInstances: boolean;
    readonly instanceSecurityGroupId: V;
    /** Only with a load balancer. */
    readonly loadBalancerSecurityGroupId: V | undefined;
    /** Name, not ARN: the provider shows an ARN as a change for ever. */
    readonly instanceProfileName: V;
    readonly serviceRoleArn: V;
    /** ARN of a validated certificate. */
    readonly certificateArn: V | undefined;
    readonly variables: Readonly<Record<string, V>>;
    /** ARN of each secret, with a JSON key where one secret holds several values. */
    readonly secrets: Readonly<Record<string, V>>;
}

/** Every option of the environment, in canonical order. An option is set here and nowhere else. */
export function planOptions<V>(settings: Settings, links: OptionLinks<V>): Option<V | string>[] {
    return flattenOptions<V | string>([...typedOptions(settings, links), settings.options]);
}

/** Options that the stack file sets under `options` although a setting of ours sets them already. */
export function contradictions(settings: Settings): Problem[] {
    const nothing: OptionLinks<string> = {
        vpcId: "",
        instanceSubnetIds: "",
        loadBalancerSubnetIds: "",
        publicInstances: true,
        instanceSecurityGroupId: "",
        loadBalancerSecurityGroupId: "",
        instanceProfileName: "",
        serviceRoleArn: "",
        certificateArn: "",
        variables: {},
        secrets: {},
    };
    const typed = new Set(
        flattenOptions(typedOptions(settings, nothing)).map(({ namespace, name }) => `${namespace}.${name}`),
    );
    return flattenOptions<string>([settings.options])
        .map(({ namespace, name }) => ({
            where: `options.${namespace}.${name}`,
            key: `${namespace}.${name}`,
            own: ownedNamespaces[namespace],
        }))
        .filter(({ key, own }) => own !== undefined || typed.has(key))
        .map(({ where, own }) => ({
            where,
            got: "an option that a setting sets already",
            allowed: "options for which there is no setting",
            remedy: own === undefined ? "Remove it and use the setting of the same purpose." : `Use ${own} instead.`,
        }));
}

/** Namespaces that belong to a setting whole. */
const ownedNamespaces: Readonly<Record<string, string>> = {
    "aws:elasticbeanstalk:application:environment": "app.variables",
    "aws:elasticbeanstalk:application:environmentsecrets": "secrets",
};

function typedOptions<V>(settings: Settings, links: OptionLinks<V>): OptionTree<V | string>[] {
    return [
        instances(settings, links),
        scaling(settings),
        network(settings, links),
        loadBalancer(settings, links),
        deployment(settings),
        health(settings, links),
        application(settings, links),
    ];
}

function instances<V>({ environment }: Settings, links: OptionLinks<V>): OptionTree<V | string> {
    return {
        "aws:ec2:instances": { InstanceTypes: environment.instanceTypes.join(",") },
        "aws:autoscaling:launchconfiguration": {
            // Also what makes Elastic Beanstalk use a launch template; new accounts cannot have launch configurations.
            DisableIMDSv1: "true",
            DisableDefaultEC2SecurityGroup: "true",
            IamInstanceProfile: links.instanceProfileName,
            RootVolumeType: "gp3",
            SecurityGroups: links.instanceSecurityGroupId,
        },
    };
}

function scaling({ environment: { loadBalancer, scaling } }: Settings): OptionTree<string> {
    const single = loadBalancer.kind === "none";
    return {
        "aws:elasticbeanstalk:environment": { EnvironmentType: single ? "SingleInstance" : "LoadBalanced" },
        "aws:autoscaling:asg": single ? {} : { MinSize: String(scaling.min), MaxSize: String(scaling.max) },
    };
}

function network<V>({ environment }: Settings, links: OptionLinks<V>): OptionTree<V | string> {
    return {
        "aws:ec2:vpc": {
            VPCId: links.vpcId,
            Subnets: links.instanceSubnetIds,
            AssociatePublicIpAddress: String(links.publicInstances),
            ELBSubnets: environment.loadBalancer.kind === "dedicated" ? links.loadBalancerSubnetIds : undefined,
        },
    };
}

function loadBalancer<V>({ app, environment }: Settings, links: OptionLinks<V>): OptionTree<V | string> {
    const { loadBalancer } = environment;
    if (loadBalancer.kind === "none") {
        return {};
    }
    return {
        // AWS's default is the classic load balancer; the type cannot be changed afterwards.
        "aws:elasticbeanstalk:environment": { LoadBalancerType: "application" },
        "aws:elbv2:loadbalancer": {
            IdleTimeout: String(loadBalancer.idleTimeoutSeconds),
            ManagedSecurityGroup: links.loadBalancerSecurityGroupId,
            SecurityGroups: links.loadBalancerSecurityGroupId,
        },
        "aws:elasticbeanstalk:environment:process:default": { HealthCheckPath: app.healthPath, MatcherHTTPCode: "200" },
        ...(links.certificateArn === undefined
            ? {}
            : {
                  "aws:elbv2:listener:443": {
                      ListenerEnabled: "true",
                      Protocol: "HTTPS",
                      SSLCertificateArns: links.certificateArn,
                      SSLPolicy: loadBalancer.tlsPolicy,
                  },
              }),
    };
}

function deployment({ environment: { deployment, managedUpdates } }: Settings): OptionTree<string> {
    const inBatches = deployment.policy === "Rolling" || deployment.policy === "RollingWithAdditionalBatch";
    return {
        "aws:elasticbeanstalk:command": {
            DeploymentPolicy: deployment.policy,
            Timeout: String(deployment.timeoutSeconds),
            ...(inBatches ? { BatchSizeType: "Percentage", BatchSize: String(batchPercent) } : {}),
        },
        "aws:elasticbeanstalk:managedactions": {
            ManagedActionsEnabled: "true",
            PreferredStartTime: managedUpdates.window,
        },
        "aws:elasticbeanstalk:managedactions:platformupdate": { UpdateLevel: managedUpdates.level },
    };
}

/** Share of the instances that a rolling deployment takes out of service at a time. */
const batchPercent = 30;

function health<V>({ environment }: Settings, links: OptionLinks<V>): OptionTree<V | string> {
    const retention = { RetentionInDays: String(environment.logRetentionDays) };
    return {
        "aws:elasticbeanstalk:healthreporting:system": { SystemType: "enhanced" },
        "aws:elasticbeanstalk:environment": { ServiceRole: links.serviceRoleArn },
        "aws:elasticbeanstalk:cloudwatch:logs": { StreamLogs: "true", DeleteOnTerminate: "false", ...retention },
        "aws:elasticbeanstalk:cloudwatch:logs:health": {
            HealthStreamingEnabled: "true",
            DeleteOnTerminate: "false",
            ...retention,
        },
    };
}

function application<V>({ app }: Settings, links: OptionLinks<V>): OptionTree<V | string> {
    return {
        "aws:elasticbeanstalk:application:environment": links.variables,
        "aws:elasticbeanstalk:application:environmentsecrets": links.secrets,
        // On the Docker platform the files are inside the container, where nginx cannot see them.
        ...(app.platform.kind === "python"
            ? { "aws:elasticbeanstalk:environment:proxy:staticfiles": { [app.static.url]: app.static.root } }
            : {}),
    };
}

/** Go duration after which the provider gives up: every batch may use the whole command time-out and the 240 s that Elastic Beanstalk adds. */
export function waitForReady({ environment: { deployment } }: Settings): string {
    const batches = { AllAtOnce: 1, Rolling: 4, RollingWithAdditionalBatch: 5, Immutable: 2, TrafficSplitting: 2 }[
        deployment.policy
    ];
    const launchMinutes = 15;
    return `${Math.ceil((batches * (deployment.timeoutSeconds + 240)) / 60) + launchMinutes}m`;
}

/** The platform as AWS names it; composed, so that a preview asks no one. */
export const solutionStackName = (settings: Settings): string =>
    nameOfStack({ branch: platformBranch(settings), release: settings.app.platform.release });

/** What an environment keeps for its life, while managed updates change the release. */
export const platformBranch = ({ app: { platform } }: Settings): string =>
    platform.kind === "python" ? `Python ${platform.version}` : "Docker";
