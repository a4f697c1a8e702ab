import type { Use } from "../model";
import { expectation, RunScenario } from "./scenario";

/** A property is added to a running environment: only `confighooks` run, and nothing of what is served may be missing afterwards. */
export const configuration: RunScenario = async ({ world, use }) => {
    const { bundle } = world.options;
    const instance = await world.addInstance();
    const before = await instance.deploy(world.order(bundle));
    if (!before.succeeded) {
        return { deployments: [before], uses: [] };
    }
    const staticFiles = await instance.filesBelow(world.options.settings.app.static.root);
    const variables = { ...world.variables, REHEARSAL: "changed" };
    const after = await instance.deploy(world.order(bundle, { kind: "configuration", variables, leader: false }));
    const seen = await instance.manage([
        "shell",
        "--command",
        "import os; print('REHEARSAL=' + os.environ.get('REHEARSAL', ''))",
    ]);
    const expectations: Use[] = [
        expectation(
            "only confighooks ran",
            after.steps.every(({ file }) => file === undefined || !file.startsWith(".platform/hooks/")),
            `${after.steps.filter(({ file }) => file?.startsWith(".platform/confighooks/") === true).length} confighooks`,
            "A configuration deployment runs .platform/confighooks alone.",
        ),
        expectation(
            "static files are still there",
            sameFiles(staticFiles, await instance.filesBelow(world.options.settings.app.static.root)),
            `${staticFiles.length} before`,
            "A configuration deployment lays the application anew: a confighook has to collect them again.",
        ),
        expectation("the property arrived", seen.output.includes("REHEARSAL=changed"), "REHEARSAL", seen.output.trim()),
    ];
    return {
        deployments: [before, after],
        uses: [...expectations, ...(after.serving === undefined ? [] : await use(instance))],
    };
};

const sameFiles = (before: readonly string[], after: readonly string[]): boolean =>
    [...before].sort().join("\n") === [...after].sort().join("\n");
