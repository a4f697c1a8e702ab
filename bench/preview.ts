import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../cli/repository";
import { cliOfSetup } from "../cli/sandbox";
import { sandboxEnvironment } from "../sandbox/environment";
import { sandboxLayout, SandboxLayout } from "../sandbox/layout";
import { capture } from "../sandbox/pulumi";
import { openSandbox } from "../sandbox/sandbox";
import { startStandIn } from "../sandbox/stand-in/server";
import { inSandbox } from "./in-sandbox";
import { medians, timeOf } from "./measure";
import { plainProgram, StateResource } from "./plain-program";
import { writeProgram } from "./written-program";

const repeats = 5;

/** `npm start` as a whole, and the engine's preview of our program beside that of the same resources written down in one file. */
export const preview = (): Promise<void> => inSandbox(measure);

async function measure(folder: string): Promise<void> {
    const layout = sandboxLayout(repository);
    const { cli, ownLanguageHost } = cliOfSetup();
    const resources = await resourcesOfDev(layout, cli, ownLanguageHost);
    const standIn = await startStandIn({ accountFile: path.join(folder, "account.json") });
    try {
        const projects = {
            plain: writeProgram(folder, layout, "plain", plainProgram(resources)),
            empty: writeProgram(folder, layout, "empty", "export {};\n"),
        };
        const env = sandboxEnvironment(layout, standIn.ports);
        for (const project of Object.values(projects)) {
            await capture({ cli, cwd: project, env }, ["stack", "init", "dev", "--no-select"]);
        }
        const engine = (cwd: string) => () =>
            timeOf(cli, ["preview", "--stack", "dev", "--policy-pack", path.join(repository, "policies")], {
                cwd,
                env,
            });
        const start = () =>
            timeOf(process.execPath, ["sandbox/setup/run.js", "--with-pulumi", "cli/start"], { cwd: repository });
        print(
            resources.length,
            await medians(
                { start, ours: engine(layout.project), plain: engine(projects.plain), empty: engine(projects.empty) },
                repeats,
            ),
        );
    } finally {
        await standIn.close();
    }
}

/** What the dev stack consists of, taken from the state after an update; afterwards it is destroyed again, so that every preview creates. */
async function resourcesOfDev(layout: SandboxLayout, cli: string, ownLanguageHost: boolean): Promise<StateResource[]> {
    const sandbox = await openSandbox({ layout, cli, ownLanguageHost });
    try {
        const quiet = ["--yes", "--stack", "dev", "--skip-preview"];
        await sandbox.quietly(["up", ...quiet]);
        const state = JSON.parse(
            fs.readFileSync(path.join(layout.state, ".pulumi", "stacks", "django-beanstalk", "dev.json"), "utf8"),
        ) as {
            checkpoint: { latest: { resources: StateResource[] } };
        };
        await sandbox.quietly(["destroy", ...quiet]);
        return state.checkpoint.latest.resources;
    } finally {
        await sandbox.close();
    }
}

function print(resources: number, times: Record<"start" | "ours" | "plain" | "empty", number>): void {
    const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
    console.log(
        `Medians of ${repeats} alternating runs, ${os.cpus().length} cores, Node ${process.versions.node}, ${resources} resources in the state`,
    );
    console.log(`  npm start, second run and later     ${seconds(times.start)}`);
    console.log(`    of which beside the preview       ${seconds(times.start - times.ours)}   (target: at most 0.7 s)`);
    console.log(`  preview of the dev stack with pack  ${seconds(times.ours)}`);
    console.log(
        `  the same resources in one file      ${seconds(times.plain)}   ratio ${(times.ours / times.plain).toFixed(2)} (target: at most 1.3)`,
    );
    console.log(`  an empty program                    ${seconds(times.empty)}`);
}
