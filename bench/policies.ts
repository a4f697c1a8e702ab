import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../cli/repository";
import { catalogue } from "../policies/catalogue";
import { environmentType } from "../policies/read/environment";
import { medians } from "./measure";
import { Judged, PackProcess } from "./pack-process";

const repeats = 3;
const resources = 1000;

type Name = "ours" | "empty";

/** The policy pack beside one without policies: the time to its start, and what it takes to judge many resources. */
export async function policies(): Promise<void> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "django-beanstalk-bench-"));
    try {
        const packs: Record<Name, string> = {
            ours: path.join(repository, "policies"),
            empty: writeEmptyPack(folder),
        };
        print(await starts(packs), await judgements(packs));
    } finally {
        fs.rmSync(folder, { recursive: true, force: true });
    }
}

/** Milliseconds from the start of the process to the line with its port. */
function starts(packs: Record<Name, string>): Promise<Record<Name, number>> {
    const start = (pack: string) => async () => {
        const started = await PackProcess.start(repository, pack);
        await started.stop();
        return started.startedIn;
    };
    return medians({ ours: start(packs.ours), empty: start(packs.empty) }, repeats);
}

interface Judgements {
    /** All resources, each by itself and one after the other, as while a program runs. */
    readonly each: Record<Name, number>;
    /** All resources at once, as at the end of a run. */
    readonly stack: Record<Name, number>;
}

async function judgements(packs: Record<Name, string>): Promise<Judgements> {
    const ours = await PackProcess.start(repository, packs.ours);
    const empty = await PackProcess.start(repository, packs.empty);
    try {
        const crowd = crowdOf(resources);
        const timed = (work: () => Promise<unknown>) => async () => {
            const began = performance.now();
            await work();
            return performance.now() - began;
        };
        const each = (pack: PackProcess) =>
            timed(async () => {
                for (const resource of crowd) {
                    await pack.analyze(resource);
                }
            });
        const stack = (pack: PackProcess) => timed(() => pack.analyzeStack(crowd));
        return {
            each: await medians({ ours: each(ours), empty: each(empty) }, repeats),
            stack: await medians({ ours: stack(ours), empty: stack(empty) }, repeats),
        };
    } finally {
        await ours.stop();
        await empty.stop();
    }
}

/** Mostly what no rule is about, and one of each type that a rule is about, so that every policy runs; the environment with as many options as a real one. */
function crowdOf(count: number): Judged[] {
    const types = [...new Set(catalogue.flatMap(({ types }) => types))];
    const settings = Array.from({ length: 80 }, (_, index) => ({
        namespace: "aws:elasticbeanstalk:application:environment",
        name: `NAME_${index}`,
        resource: "",
        value: "text",
    }));
    return Array.from({ length: count }, (_, index) => {
        const type = types[index] ?? "aws:ssm/parameter:Parameter";
        const props = { name: `/notes/${index}`, type: "String", value: "x".repeat(100), tags: { owner: "alice" } };
        return { type, name: `resource-${index}`, props: type === environmentType ? { ...props, settings } : props };
    });
}

/** A pack of the same SDK that has no policies. */
function writeEmptyPack(folder: string): string {
    const pack = path.join(folder, "empty");
    fs.mkdirSync(pack);
    const files = {
        "package.json": JSON.stringify({ name: "empty", version: "0.0.0", main: "main.js" }),
        "PulumiPolicy.yaml": "runtime: nodejs\n",
        "main.js":
            'process.chdir(__dirname);\nconst { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
    };
    for (const [name, text] of Object.entries(files)) {
        fs.writeFileSync(path.join(pack, name), text);
    }
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(pack, "node_modules"));
    return pack;
}

function print(start: Record<Name, number>, { each, stack }: Judgements): void {
    const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`.padEnd(8);
    const line = (name: string, times: Record<Name, number>, target: number) => {
        const verdict = times.ours <= target ? "holds" : "DOES NOT HOLD";
        const ratio = (times.ours / times.empty).toFixed(2);
        console.log(
            `  ${name.padEnd(30)} ${seconds(times.ours)} without policies ${seconds(times.empty)} ratio ${ratio}   target: at most ${seconds(target)} ${verdict}`,
        );
    };
    const whole = (name: Name) => start[name] + each[name] + stack[name];
    console.log(
        `Medians of ${repeats} alternating runs, ${os.cpus().length} cores, Node ${process.versions.node}, ${catalogue.length} rules`,
    );
    line("start, to the first port line", start, 1200);
    line(`${resources} resources as a stack`, stack, 2000);
    // What an empty pack adds, with a third of it on top, and a millisecond a resource.
    line(
        "start, each resource, the stack",
        { ours: whole("ours"), empty: whole("empty") },
        1.3 * whole("empty") + resources,
    );
}
