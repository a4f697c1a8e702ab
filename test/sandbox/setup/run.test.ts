import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { nodeProblem, NODE_RANGE } from "../../../sandbox/setup/node-version.js";
import { setUp } from "../../../sandbox/setup/set-up.js";
import {
    answers,
    contextOf,
    makeRepository,
    MadeRepository,
    npmInstalls,
    start,
    until,
    waits,
} from "./made-repository";

describe("sandbox/setup/node-version", () => {
    for (const version of ["20.19.0", "20.20.2", "22.13.0", "22.21.1", "24.0.0", "25.2.0"]) {
        it(`accepts Node ${version}`, () => assert.equal(nodeProblem(version), undefined));
    }

    for (const version of ["14.21.3", "18.20.8", "20.18.3", "21.7.3", "22.12.0", "23.11.1"]) {
        it(`refuses Node ${version}, naming it, the range and the remedy`, () => {
            assert.equal(
                nodeProblem(version),
                `Node.js ${version} is not supported: this project needs ^20.19 || ^22.13 || >=24.\n` +
                    "Install Node.js 24 (https://nodejs.org/en/download, or `nvm install 24`) and run the same command again.",
            );
        });
    }

    it("says the same range as package.json", () => {
        const text = fs.readFileSync(path.resolve(__dirname, "..", "..", "..", "package.json"), "utf8");
        assert.equal((JSON.parse(text) as { engines: { node: string } }).engines.node, NODE_RANGE);
    });
});

describe("sandbox/setup/run", () => {
    let repository: MadeRepository;
    beforeEach(() => {
        repository = makeRepository();
        repository.program("npm", npmInstalls);
        repository.program("pulumi", answers("3.230.1"));
    });
    afterEach(() => repository.remove());

    it("sets a fresh clone up, passes arguments and CLI on, and ends with the command's exit code", async () => {
        const run = start(repository, "--with-pulumi", "cli/hello", "7", "--flag");
        assert.equal(await run.ended, 7);
        // The CLI has no language host beside it, hence "built".
        const cli = path.join(repository.base, "bin", "pulumi");
        assert.deepEqual(JSON.parse(run.text.stdout), { args: ["7", "--flag"], cli, origin: "built" });
        assert.match(run.text.stderr, /^Installing the locked dependencies \(npm ci\) …\n/);
        assert.deepEqual(repository.calls("npm"), ["ci --include=dev --no-audit --no-fund"]);
    });

    it("starts no process and prints nothing of its own when everything is there", async () => {
        await setUp(contextOf(repository), { withPulumi: true });
        const refuse = (): never => assert.fail("a process was started");
        const context = contextOf(repository, { spawn: refuse });
        const cli = await setUp(context, { withPulumi: true });
        assert.equal(cli?.file, path.join(repository.base, "bin", "pulumi"));
        assert.deepEqual(context.output, []);
        assert.equal(repository.calls("typescript").length, 1);
    });

    it("does not ask for a CLI unless the command needs one", async () => {
        const run = start(repository, "cli/hello");
        assert.equal(await run.ended, 0);
        assert.deepEqual(JSON.parse(run.text.stdout), { args: [] });
        assert.deepEqual(repository.calls("pulumi"), []);
    });

    it("lets two set-ups at once take turns: the second waits, and finds the work done", async () => {
        repository.program("npm", waits("go-on") + npmInstalls);
        const first = start(repository, "cli/hello");
        await until("npm to start", () => repository.calls("npm").length === 1);
        const second = start(repository, "cli/hello");
        await until("the second to wait", () => second.text.stderr !== "");
        repository.write("go-on", "");
        assert.deepEqual(await Promise.all([first.ended, second.ended]), [0, 0]);
        const lock = path.join(repository.root, ".cache", "set-up.lock");
        assert.equal(
            second.text.stderr,
            `Waiting for another process (${first.child.pid}) that sets this repository up. If there is none, delete ${lock}.\n`,
        );
        assert.equal(repository.calls("npm").length, 1);
        assert.equal(repository.calls("typescript").length, 1);
        assert.deepEqual(JSON.parse(second.text.stdout), { args: [] });
    });

    it("shows a user's mistake as its message alone, anything else with its stack", async () => {
        repository.write(
            "repository/cli/fails.ts",
            `export async function main([name]: string[]) {
            throw Object.assign(new Error("Set app.directory."), { name }); }`,
        );
        const mistake = start(repository, "cli/fails", "UserError");
        assert.equal(await mistake.ended, 1);
        assert.ok(mistake.text.stderr.endsWith("\nSet app.directory.\n"), mistake.text.stderr);
        const fault = start(repository, "cli/fails", "TypeError");
        assert.equal(await fault.ended, 1);
        assert.match(
            fault.text.stderr,
            /Set app\.directory\.\n\s+at .*main .*\n[^]*please report it with these lines\.\n$/,
        );
    });

    it("names an unknown command", async () => {
        const run = start(repository, "cli/helo");
        assert.equal(await run.ended, 1);
        assert.ok(run.text.stderr.endsWith("There is no command cli/helo.\n"), run.text.stderr);
    });
});
