import type { Settings } from "../settings";
import { isScalable } from "./option-context";
import { given, onlyOn, OptionTree } from "./options";

type Environment = Settings["environment"];

/** How versions, new instances and platform releases reach the environment. */
export const deploymentOptions = ({ environment }: Settings): readonly OptionTree<string>[] => [
    deployments(environment),
    isScalable(environment) ? rollingUpdates(environment) : {},
    environment.managedUpdates.enabled ? managedUpdates(environment) : {},
];

function deployments({ deployment }: Environment): OptionTree<string> {
    const { policy, batch, trafficSplitting } = deployment;
    const inBatches = policy === "Rolling" || policy === "RollingWithAdditionalBatch";
    return {
        "aws:elasticbeanstalk:command": {
            DeploymentPolicy: policy,
            Timeout: String(deployment.timeoutSeconds),
            IgnoreHealthCheck: onlyOn(deployment.ignoreHealth),
            ...(inBatches
                ? { BatchSizeType: batch.type === "fixed" ? "Fixed" : "Percentage", BatchSize: String(batch.size) }
                : {}),
        },
        "aws:elasticbeanstalk:trafficsplitting":
            policy === "TrafficSplitting"
                ? {
                      NewVersionPercent: String(trafficSplitting.percent),
                      EvaluationTime: String(trafficSplitting.minutes),
                  }
                : {},
    };
}

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rollingupdates.html */
function rollingUpdates({ rollingUpdates: settings }: Environment): OptionTree<string> {
    const namespace = "aws:autoscaling:updatepolicy:rollingupdate";
    switch (settings.kind) {
        case "off":
            return {};
        case "immutable":
            return { [namespace]: { RollingUpdateEnabled: "true", RollingUpdateType: "Immutable" } };
        case "health":
        case "time":
            return {
                [namespace]: {
                    RollingUpdateEnabled: "true",
                    RollingUpdateType: settings.kind === "health" ? "Health" : "Time",
                    MaxBatchSize: given(settings.maxBatchSize),
                    MinInstancesInService: given(settings.minInService),
                    ...(settings.kind === "health"
                        ? { Timeout: minutes(settings.timeoutMinutes) }
                        : { PauseTime: minutes(settings.pauseMinutes) }),
                },
            };
    }
}

const minutes = (count: number): string => (count === 60 ? "PT1H" : `PT${count}M`);

const managedUpdates = ({ managedUpdates: settings }: Environment): OptionTree<string> => ({
    "aws:elasticbeanstalk:managedactions": {
        ManagedActionsEnabled: "true",
        PreferredStartTime: settings.window,
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": {
        UpdateLevel: settings.level,
        InstanceRefreshEnabled: onlyOn(settings.refreshInstances),
    },
});

/** Seconds that Elastic Beanstalk adds to the command time-out. */
const graceSeconds = 240;

/** Minutes in which a first instance, a load balancer and its name come into being. */
const launchMinutes = 15;

/**
 * Go duration after which the provider gives up: as long as the slowest change of the environment may take. In a deployment every batch may use the whole
 * command time-out, and in a rolling update every batch its own.
 */
export function waitForReady({ environment }: Pick<Settings, "environment">): string {
    return `${Math.max(deploymentMinutes(environment), rollingMinutes(environment)) + launchMinutes}m`;
}

const instancesOf = (environment: Environment): number => (isScalable(environment) ? environment.scaling.max : 1);

function deploymentMinutes(environment: Environment): number {
    const { policy, batch, timeoutSeconds, trafficSplitting } = environment.deployment;
    const instances = instancesOf(environment);
    const perBatch = batch.type === "fixed" ? batch.size : Math.max(1, Math.floor((instances * batch.size) / 100));
    const rolling = Math.ceil(instances / perBatch);
    const batches = {
        AllAtOnce: 1,
        Rolling: rolling,
        RollingWithAdditionalBatch: rolling + 1,
        Immutable: 2,
        TrafficSplitting: 2,
    }[policy];
    const evaluation = policy === "TrafficSplitting" ? trafficSplitting.minutes : 0;
    return Math.ceil((batches * (timeoutSeconds + graceSeconds)) / 60) + evaluation;
}

function rollingMinutes(environment: Environment): number {
    const { rollingUpdates: settings, scaling, deployment } = environment;
    const batches = (size: number | undefined) =>
        Math.ceil(instancesOf(environment) / (size ?? Math.ceil(scaling.min / 3)));
    const start = Math.ceil((deployment.timeoutSeconds + graceSeconds) / 60);
    switch (settings.kind) {
        case "off":
            return start;
        case "immutable":
            return 2 * start;
        case "health":
            return batches(settings.maxBatchSize) * settings.timeoutMinutes;
        case "time":
            return batches(settings.maxBatchSize) * (settings.pauseMinutes + start);
    }
}
