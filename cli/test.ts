import { parseArgs } from "node:util";
import { repository } from "./repository";
import { exampleSuite } from "./test/example";
import { installJudges } from "./test/judges";
import { jobs, mochaSuite, MochaOptions } from "./test/mocha";
import { addCounts, closingLine, Counts } from "./test/counts";

const help = `npm test [-- SUITE …]

Runs the test suites; without a name, unit, rehearsal, engine and example.

  unit      plans, rules, components under mocks, set-up; with coverage
  rehearsal simulated instances: what they do, scenarios, and the failures of the documents
  engine    the real Pulumi engine in the sandbox
  example   the example applications' own tests, each in a virtual environment (skipped without Python 3.11 or newer)
  node      of unit, what another version of Node could break: files, processes, threads, commands
  judges    of unit, the programs that judge generated files; installs them for npx mocha too

With CI=true a failed test is run once more; what passes only then is listed as AGAIN.
The last line counts all of them: N passed, N failed, N skipped.`;

const suites: Readonly<Record<string, () => Promise<Counts>>> = {
    unit: () =>
        judgedSuite({
            folders: ["test"],
            ignore: ["test/engine/**", "test/rehearsal/**"],
            coverage: true,
            jobs: jobs(),
        }),
    rehearsal: () => judgedSuite({ folders: ["test/rehearsal"], ignore: [], coverage: false, jobs: jobs(1) }),
    engine: () => mochaSuite(repository, { folders: ["test/engine"], ignore: [], coverage: false, jobs: jobs() }),
    example: () => exampleSuite(repository),
    node: () => judgedSuite({ folders: nodeFolders, ignore: [], coverage: false, jobs: jobs() }),
    judges: () => judgedSuite({ folders: ["test/support"], ignore: [], coverage: false, jobs: jobs() }),
};

async function judgedSuite(options: MochaOptions): Promise<Counts> {
    await installJudges(repository);
    return mochaSuite(repository, options);
}

const nodeFolders = ["test/sandbox", "test/components/source-bundle", "test/cli"];

/** What runs when no suite is named: every test once. */
const everyTest = ["unit", "rehearsal", "engine", "example"];

export async function main(args: readonly string[]): Promise<number> {
    const { values, positionals } = parseArgs({
        args: [...args],
        options: { help: { type: "boolean", default: false } },
        allowPositionals: true,
        strict: false,
    });
    const unknown = positionals.filter((name) => !(name in suites));
    if (values["help"] === true || unknown.length > 0) {
        console.log(unknown.length > 0 ? `Unknown suite: ${unknown.join(", ")}\n\n${help}` : help);
        return unknown.length > 0 ? 2 : 0;
    }
    let total: Counts = { passed: 0, failed: 0, skipped: 0 };
    for (const [name, run] of Object.entries(suites)) {
        if ((positionals.length === 0 ? everyTest : positionals).includes(name)) {
            console.log(`\n== ${name}`);
            const started = Date.now();
            total = addCounts(total, await run());
            console.log(`== ${name}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
        }
    }
    for (const test of total.again ?? []) {
        console.log(`AGAIN ${test}`);
    }
    for (const failure of total.failures ?? []) {
        console.log(`FAILED ${failure}`);
    }
    console.log(`\n${closingLine(total)}`);
    return total.failed === 0 ? 0 : 1;
}
