import * as path from "node:path";
import { parseArgs } from "node:util";
import { nearestName } from "../components/settings/nearest";
import { planBundle } from "../components/source-bundle/plan-bundle";
import type { RehearsalReport } from "../rehearsal/model";
import { Engine, engines } from "../rehearsal/docker/find-engine";
import { assertNeeds } from "../rehearsal/needs";
import type { KeptInstance, Rehearsal, RehearsalOptions, Rehearse } from "../rehearsal/options";
import { rehearse as realRehearse } from "../rehearsal/rehearse";
import { reportJson } from "../rehearsal/report/json";
import { renderReport, renderSummary } from "../rehearsal/report/render";
import { scenariosOf } from "../rehearsal/scenarios/play";
import { isScenario, Scenario, scenarioNames, scenarios } from "../rehearsal/scenarios/catalogue";
import { planOf } from "./bundle-plan";
import { runCommand } from "./command-line";
import { repository } from "./repository";
import { Checkout, checkOut } from "./rehearse/checkout";
import { Interruption, interruption } from "./rehearse/interruption";
import { liveSteps } from "./rehearse/live-steps";

const width = Math.max(...scenarioNames.map((name) => name.length));
const listOfScenarios = Object.entries(scenarios).map(([name, what]) => `    ${name.padEnd(width)}  ${what}`);

export const help = `npm run --silent rehearse -- [options]

Deploys the bundle of a stack to a simulated Elastic Beanstalk instance on this machine and uses the application there: no AWS account.
It needs Linux and some programs; what is missing is told. docs/rehearsal.md says what a rehearsal proves and what it cannot.

  --app DIRECTORY   another Django application instead of the stack's own
  --stack NAME      stack whose settings hold; default: dev
  --scenario NAME   what is rehearsed, one of those below, or all; default: first
  --from COMMIT     what runs before, in scenarios with two versions: a commit, branch or tag of the application's repository; default: the same code twice
  --keep            leave an instance running afterwards, to look at, until Ctrl-C; after a failed deployment too
  --port PORT       with --keep: the port of this machine at which it answers; default: any free one
  --python PROGRAM  the Python that stands for the platform's; default: the nearest version of this machine
  --engine NAME     what runs containers, on the Docker platform: docker, podman or none; default: the one that answers here, else none
  --json            one object: version, passed, rehearsals (docs/rehearsal.md)
  --help, -h        this text

Scenarios
${listOfScenarios.join("\n")}

Standard output carries the report alone; progress goes to standard error. Ctrl-C ends a rehearsal and removes what it started; a second one leaves at once.
Exit code: 0 when all rehearsals passed; 1 when one failed, or for a problem in settings, application or machine; 2 for a wrong option; 130 after Ctrl-C.`;

interface Options {
    readonly app: string | undefined;
    readonly stack: string;
    /** `all` means those of the stack's platform. */
    readonly scenario: Scenario | "all";
    readonly from: string | undefined;
    readonly keep: boolean;
    readonly port: number | undefined;
    readonly python: string | undefined;
    readonly engine: Engine | "none" | undefined;
    readonly json: boolean;
}

/** What a test puts others in place of. */
export interface Parts {
    readonly rehearse: Rehearse;
    /** @throws ProblemError naming all that this machine lacks */
    readonly assertNeeds: (python: string | undefined) => void;
}

export const main = (
    args: readonly string[],
    parts: Parts = { rehearse: realRehearse, assertNeeds: (python) => assertNeeds({ python }) },
): Promise<number> => runCommand(args, { help, read: readOptions, run: (options) => run(options, parts) });

/** @returns the options, or what is wrong with them; undefined when the help is asked for */
function readOptions(args: readonly string[]): Options | string | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({
        args: [...args],
        options: {
            app: { type: "string" },
            stack: { type: "string", default: "dev" },
            scenario: { type: "string", default: "first" },
            from: { type: "string" },
            keep: flag,
            port: { type: "string" },
            python: { type: "string" },
            engine: { type: "string" },
            json: flag,
            help: { ...flag, short: "h" },
        },
    });
    if (values.help) {
        return undefined;
    }
    const { scenario, app, from, python, port, engine, ...rest } = values;
    if (scenario !== "all" && !isScenario(scenario)) {
        const near = nearestName(scenario, [...scenarioNames, "all"]);
        return `--scenario ${scenario}: there is no such scenario. ${near === undefined ? "They are listed below." : `Did you mean ${near}?`}`;
    }
    if (engine !== undefined && !isEngine(engine)) {
        return `--engine is docker, podman or none, not ${engine}.`;
    }
    return (
        mistake(values) ?? {
            ...rest,
            from,
            scenario,
            engine,
            port: port === undefined ? undefined : Number(port),
            app: app === undefined ? undefined : path.resolve(userFolder(), app),
            python: python?.includes("/") === true ? path.resolve(userFolder(), python) : python,
        }
    );
}

const isEngine = (name: string): name is Engine | "none" => ["none", ...engines].includes(name);

function mistake(values: { keep: boolean; scenario: string; port?: string | undefined }): string | undefined {
    const { keep, scenario, port } = values;
    if (keep && scenario === "all") {
        return "--keep leaves the instance of one scenario running, not those of all.";
    }
    if (port === undefined) {
        return undefined;
    }
    if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > 65_535) {
        return `--port is a number from 1 to 65535, not ${port}.`;
    }
    return keep ? undefined : "--port is for an instance that --keep leaves running.";
}

/** Where the user is: npm changes to the repository. */
const userFolder = (): string => process.env["INIT_CWD"] ?? process.cwd();

async function run(options: Options, { rehearse, assertNeeds }: Parts): Promise<number> {
    const { stack, keep, port, python, engine, json } = options;
    const { plan, settings } = planOf({ directory: options.app, stack, generated: true, standalone: false }, undefined);
    if (settings === undefined) {
        throw new Error("A bundle with generated files has settings.");
    }
    assertNeeds(python);
    const wanted = options.scenario === "all" ? scenariosOf(settings) : [options.scenario];
    const stop = interruption();
    let before: Checkout | undefined;
    try {
        before = options.from === undefined ? undefined : checkOut(settings.appDirectory, options.from);
        const previous = before && planBundle({ ...settings, appDirectory: before.directory }, repository);
        const shared = { stack, settings, plan, previous, keep, port, python, engine, signal: stop.signal };
        const rehearseOne = (scenario: Scenario) => rehearseLive(rehearse, { ...shared, scenario });
        const { reports, kept } = await each(wanted, rehearseOne, json ? printJson : printText);
        if (keep) {
            await keepUntil(kept, stop);
        }
        return reports.every(({ passed }) => passed) ? 0 : 1;
    } catch (error) {
        if (!stop.signal.aborted || error !== stop.signal.reason) {
            throw error;
        }
        console.error("Stopped. What the rehearsal started is removed.");
        return 130;
    } finally {
        before?.remove();
        stop.end();
    }
}

/** @param isComplete - whether all that was asked for was rehearsed */
type Print = (reports: readonly RehearsalReport[], isComplete: boolean) => void;

const printJson: Print = (reports, isComplete) => {
    console.log(reportJson(reports, isComplete));
};

const printText: Print = (reports, isComplete) => {
    const summary = isComplete && reports.length > 1 ? [renderSummary(reports)] : [];
    console.log([...reports.map(renderReport), ...summary].join("\n\n\n"));
};

/** One after the other: they would share two cores and a port 80 for nothing. What has finished is printed, whatever comes after it. */
async function each(
    names: readonly Scenario[],
    rehearseOne: (scenario: Scenario) => Promise<Rehearsal>,
    print: Print,
): Promise<{ reports: readonly RehearsalReport[]; kept: KeptInstance | undefined }> {
    const reports: RehearsalReport[] = [];
    let kept: KeptInstance | undefined;
    try {
        for (const name of names) {
            const done = await rehearseOne(name);
            reports.push(done.report);
            kept = done.kept;
        }
    } catch (error) {
        if (reports.length > 0) {
            print(reports, false);
        }
        throw error;
    }
    print(reports, true);
    return { reports, kept };
}

async function rehearseLive(rehearse: Rehearse, options: RehearsalOptions): Promise<Rehearsal> {
    options.signal.throwIfAborted();
    const live = liveSteps(process.stderr);
    try {
        return await rehearse(options, { onProgress: live.show, say: live.say });
    } finally {
        live.end();
    }
}

async function keepUntil(kept: KeptInstance | undefined, stop: Interruption): Promise<void> {
    if (kept === undefined) {
        console.error("\nKept         nothing: the scenario left no instance.");
        return;
    }
    const { url, serves, enter, manage } = kept;
    const lines = [
        `Kept         ${url}${serves ? "" : " (nothing serves there)"}`,
        `Enter it     ${enter}`,
        ...(manage === undefined ? [] : [`Use Django   ${manage} shell`]),
        "End it       Ctrl-C",
    ];
    console.error(`\n${lines.join("\n")}`);
    try {
        await stop.interrupted();
    } finally {
        await kept.stop();
    }
}
