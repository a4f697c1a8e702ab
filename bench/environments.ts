import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../cli/repository";
import { cliOfSetup } from "../cli/sandbox";
import { sandboxEnvironment } from "../sandbox/environment";
import { sandboxLayout } from "../sandbox/layout";
import { capture } from "../sandbox/pulumi";
import { openSandbox } from "../sandbox/sandbox";
import { startStandIn } from "../sandbox/stand-in/server";
import { environmentsProgram } from "./environments-program";
import { inSandbox } from "./in-sandbox";
import { medians, timeOf } from "./measure";
import { writeProgram } from "./written-program";

const repeats = 5;
const many = 50;
const target = 5;

/** The engine's preview of many environments beside that of one. */
export const environments = (): Promise<void> => inSandbox(measure);

async function measure(folder: string): Promise<void> {
    const layout = sandboxLayout(repository);
    const { cli, ownLanguageHost } = cliOfSetup();
    // Makes the folders, and the language host where the CLI has none.
    await (await openSandbox({ layout, cli, ownLanguageHost })).close();
    const archive = path.join(folder, "archive.zip");
    fs.writeFileSync(archive, "bench");
    const standIn = await startStandIn({ accountFile: path.join(folder, "account.json") });
    try {
        const env = sandboxEnvironment(layout, standIn.ports);
        const project = async (name: string, program: string) => {
            const cwd = writeProgram(folder, layout, name, program);
            await capture({ cli, cwd, env }, ["stack", "init", "bench", "--no-select"]);
            return () => timeOf(cli, ["preview", "--stack", "bench"], { cwd, env });
        };
        const program = (count: number) => environmentsProgram({ root: repository, count, archive });
        const [one, fifty, empty] = [
            await project("one", program(1)),
            await project("many", program(many)),
            await project("empty", "export {};\n"),
        ];
        print(await medians({ one, fifty, empty }, repeats));
    } finally {
        await standIn.close();
    }
}

function print({ one, fifty, empty }: Record<"one" | "fifty" | "empty", number>): void {
    const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
    const ratio = fifty / one;
    console.log(`Medians of ${repeats} alternating runs, ${os.cpus().length} cores, Node ${process.versions.node}`);
    console.log(`  preview of one environment          ${seconds(one)}`);
    console.log(`  preview of ${many} environments          ${seconds(fifty)}`);
    console.log(`    each further one                  ${((fifty - one) / (many - 1)).toFixed(0)} ms`);
    console.log(`  an empty program                    ${seconds(empty)}`);
    console.log(
        `  ratio ${ratio.toFixed(2)}, target: at most ${target}             ${ratio <= target ? "holds" : "DOES NOT HOLD"}`,
    );
}
