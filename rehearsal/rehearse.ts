import { randomBytes } from "node:crypto";
import { buildBundle } from "../components/source-bundle/build-bundle";
import type { Settings } from "../components/settings";
import { throwProblems } from "../components/problem";
import type { DeploymentPolicy } from "./diagnosis/consequence";
import { findingsOf } from "./diagnosis/findings";
import { chooseEngine, EngineChoice } from "./docker/find-engine";
import { machine } from "./docker/machine";
import type { ComposePlan } from "./docker/model";
import { planContainers } from "./docker/plan-containers";
import { resolveEnvironment, variablesOf } from "./environment/resolve";
import { assertPort, keepInstance } from "./keep-instance";
import type { Finding, RehearsalReport } from "./model";
import type { Rehearsal, RehearsalEvents, RehearsalOptions } from "./options";
import { findPython } from "./platform/find-python";
import { readBundle } from "./platform/read-bundle";
import type { ReadBundle } from "./platform/target";
import { Timeline } from "./report/timeline";
import { playOf } from "./scenarios/play";
import type { ScenarioEnd } from "./scenarios/scenario";
import { stageOf } from "./stage";
import { mapTexts } from "./usage/placeholders";
import { standIns } from "./stand-ins";
import { readDescription } from "./usage/read-description";
import { World, WorldOptions } from "./world/world";

/**
 * Builds the bundle as an environment would get it, and plays a scenario with it on simulated instances.
 *
 * @throws ProblemError for what the user can mend: settings, bundle, what the machine lacks
 */
export async function rehearse(options: RehearsalOptions, events: RehearsalEvents): Promise<Rehearsal> {
    const began = performance.now();
    const { signal, scenario, settings, keep, port } = options;
    const play = playOf(scenario, settings);
    if (keep && port !== undefined) {
        await assertPort(port);
    }
    const description = readDescription(settings.appDirectory);
    const world = await World.open(await preparation(options, events));
    try {
        signal.throwIfAborted();
        const end = await unlessAborted(signal, play(stageOf(world, description)));
        const report = reportOf(options, world, end, (performance.now() - began) / 1000);
        const instance = world.instances.at(-1);
        if (keep && instance !== undefined) {
            return { report, kept: await keepInstance(world, instance, port) };
        }
        await world.close();
        return { report };
    } catch (error) {
        await world.close();
        throw error;
    }
}

async function preparation(
    { settings, plan, previous, python, engine, signal }: RehearsalOptions,
    { onProgress, say }: RehearsalEvents,
): Promise<WorldOptions> {
    const bundle = await bundleOf(plan);
    const before = previous && (await bundleOf(previous));
    signal.throwIfAborted();
    const environment = resolveEnvironment(settings);
    const chosen =
        settings.app.platform.kind === "docker"
            ? await engineFor(planContainers(bundle.texts, variablesOf(environment)), engine)
            : { none: "the platform has no containers" };
    const secrets = [
        ...environment.secrets.flatMap(({ variables }) => Object.values(variables).map(({ value }) => value)),
        ...(environment.database === undefined ? [] : [environment.database.password]),
    ];
    const timeline = new Timeline({ secrets, onProgress });
    return {
        settings,
        environment,
        bundle,
        previous: before,
        python: findPython(pythonOf(settings), python),
        engine: chosen,
        timeline,
        say,
    };
}

async function engineFor(plan: ComposePlan, wanted: RehearsalOptions["engine"]): Promise<EngineChoice> {
    throwProblems("The containers of the bundle", plan.problems);
    return chooseEngine(machine, plan, `rehearsal-${randomBytes(4).toString("hex")}`, wanted);
}

async function bundleOf(plan: RehearsalOptions["plan"]): Promise<ReadBundle> {
    const { file, label } = await buildBundle(plan);
    return readBundle(file, label);
}

const pythonOf = ({ app: { platform } }: Settings): string =>
    platform.kind === "python" ? platform.version : platform.pythonVersion;

/** Rejects as soon as the user has had enough; closing the world ends what still runs. */
function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        const stop = () => {
            reject(signal.reason as Error);
        };
        if (signal.aborted) {
            stop();
        }
        signal.addEventListener("abort", stop, { once: true });
        work.then(resolve, reject).finally(() => {
            signal.removeEventListener("abort", stop);
        });
    });
}

function reportOf(
    { settings, stack, scenario }: RehearsalOptions,
    world: World,
    { deployments, uses, measures = [], findings = [], policy, failureWanted = false }: ScenarioEnd,
    seconds: number,
): RehearsalReport {
    const failed = deployments.some(({ succeeded }) => !succeeded) && !failureWanted;
    const clean = (text: string) => world.options.timeline.clean(text);
    return {
        application: settings.app.name,
        stack,
        scenario,
        platform: `${platformName(settings)} running on 64bit Amazon Linux 2023`,
        standIns: standIns(world),
        deployments,
        // What was found outside of steps has not been blanked yet.
        uses: mapTexts(uses, clean),
        measures: mapTexts(measures, clean),
        findings: mapTexts(
            [...deploymentFindings(world, deployments, policy ?? settings.environment.deployment.policy), ...findings],
            clean,
        ),
        passed:
            !failed && uses.every(({ verdict }) => verdict !== "failed") && (failureWanted || findings.length === 0),
        seconds,
    };
}

const platformName = ({ app: { platform } }: Settings): string =>
    platform.kind === "python" ? `Python ${platform.version}` : "Docker";

function deploymentFindings(
    world: World,
    deployments: ScenarioEnd["deployments"],
    policy: DeploymentPolicy,
): Finding[] {
    const { python, environment, settings } = world.options;
    return deployments.flatMap((end, index) => {
        const before = deployments.slice(0, index).findLast((each) => each.succeeded);
        const context = {
            bundleFile: (path: string) => world.bundleOf(end.version)?.texts.get(path),
            secrets: Object.values(variablesOf({ ...environment, properties: {} })),
            python: python.version,
        };
        const circumstances = {
            policy,
            // Of the stack: a scenario may do with fewer.
            instances: Math.max(world.instances.length, settings.environment.scaling.min),
            previous: before?.version,
        };
        return findingsOf(end, context, circumstances);
    });
}
