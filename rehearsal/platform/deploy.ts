import { inOrder } from "./command-step";
import { dockerConfiguration, dockerVersion } from "./deploy-docker";
import { containerCommands, instanceKeys } from "./extensions";
import { download, extract } from "./extract";
import { flip } from "./flip";
import { writeAnswers } from "./get-config";
import { health } from "./health";
import { hooks } from "./hooks";
import { startProcesses, stopProcesses } from "./processes";
import { configureProxy, startProxy, stopProxy } from "./proxy";
import { requirements } from "./requirements";
import { Deployment, Part, Parts, Target } from "./target";

/** How far a deployment came. */
export interface Progress {
    readonly succeeded: boolean;
    /** Whether the new version is what the instance has now. */
    readonly flipped: boolean;
}

/**
 * A version is deployed, in the order of https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.workflow.html; where the proxy and the
 * old processes stop is not documented there, but seen in the log of the platform's engine.
 */
const beforeFlip: readonly Part[] = [
    writeAnswers,
    download,
    instanceKeys,
    extract,
    hooks("hooks", "prebuild"),
    requirements,
    configureProxy,
    containerCommands,
    hooks("hooks", "predeploy"),
    stopProxy,
    stopProcesses,
    flip,
];
const afterFlip: readonly Part[] = [startProcesses, startProxy, hooks("hooks", "postdeploy"), health];

/**
 * Only the configuration changes: the version that is there is unpacked anew, `confighooks` run in place of `hooks`, and no keys of `.ebextensions`. That
 * the application is laid anew is seen in the log of the platform's engine; that container commands do not run then is assumed.
 */
const configurationBeforeFlip: readonly Part[] = [
    writeAnswers,
    extract,
    hooks("confighooks", "prebuild"),
    configureProxy,
    hooks("confighooks", "predeploy"),
    stopProxy,
    stopProcesses,
    flip,
];
const configurationAfterFlip: readonly Part[] = [
    startProcesses,
    startProxy,
    hooks("confighooks", "postdeploy"),
    health,
];

const version: Parts = { beforeFlip, afterFlip };
const configuration: Parts = { beforeFlip: configurationBeforeFlip, afterFlip: configurationAfterFlip };

export const deployApplication = (target: Target, deployment: Deployment): Promise<Progress> =>
    run(target, deployment, target.docker === undefined ? version : dockerVersion);

export const deployConfiguration = (target: Target, deployment: Deployment): Promise<Progress> =>
    run(target, deployment, target.docker === undefined ? configuration : dockerConfiguration);

async function run(target: Target, deployment: Deployment, { beforeFlip, afterFlip }: Parts): Promise<Progress> {
    const bound = (parts: readonly Part[]) => parts.map((part) => () => part(target, deployment));
    const flipped = await inOrder(bound(beforeFlip));
    return { flipped, succeeded: flipped && (await inOrder(bound(afterFlip))) };
}
