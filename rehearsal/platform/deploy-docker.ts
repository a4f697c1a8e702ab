import type { Containers, ComposePlan } from "../docker/model";
import { containerLog, standInPython } from "../docker/options";
import { planContainers } from "../docker/plan-containers";
import { healthLog, writesHealthLog } from "../docker/probe";
import { containersWithEngine } from "../docker/with-engine";
import { containersWithoutEngine } from "../docker/without-engine";
import { ProblemError } from "../../components/problem";
import type { Recorder } from "../model";
import { step, takeDown } from "./command-step";
import { containerCommands, instanceKeys } from "./extensions";
import { download, extract } from "./extract";
import { flip } from "./flip";
import { writeAnswers } from "./get-config";
import { health } from "./health";
import { hooks } from "./hooks";
import { requirements } from "./requirements";
import { current, Deployment, DockerHost, Part, Parts, staging, Target } from "./target";

/** Logs in to the registry that a Dockerrun.aws.json names. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/docker-configuration.remote-repo.html */
const registryLogin: Part = (target, deployment) =>
    deployment.bundle.texts.has(dockerrun)
        ? step(target, deployment, { phase: "requirements", name: "registry login", file: dockerrun }, () =>
              Promise.resolve({
                  verdict: "assumed",
                  note:
                      hostOf(target).engine === undefined
                          ? "No registry is reached here: images are not pulled."
                          : "The engine's own login stands for the instance's.",
              }),
          )
        : Promise.resolve(true);

const dockerrun = "Dockerrun.aws.json";

/** An image of an engine's installs its own. */
const ofStandIn: Part = (target, deployment) =>
    hostOf(target).engine === undefined ? requirements(target, deployment) : Promise.resolve(true);

/** `.env` and the images. */
const build: Part = async (target, deployment) => {
    const plan = planOf(deployment);
    if (plan.problems.length > 0) {
        const start = { phase: "requirements" as const, name: "docker compose config", file: "docker-compose.yml" };
        const output = new ProblemError("The containers of the bundle", plan.problems).message;
        return step(target, deployment, start, () => Promise.resolve({ verdict: "failed", output }));
    }
    const steps = await containersOf(plan, target, deployment, staging).build();
    return steps.every(({ verdict }) => verdict !== "failed");
};

/** The containers of the version before end. That this comes before the flip is assumed, as it is on other platforms. */
const stopContainers: Part = async (target, deployment) => {
    const host = hostOf(target);
    const { containers } = host.project ?? {};
    host.project = undefined;
    await containers?.stop(loggedTo(target, deployment));
    return true;
};

/** Also those of a start that failed are there: Docker would go on to start them. */
const startContainers: Part = async (target, deployment) => {
    const plan = planOf(deployment);
    const containers = containersOf(plan, target, deployment, current);
    hostOf(target).project = { containers, services: plan.services };
    const steps = await containers.start();
    return steps.every(({ verdict }) => verdict !== "failed");
};

/** Without a proxy of the platform's, a container writes what enhanced health reads. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/health-enhanced-serverlogs.html */
const enhancedHealth: Part = (target, deployment) =>
    writesHealthLog(hostOf(target).project?.services ?? [])
        ? step(target, deployment, { phase: "health", name: "log for enhanced health" }, () => healthLog(target.shell))
        : Promise.resolve(true);

/**
 * A version on the Docker platform. Hooks and container commands run on the instance, not in a container; with a compose file the platform has no proxy.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker.container.console.html
 */
export const dockerVersion: Parts = {
    beforeFlip: [
        writeAnswers,
        download,
        instanceKeys,
        extract,
        hooks("hooks", "prebuild"),
        registryLogin,
        ofStandIn,
        build,
        containerCommands,
        hooks("hooks", "predeploy"),
        stopContainers,
        flip,
    ],
    afterFlip: [startContainers, hooks("hooks", "postdeploy"), health, enhancedHealth],
};

/** The containers are started again with the new `.env`. That the images are built again, from what Docker has kept, is assumed. */
export const dockerConfiguration: Parts = {
    beforeFlip: [
        writeAnswers,
        extract,
        hooks("confighooks", "prebuild"),
        registryLogin,
        build,
        hooks("confighooks", "predeploy"),
        stopContainers,
        flip,
    ],
    afterFlip: [startContainers, hooks("confighooks", "postdeploy"), health, enhancedHealth],
};

const planOf = ({ bundle, variables }: Deployment) => planContainers(bundle.texts, variables);

function hostOf({ docker }: Target): DockerHost {
    if (docker === undefined) {
        throw new Error("Only instances of the Docker platform have containers.");
    }
    return docker;
}

function containersOf(plan: ComposePlan, target: Target, deployment: Deployment, folder: string): Containers {
    const { instance, engine } = hostOf(target);
    const shared = { shell: instance, recorder: loggedTo(target, deployment), folder, hasUsers: target.manyUsers };
    if (engine !== undefined) {
        const healthPath = deployment.health?.path ?? "/";
        return containersWithEngine(plan, { ...shared, host: engine, machine: target.machine, healthPath });
    }
    const python = standInPython(target.python);
    return containersWithoutEngine(plan, { ...shared, spawner: instance, python, health: undefined });
}

/** What containers write goes to the log that the platform keeps of them. */
const loggedTo = (target: Target, deployment: Deployment): Recorder => ({
    step: async (start, work) => {
        if (start.log === containerLog) {
            await target.shell.run(["mkdir", "-p", containerLog.slice(0, containerLog.lastIndexOf("/"))]);
        }
        return takeDown(target, deployment, start, work);
    },
});
