import type { DeploymentEnd, Finding, Use } from "../model";
import type { ReadBundle } from "../platform/target";
import { nextVersion } from "../world/next-version";
import type { SimulatedInstance } from "../world/simulated-instance";
import type { World } from "../world/world";
import { lookForUnwritten } from "./unwritten-migrations";
import { nothingToRehearse } from "./left";
import { renamedTable } from "./renamed-table";
import { expectation, RunScenario, ScenarioEnd, Stage } from "./scenario";
import { besideFinding } from "./beside-finding";

/**
 * A version migrates, and the one before it is used on the instance that still runs it. With a version to start from (`--from`) these are the team's own
 * migrations, and the old version has to go on. Else the new version is the same code with a renamed table, so that the old one has to fail and is seen to.
 */
export const incompatibleMigration: RunScenario = (stage) =>
    stage.world.options.previous === undefined ? withRenamedTable(stage) : withOwnMigrations(stage);

async function withRenamedTable(stage: Stage): Promise<ScenarioEnd> {
    const { bundle, environment, settings } = stage.world.options;
    const renamed = renamedTable(bundle);
    if (renamed === undefined || environment.database === undefined || !settings.app.deploy.migrate) {
        return nothingToRehearse("The deployment migrates no database, or has no model whose table could be renamed.");
    }
    const played = await migrateBeside(stage, bundle, nextVersion(bundle, renamed.changes), renamed.model);
    const { older, deployments, uses, own, beside } = played;
    const after = deployments.at(-1);
    if (older === undefined || after === undefined) {
        return { deployments, uses };
    }
    const met = { instance: older.name, old: bundle.label, migration: renamed.migration, failures: beside };
    const failing = expectation(
        `${bundle.label} fails beside the new version`,
        beside.length > 0,
        beside.length === 1 ? "1 failure" : `${beside.length} failures`,
        `${renamed.model} has another table, without which ${bundle.label} cannot work.`,
    );
    const found = beside.length === 0 ? [] : [besideFinding(met, settings.environment.deployment.policy)];
    return { deployments, uses: [...uses, failing], findings: [...own, ...found], failureWanted: after.succeeded };
}

async function withOwnMigrations(stage: Stage): Promise<ScenarioEnd> {
    const { settings } = stage.world.options;
    const [old, next] = stage.world.twoVersions;
    const { older, deployments, uses, own, beside } = await migrateBeside(stage, old, next);
    if (older === undefined) {
        return { deployments, uses };
    }
    const added = [...next.texts.keys()].filter(
        (path) => /\/migrations\/\d\w*\.py$/.test(path) && !old.texts.has(path),
    );
    const migration = added.at(-1);
    const met = { instance: older.name, old: old.label, migration: migration ?? "the new version", failures: beside };
    const goesOn = expectation(
        `${old.label} goes on beside the new version`,
        beside.length === 0,
        `${added.length} new migrations, ${beside.length} failures`,
        "What the old version needs may go only with the version after the next.",
    );
    const found = beside.length === 0 ? [] : [besideFinding(met, settings.environment.deployment.policy)];
    return { deployments, uses: [...uses, goesOn], findings: [...own, ...found] };
}

interface Played {
    /** With the old version; undefined where that could not be deployed. */
    readonly older: SimulatedInstance | undefined;
    readonly deployments: readonly DeploymentEnd[];
    readonly uses: readonly Use[];
    /** Changes of models without a migration. */
    readonly own: readonly Finding[];
    /** What the old version could not do any more. */
    readonly beside: readonly string[];
}

/** @param model - that the old version is asked for besides its pages */
async function migrateBeside(stage: Stage, old: ReadBundle, next: ReadBundle, model?: string): Promise<Played> {
    const { world } = stage;
    const newer = await world.addInstance();
    const older = await world.addInstance();
    const before = [await newer.deploy(world.order(old)), await older.deploy(world.order(old, { leader: false }))];
    if (before.some(({ succeeded }) => !succeeded)) {
        return { older: undefined, deployments: before, uses: [], own: [], beside: [] };
    }
    const own = await lookForUnwritten(newer, old);
    const after = await newer.deploy(world.order(next));
    const beside = await useBeside(stage, older, model);
    const uses = [own.use, ...(after.succeeded ? await useNew(stage, newer, world) : [])];
    return { older, deployments: [...before, after], uses, own: own.findings, beside };
}

/** The new version works with the database as it has made it. */
async function useNew({ use }: Stage, instance: SimulatedInstance, world: World): Promise<Use[]> {
    const version: ReadBundle = world.bundleOf(instance.version ?? "") ?? world.options.bundle;
    return [(await lookForUnwritten(instance, version)).use, ...(await use(instance))];
}

/** What does not work any more on the instance with the old version: for its users, and for its code. */
async function useBeside({ use }: Stage, instance: SimulatedInstance, model: string | undefined): Promise<string[]> {
    const failed = (await use(instance)).filter(({ verdict }) => verdict === "failed");
    const pages = failed.map(({ name, request, found }) => `${name}: ${request}: ${found}`);
    if (model === undefined) {
        return pages;
    }
    const code = `from django.apps import apps; apps.get_model("${model}")._base_manager.first()`;
    const read = await instance.manage(["shell", "--command", code]);
    return [...pages, ...(read.code === 0 ? [] : [`a query of ${model}: ${exceptionIn(read.output)}`])];
}

/** The line of a traceback that says what it was: `django.db.utils.ProgrammingError: relation "notes_note" does not exist`. */
const exceptionIn = (output: string): string =>
    output.split("\n").findLast((line) => /^[A-Za-z_][\w.]*: /.test(line)) ?? "it failed";
