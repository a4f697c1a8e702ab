import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { help, main, Parts } from "../../cli/rehearse";
import { ProblemError } from "../../components/problem";
import type { RehearsalOptions } from "../../rehearsal/options";
import { scenarioNames, scenarios } from "../../rehearsal/scenarios/catalogue";
import { sample } from "../rehearsal/report/sample";
import { repository } from "../support/program";

const passed = { ...sample, scenario: "first", passed: true };

/** Runs the command with a rehearsal that only says what was asked of it. */
async function rehearse(args: readonly string[], parts: Partial<Parts> = {}) {
    const asked: RehearsalOptions[] = [];
    const pythons: (string | undefined)[] = [];
    const out: string[] = [];
    const err: string[] = [];
    const { log, error } = console;
    console.log = (text: string) => out.push(text);
    console.error = (text: string) => err.push(text);
    try {
        const code = await main(args, {
            rehearse: (options) => {
                asked.push(options);
                return Promise.resolve({ report: { ...passed, scenario: options.scenario } });
            },
            assertNeeds: (python) => pythons.push(python),
            ...parts,
        });
        return { code, asked, pythons, out: out.join("\n"), err: err.join("\n") };
    } finally {
        Object.assign(console, { log, error });
    }
}

describe("npm run rehearse", () => {
    it("rehearses the first deployment of the stack dev", async () => {
        const { code, asked, pythons, out, err } = await rehearse([]);
        const [{ settings, plan, signal, ...rest } = assert.fail()] = asked;
        assert.deepEqual(rest, {
            stack: "dev",
            scenario: "first",
            keep: false,
            port: undefined,
            previous: undefined,
            python: undefined,
            engine: undefined,
        });
        assert.deepEqual([settings.app.name, plan.directory], ["notes", path.join(repository, "examples/notes")]);
        assert.deepEqual([code, err, pythons, signal.aborted], [0, "", [undefined], false]);
        assert.match(out, /^Rehearsal {4}notes, stack dev,[^]*\nRehearsal passed: 6 steps/);
    });

    it("hands on what is asked for, relative to the user", async () => {
        const before = process.env["INIT_CWD"];
        process.env["INIT_CWD"] = repository;
        try {
            const { asked, pythons } = await rehearse(
                "--app examples/notes --stack prod --scenario rolling --python bin/python".split(" "),
            );
            const [options = assert.fail()] = asked;
            assert.deepEqual([options.stack, options.scenario], ["prod", "rolling"]);
            assert.equal(options.plan.directory, path.join(repository, "examples/notes"));
            assert.deepEqual([options.python, pythons], [path.join(repository, "bin/python"), [options.python]]);
            assert.equal((await rehearse(["--python", "python3.12"])).asked[0]?.python, "python3.12");
            assert.equal((await rehearse(["--engine", "none"])).asked[0]?.engine, "none");
        } finally {
            if (before === undefined) {
                delete process.env["INIT_CWD"];
            } else {
                process.env["INIT_CWD"] = before;
            }
        }
    });

    it("fails when the rehearsal does", async () => {
        const { code, out } = await rehearse([], { rehearse: () => Promise.resolve({ report: sample }) });
        assert.equal(code, 1);
        assert.match(out, /\nRehearsal failed: 6 steps \(2 failed\), 3 uses \(1 failed\), 2 findings in 14\.2 s$/);
    });

    it("rehearses all, one after the other, and sums them up", async () => {
        const { code, asked, out } = await rehearse(["--scenario", "all"]);
        assert.equal(code, 0);
        assert.deepEqual(
            asked.map(({ scenario }) => scenario),
            scenarioNames,
        );
        assert.ok(
            out.endsWith(
                `\n\n${scenarioNames.length} rehearsals passed in ${(scenarioNames.length * 14.23).toFixed(1)} s`,
            ),
        );
    });

    it("prints one object for a program", async () => {
        const { out } = await rehearse(["--json", "--scenario", "killed"]);
        const parsed = JSON.parse(out) as { rehearsals: { scenario: string }[] };
        assert.deepEqual(Object.keys(parsed), ["version", "passed", "rehearsals"]);
        assert.deepEqual(
            parsed.rehearsals.map(({ scenario }) => scenario),
            ["killed"],
        );
    });

    it("keeps an instance until Ctrl-C, and removes it then", async () => {
        const happened: string[] = [];
        const parts: Partial<Parts> = {
            rehearse: ({ keep, port, signal }) => {
                happened.push(`${keep} ${port}`);
                setImmediate(() => process.emit("SIGTERM", "SIGTERM"));
                const stop = () => Promise.resolve(void happened.push(`stopped, ${signal.aborted}`));
                return Promise.resolve({
                    report: sample,
                    kept: {
                        url: "http://127.0.0.1:8001/",
                        serves: false,
                        enter: "enter i-1",
                        manage: "enter i-1 manage",
                        stop,
                    },
                });
            },
        };
        const { code, err } = await rehearse(["--keep", "--port", "8001"], parts);
        assert.equal(code, 1);
        assert.deepEqual(happened, ["true 8001", "stopped, true"]);
        assert.ok(
            err.startsWith(`
Kept         http://127.0.0.1:8001/ (nothing serves there)
Enter it     enter i-1
Use Django   enter i-1 manage shell
End it       Ctrl-C
`),
            err,
        );
    });

    it("says that it keeps nothing where no instance is left", async () => {
        const { code, err } = await rehearse(["--keep"]);
        assert.deepEqual([code, err], [0, "\nKept         nothing: the scenario left no instance."]);
    });

    it("says what is installed meanwhile beside the report, not in it", async () => {
        const written: string[] = [];
        const write = process.stderr.write.bind(process.stderr);
        process.stderr.write = (text: string | Uint8Array) => written.push(text.toString()) > 0;
        try {
            const { out } = await rehearse(["--json"], {
                rehearse: (_, { say }) => {
                    say("Installing (once) …");
                    return Promise.resolve({ report: passed });
                },
            });
            assert.deepEqual(Object.keys(JSON.parse(out) as object), ["version", "passed", "rehearsals"]);
        } finally {
            process.stderr.write = write;
        }
        assert.equal(written.at(-1), "Installing (once) …\n");
    });

    /** One scenario passes, the next one ends otherwise. */
    const brokenOff = (end: (options: RehearsalOptions) => Promise<never>): Partial<Parts> => {
        const [first] = scenarioNames;
        return {
            rehearse: (options) => (options.scenario === first ? Promise.resolve({ report: passed }) : end(options)),
        };
    };

    it("prints what has finished when a later scenario ends with a problem", async () => {
        const parts = brokenOff(() => Promise.reject(new ProblemError("This machine", [])));
        const { code, out, err } = await rehearse(["--scenario", "all"], parts);
        assert.deepEqual([code, err.split(" has ")[0]], [1, "This machine"]);
        assert.match(out, /\nRehearsal passed: 6 steps[^\n]*$/);
    });

    it("prints what has finished at Ctrl-C, as an object that has not passed", async () => {
        const parts = brokenOff(({ signal }) => {
            process.emit("SIGTERM", "SIGTERM");
            return Promise.reject(signal.reason as Error);
        });
        const { code, out } = await rehearse(["--scenario", "all", "--json"], parts);
        const parsed = JSON.parse(out) as { passed: boolean; rehearsals: { passed: boolean }[] };
        assert.equal(code, 130);
        assert.deepEqual([parsed.passed, parsed.rehearsals.map((each) => each.passed)], [false, [true]]);
    });

    it("removes the version to start from, also after a problem", async () => {
        let laid = "";
        await rehearse(["--from", "HEAD"], {
            rehearse: ({ previous }) => {
                laid = previous?.directory ?? "";
                assert.ok(fs.existsSync(laid), laid);
                return Promise.reject(new ProblemError("The bundle", []));
            },
        });
        assert.ok(!fs.existsSync(laid), laid);
    });

    it("ends at Ctrl-C once the rehearsal has removed what it started", async () => {
        const { code, out, err } = await rehearse([], {
            rehearse: ({ signal }) =>
                new Promise((_, reject) => {
                    signal.addEventListener("abort", () => {
                        reject(signal.reason as Error);
                    });
                    process.emit("SIGTERM", "SIGTERM");
                }),
        });
        assert.deepEqual([code, out], [130, ""]);
        assert.match(err, /Stopped\. What the rehearsal started is removed\.$/);
    });

    it("says what the machine lacks before it starts", async () => {
        const { code, asked, err } = await rehearse([], {
            assertNeeds: () => {
                throw new ProblemError("This machine", [{ where: "programs", remedy: "Install them." }]);
            },
        });
        assert.deepEqual([code, asked.length], [1, 0]);
        assert.match(err, /^This machine has a problem:/);
    });

    it("does not hide a fault of ours", async () => {
        const fault = new Error("a fault");
        await assert.rejects(rehearse([], { rehearse: () => Promise.reject(fault) }), fault);
    });

    const wrong: readonly (readonly [args: string, message: RegExp])[] = [
        ["--wrong", /^Unknown option '--wrong'/],
        ["examples/notes", /^Unexpected argument 'examples\/notes'/],
        ["--scenario rollin", /^--scenario rollin: there is no such scenario\. Did you mean rolling\?\n/],
        ["--scenario al", /Did you mean all\?\n/],
        ["--scenario earthquake", /^--scenario earthquake: there is no such scenario\. They are listed below\.\n/],
        ["--scenario toString", /there is no such scenario/],
        ["--scenario all --keep", /^--keep leaves the instance of one scenario running, not those of all\.\n/],
        ["--engine moby", /^--engine is docker, podman or none, not moby\.\n/],
        ["--port 8000", /^--port is for an instance that --keep leaves running\.\n/],
        ...["0", "65536", "http", "08000"].map(
            (port) => [`--keep --port ${port}`, /^--port is a number from 1 to 65535/] as const,
        ),
    ];
    for (const [args, message] of wrong) {
        it(`refuses ${args}, and shows the help`, async () => {
            const { code, asked, out, err } = await rehearse(args.split(" "));
            assert.deepEqual([code, asked.length, out], [2, 0, ""]);
            assert.match(err, message);
            assert.ok(err.endsWith(help));
        });
    }

    it("refuses a stack without a file", async () => {
        const { code, err } = await rehearse(["--stack", "nowhere"]);
        assert.equal(code, 1);
        assert.match(err, /--stack\n {4}got {6}nowhere/);
    });

    it("is compiled with all that it needs", function () {
        this.timeout(60_000);
        const script = path.join(repository, "sandbox", "setup", "run.js");
        const { status, stdout } = spawnSync(process.execPath, [script, "cli/rehearse", "--help"], {
            cwd: repository,
            encoding: "utf8",
        });
        assert.deepEqual([status, stdout], [0, `${help}\n`]);
    });

    it("shows its help, with every scenario in a line that fits a terminal of 120 columns", async () => {
        for (const option of ["--help", "-h"]) {
            const { code, out } = await rehearse([option]);
            assert.deepEqual([code, out], [0, help]);
        }
        const lines = help.split("\n");
        for (const [name, what] of Object.entries(scenarios)) {
            const line = lines.find((each) => each.trim().startsWith(`${name} `)) ?? assert.fail(name);
            assert.ok(line.endsWith(what) && line.length <= 120, line);
        }
    });
});
