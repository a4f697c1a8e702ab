import type { ReadBundle } from "../platform/target";
import { processesOf } from "../platform/processes";
import type { Use } from "../model";
import { nextVersion } from "../world/next-version";
import type { World } from "../world/world";
import { inCurrent, repair } from "./left";
import { expectation, RunScenario, ScenarioEnd, Stage } from "./scenario";

/** The web process dies at its start, after the flip: the proxy answers 502, systemd starts the process again and again, until a version comes that runs. */
export const dyingProcess: RunScenario = (stage) => diesWith(stage, deadly(stage.world, stage.world.options.bundle));

/**
 * A version whose processes do not start, over one that runs, and the next version.
 *
 * @param changes - what makes it die
 * @param leaves - what else is to be true before the next version comes
 */
export async function diesWith(
    { world }: Stage,
    changes: Readonly<Record<string, string>>,
    leaves: () => Promise<readonly Use[]> = () => Promise.resolve([]),
): Promise<ScenarioEnd> {
    const { bundle } = world.options;
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const dying = nextVersion(bundle, changes);
    const failed = await instance.deploy(world.order(dying));
    const left = [
        expectation(
            `the deployment of ${dying.label} fails after the flip`,
            failed.flipped && !failed.succeeded,
            failed.steps.find(({ verdict }) => verdict === "failed")?.name ?? "no step failed",
            "The processes start after the flip: what is wrong with them shows there only.",
        ),
        expectation(
            "nothing serves",
            failed.serving === undefined,
            failed.serving ?? "nothing",
            "The old processes were ended before the flip.",
        ),
        await inCurrent(world, instance, dying),
        ...(await leaves()),
    ];
    const repaired = await repair(world, instance);
    return {
        deployments: [before, failed, repaired.end],
        uses: [...left, ...repaired.uses],
        failureWanted: true,
    };
}

/** An import that fails where the server loads the application, which no management command does; a command that fails where the module is not found. */
function deadly(world: World, bundle: ReadBundle): Record<string, string> {
    const { settings, environment } = world.options;
    const processes = processesOf({ bundle, options: environment.options });
    const [, command = ""] = processes.find(([name]) => name === "web") ?? [];
    const web = settings.app.platform.kind === "docker" ? settings.app.wsgi : command;
    const modules = [...web.matchAll(/(?:^|\s)([\w.]+)(?=:\w+(?:\s|$))/g)].map(([, module = ""]) => module);
    for (const path of modules.map((module) => `${module.replaceAll(".", "/")}.py`)) {
        const text = bundle.texts.get(path);
        if (text !== undefined) {
            return { [path]: `${text}\nimport rehearsal_of_a_missing_module\n` };
        }
    }
    return {
        Procfile: [["web", "false"], ...processes.filter(([name]) => name !== "web")]
            .map(([name, command]) => `${name}: ${command}\n`)
            .join(""),
    };
}
