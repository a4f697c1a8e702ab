import type { deploymentPolicies } from "../../components/option-catalogue/values";
import type { DeploymentEnd } from "../model";

export type DeploymentPolicy = (typeof deploymentPolicies)[number];

/** The environment in which a deployment failed. */
export interface Circumstances {
    readonly policy: DeploymentPolicy;
    /** Instances of the environment. */
    readonly instances: number;
    /** The version that served before; undefined at the first deployment. */
    readonly previous: string | undefined;
}

/**
 * What AWS would leave after a failed deployment: which version serves, and what users see. Undefined after one that succeeded.
 *
 * What is left of the environment follows the table of the deployment policies:
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 * What the failed instance itself serves is assumed from the order of the steps, which AWS documents, and from what the rehearsal measured:
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.workflow.html
 */
export function consequence(end: DeploymentEnd, circumstances: Circumstances): string | undefined {
    if (end.succeeded) {
        return undefined;
    }
    const { previous } = circumstances;
    return previous === undefined
        ? `${onInstance(end)} There was no earlier version: nothing else serves until a deployment succeeds.`
        : `${onInstance(end)} ${ofEnvironment(end, circumstances, previous)}`;
}

/** What the instance itself is left with. */
function onInstance({ instance, flipped, serving, version, kind }: DeploymentEnd): string {
    const moment = flipped
        ? kind === "application"
            ? `after /var/app/current had become ${version}`
            : "after the new configuration had been taken"
        : "before /var/app/current was exchanged";
    return `It failed ${moment}: on ${instance} ${serving === undefined ? "nothing serves" : `${serving} serves`} (assumed).`;
}

function ofEnvironment(end: DeploymentEnd, { policy, instances }: Circumstances, previous: string): string {
    switch (policy) {
        case "AllAtOnce":
            return `With the policy AllAtOnce ${allAtOnce(end, instances)}`;
        case "Rolling":
            return `With the policy Rolling ${instances === 1 ? allAtOnce(end, instances) : rolling(previous)}`;
        case "RollingWithAdditionalBatch":
            return `With the policy RollingWithAdditionalBatch the first batch are additional instances: those of the environment go on serving ${previous}, all of them. In a later one, ${rolling(previous)}`;
        case "Immutable":
            return `With the policy Immutable AWS ends the new instances, and the old ones go on serving ${previous}: users notice nothing, or errors of a few requests.`;
        case "TrafficSplitting":
            return `With the policy TrafficSplitting AWS sends all requests to the old instances again, which serve ${previous}, and ends the new ones: the share of requests that went to them met the failure.`;
    }
}

/** Every instance is deployed to at the same time, and in most failures fails alike. */
function allAtOnce({ serving, flipped, version }: DeploymentEnd, instances: number): string {
    const all =
        instances === 1
            ? "this is the only instance"
            : instances === 2
              ? "the other instance is deployed to at the same time, and fails in the same way"
              : `the other ${instances - 1} instances are deployed to at the same time, and fail in the same way`;
    const users =
        serving === undefined
            ? "the site is down"
            : flipped
              ? `users get ${version} although its deployment has failed, and the environment is degraded`
              : `users go on with ${serving}, and the environment is degraded`;
    return `${all}: ${users} until the next deployment. AWS rolls nothing back.`;
}

const rolling = (previous: string): string =>
    `the batch with the instance is out of service, batches before it serve the new version, and those after it ${previous}: two versions side by side, with less capacity, until the next deployment. AWS rolls nothing back.`;
