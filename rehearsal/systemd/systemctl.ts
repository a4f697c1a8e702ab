import { type Answer, answer, together } from "./answer";
import { disable, enable, enabledState, mask, unmask } from "./enable";
import type { Init, JobEnd } from "./init";
import { listTimers, listUnitFiles, listUnits } from "./lists";
import { properties } from "./properties";
import { statusOf } from "./status";
import { parseSystemctl, type SystemctlArguments } from "./systemctl-arguments";
import { fullName } from "./unit";

type Verb = (init: Init, args: SystemctlArguments) => Promise<Answer>;

/** Answers a command line of systemctl. https://www.freedesktop.org/software/systemd/man/latest/systemctl.html */
export async function systemctl(init: Init, argv: readonly string[]): Promise<Answer> {
    const args = parseSystemctl(argv);
    if (typeof args === "string") {
        return answer(1, "", args);
    }
    const verb = verbs[args.verb];
    if (verb === undefined) {
        const error = `Unknown command verb ${args.verb}.`;
        return answer(1, "", notRehearsed.includes(args.verb) ? `systemctl ${args.verb} is not rehearsed.` : error);
    }
    if (args.names.length === 0 && needsNames.includes(args.verb)) {
        return answer(1, "", "Too few arguments.");
    }
    const { code, stdout, stderr } = await verb(init, args);
    return { code, stdout: args.quiet ? "" : stdout, stderr: args.quiet && code === 0 ? "" : stderr };
}

/** Verbs that systemd has and a simulated instance does not. */
const notRehearsed = [
    ...[
        "reboot",
        "poweroff",
        "halt",
        "kexec",
        "suspend",
        "isolate",
        "rescue",
        "emergency",
        "kill",
        "clean",
        "freeze",
        "thaw",
    ],
    ...[
        "edit",
        "link",
        "revert",
        "preset",
        "preset-all",
        "set-property",
        "set-default",
        "get-default",
        "set-environment",
    ],
    ...["import-environment", "show-environment", "list-dependencies", "list-sockets", "list-jobs", "daemon-reexec"],
];

const job =
    (work: (init: Init, name: string) => Promise<JobEnd>): Verb =>
    async (init, { names, noBlock }) => {
        const stale = await staleWarnings(init, names);
        const answers: Answer[] = [];
        for (const name of names) {
            const ended = work(init, name);
            if (noBlock) {
                // Its end is in the journal.
                ended.catch(() => undefined);
            } else {
                answers.push(jobAnswer(await ended));
            }
        }
        return together([stale, ...answers]);
    };

const jobAnswer = (end: JobEnd): Answer => (end.ok ? answer(0, "") : answer(end.code, "", end.error));

async function staleWarnings({ units }: Init, names: readonly string[]): Promise<Answer> {
    const files = await units.files();
    const stale = names.map(fullName).filter((name) => units.isStale(name, files));
    const warning = (name: string) =>
        `Warning: The unit file, source configuration file or drop-ins of ${name} changed on disk. Run 'systemctl daemon-reload' to reload units.`;
    return answer(0, "", stale.map(warning).join("\n"));
}

const ifActive =
    (work: (init: Init, name: string) => Promise<JobEnd>) =>
    (init: Init, name: string): Promise<JobEnd> =>
        init.units.isActive(name) ? work(init, name) : Promise.resolve({ ok: true });

const start = job((init, name) => init.start(name));
const stop = job((init, name) => init.stop(name));
const restart = job((init, name) => init.restart(name));
const reloadOrRestart = (init: Init, name: string) =>
    (init.units.get(name)?.service?.settings.exec.ExecReload.length ?? 0) > 0 && init.units.isActive(name)
        ? init.reload(name)
        : init.restart(name);

/** The first part, and what `--now` adds when that went well. */
const andNow =
    (work: (init: Init, names: readonly string[]) => Promise<Answer>, now: Verb): Verb =>
    async (init, args) => {
        const first = await work(init, args.names);
        return args.now && first.code === 0 ? together([first, await now(init, args)]) : first;
    };

const verbs: Readonly<Record<string, Verb>> = {
    "daemon-reload": async ({ units }) => {
        await units.reload();
        return answer(0, "");
    },
    enable: andNow(enable, start),
    disable: andNow(disable, stop),
    reenable: async (init, { names }) => together([await disable(init, names), await enable(init, names)]),
    mask: andNow(mask, stop),
    unmask: (init, { names }) => unmask(init, names),
    start,
    stop,
    restart,
    "try-restart": job(ifActive((init, name) => init.restart(name))),
    condrestart: job(ifActive((init, name) => init.restart(name))),
    reload: job((init, name) => init.reload(name)),
    "reload-or-restart": job(reloadOrRestart),
    "try-reload-or-restart": job(ifActive(reloadOrRestart)),
    "reset-failed": (init, { names }) => {
        (names.length === 0 ? [undefined] : names).forEach((name) => {
            init.resetFailed(name);
        });
        return Promise.resolve(answer(0, ""));
    },
    "is-active": (init, { names }) => states(init, names, (active) => ["active", "reloading"].includes(active), 3),
    "is-failed": (init, { names }) => states(init, names, (active) => active === "failed", 1),
    "is-enabled": isEnabled,
    status: async (init, { names, lines }) => {
        const files = await init.units.files();
        return together(names.map((name) => statusOf(init, fullName(name), files, lines)));
    },
    show: async (init, args) => {
        const files = await init.units.files();
        const blocks = args.names.map((name) => shown(properties(init, fullName(name), files), args));
        return answer(0, blocks.join("\n"));
    },
    cat: async (init, { names }) => {
        const files = await init.units.files();
        return together(
            names.map((name) => {
                const source = files.find(fullName(name));
                if (source === undefined || source === "masked") {
                    return answer(1, "", `No files found for ${fullName(name)}.`);
                }
                const all = [source, ...source.dropIns].map(({ path, text }) => `# ${path ?? ""}\n${text}`);
                return answer(0, all.join("\n"));
            }),
        );
    },
    "is-system-running": ({ units }) => {
        const failed = units.names.some((name) => units.stateOf(name).active === "failed");
        return Promise.resolve(answer(failed ? 1 : 0, failed ? "degraded" : "running"));
    },
    "list-units": listUnits,
    "list-unit-files": listUnitFiles,
    "list-timers": listTimers,
};

const needsNames = Object.keys(verbs).filter(
    (verb) =>
        !verb.startsWith("list-") &&
        !["daemon-reload", "reset-failed", "is-system-running", "show", "status"].includes(verb),
);

/** One line for each unit; success when one of them is so. */
async function states(
    init: Init,
    names: readonly string[],
    isSo: (active: string) => boolean,
    otherwise: number,
): Promise<Answer> {
    const files = await init.units.files();
    const found = names.map((name) => {
        init.units.load(fullName(name), files);
        return init.units.stateOf(name).active;
    });
    return answer(found.some(isSo) ? 0 : otherwise, found.join("\n"));
}

async function isEnabled(init: Init, { names }: SystemctlArguments): Promise<Answer> {
    const files = await init.units.files();
    const found = names.map((name) => ({ name: fullName(name), state: enabledState(files, fullName(name)) }));
    const missing = found.filter(({ state }) => state === undefined);
    const good = found.some(({ state }) => ["enabled", "static", "alias"].includes(state ?? ""));
    return answer(
        good ? 0 : 1,
        found.flatMap(({ state }) => state ?? []).join("\n"),
        missing.map(({ name }) => `Failed to get unit file state for ${name}: No such file or directory`).join("\n"),
    );
}

function shown(all: Readonly<Record<string, string>>, { properties: asked, value }: SystemctlArguments): string {
    const entries = Object.entries(all).filter(([key]) => asked === undefined || asked.includes(key));
    return entries.map(([key, text]) => `${value ? text : `${key}=${text}`}\n`).join("");
}
