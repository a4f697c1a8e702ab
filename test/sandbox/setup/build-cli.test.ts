import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildCli, builtCli } from "../../../sandbox/setup/build-cli.js";
import {
    contextOf,
    goBuilds,
    isAlive,
    makeRepository,
    MadeRepository,
    npmInstalls,
    Run,
    start,
    until,
    waits,
} from "./made-repository";

/** Starts a process that does not heed a polite request to end; that one notes both, once it is ready. */
const withHelper = `
    const pids = JSON.stringify(base + "/go.pids");
    const helper = "process.on('SIGTERM', () => {}); setTimeout(() => {}, 60000);" +
        "require('fs').writeFileSync(" + pids + " + '.new', process.ppid + ' ' + process.pid);" +
        "require('fs').renameSync(" + pids + " + '.new', " + pids + ");";
    require("child_process").spawn(process.execPath, ["-e", helper]);
`;

describe("sandbox/setup/build-cli", () => {
    let repository: MadeRepository;
    beforeEach(() => (repository = makeRepository()));
    afterEach(() => repository.remove());

    const cacheFolder = (): string => path.join(repository.base, "cache", "django-beanstalk");
    const goPids = (): number[] => {
        const file = path.join(repository.base, "go.pids");
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split(" ").map(Number) : [];
    };
    const buildInProgress = async (): Promise<Run> => {
        repository.program("npm", npmInstalls);
        repository.program("go", goBuilds(withHelper + waits("never")));
        const run = start(repository, "--with-pulumi", "cli/hello");
        await until("go to build", () => goPids().length === 2);
        return run;
    };
    const nextRunSucceeds = async (): Promise<void> => {
        await until("go and what it started to end", () => !goPids().some(isAlive));
        assert.equal(fs.existsSync(builtCli(repository.env)), false);
        repository.program("go", goBuilds());
        const next = start(repository, "--with-pulumi", "cli/hello");
        assert.equal(await next.ended, 0, next.text.stderr);
        const { cli, origin } = JSON.parse(next.text.stdout) as { cli: string; origin: string };
        assert.deepEqual({ cli, origin }, { cli: builtCli(repository.env), origin: "built" });
        assert.deepEqual(fs.readdirSync(cacheFolder()), [path.basename(path.dirname(cli))]);
    };

    it("builds the pinned version, once, into the user's cache, and leaves nothing else there", async () => {
        repository.program("go", goBuilds());
        const context = contextOf(repository);
        const file = builtCli(context.env);
        assert.deepEqual(await buildCli(context), { kind: "built", file });
        assert.deepEqual(await buildCli(context), { kind: "built", file });
        const [version, modules, build, ...more] = repository.calls("go");
        assert.deepEqual([version, modules, more], ["version", "env GOMODCACHE", []]);
        assert.match(
            build ?? "",
            /^build -v -mod=readonly -trimpath -tags osusergo,grpcnotrace -ldflags -w -s -X github\.com\/pulumi\/pulumi\/sdk\/v3\/go\/common\/version\.Version=v3\.259\.0 -o .*\/bin\/pulumi github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/,
        );
        assert.deepEqual(fs.readdirSync(cacheFolder()), [path.basename(path.dirname(file))]);
        assert.deepEqual(fs.readdirSync(path.dirname(file)), ["pulumi"]);
    });

    it("builds without C, for this machine, with a build cache of its own", async () => {
        const names = ["CGO_ENABLED", "GOOS", "GOARCH", "GOWORK", "GOCACHE", "GOTMPDIR"];
        const note = `fs.writeFileSync(base + "/go.env", JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name])));`;
        repository.program("go", goBuilds(note));
        const env = { ...repository.env, GOOS: "plan9", GOARCH: "mips", GOCACHE: "/elsewhere" };
        assert.equal((await buildCli(contextOf(repository, { env }))).kind, "built");
        const [cgo, os, architecture, work, cache, temporary] = JSON.parse(
            fs.readFileSync(path.join(repository.base, "go.env"), "utf8"),
        ) as string[];
        const expected = process.arch === "x64" ? "amd64" : process.arch;
        assert.deepEqual([cgo, os, architecture, work], ["0", process.platform, expected, "off"]);
        assert.ok([cache, temporary].every((folder) => folder?.startsWith(path.join(cacheFolder(), "unfinished-"))));
    });

    it("survives an interruption by SIGKILL: nothing half-built shows, nothing runs on, the next run succeeds", async () => {
        const run = await buildInProgress();
        run.child.kill("SIGKILL");
        assert.equal(await run.ended, "SIGKILL");
        await nextRunSucceeds();
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`survives an interruption by ${signal}, and cleans up at once`, async () => {
            const run = await buildInProgress();
            run.child.kill(signal);
            assert.equal(await run.ended, 130);
            assert.ok(run.text.stderr.endsWith("Interrupted. Run the same command again to go on.\n"), run.text.stderr);
            assert.deepEqual(fs.readdirSync(cacheFolder()), []);
            await nextRunSucceeds();
        });
    }

    it("lets two clones build at once: the second waits and uses what the first has built", async () => {
        repository.program("go", goBuilds(waits("go-on")));
        const first = buildCli(contextOf(repository));
        await until("go to build", () => repository.calls("go").length === 3);
        const context = contextOf(repository);
        const second = buildCli(context);
        await until("the second to wait", () => context.output.length > 0);
        repository.write("go-on", "");
        const built = { kind: "built", file: builtCli(repository.env) };
        assert.deepEqual(await Promise.all([first, second]), [built, built]);
        assert.equal(repository.calls("go").length, 3);
        const lock = path.join(cacheFolder(), "build.lock");
        assert.deepEqual(context.output, [
            `Waiting for another process (${process.pid}) that builds the Pulumi CLI. If there is none, delete ${lock}.\n`,
        ]);
    });

    it("checks the disk first", async () => {
        repository.program("go", goBuilds());
        const statfs = () => ({ bavail: 700_000, bsize: 4096 });
        const place = cacheFolder();
        assert.deepEqual(await buildCli(contextOf(repository, { statfs })), {
            kind: "failed",
            reason: `it needs about 4.0 GB on the disk of ${place}, which has 2.9 GB free`,
        });
        assert.deepEqual(repository.calls("go"), ["version", "env GOMODCACHE"]);
        const enough = { statfs: () => ({ bavail: 1_000_000, bsize: 4096 }) };
        assert.equal((await buildCli(contextOf(repository, enough))).kind, "built");
    });

    it("reports a disk that fills up during the build, in go's words", async () => {
        const full = 'console.error("link: mapping output file failed: no space left on device"); process.exit(1);';
        repository.program("go", goBuilds(full));
        assert.deepEqual(await buildCli(contextOf(repository)), {
            kind: "failed",
            reason: "go build failed:\n    link: mapping output file failed: no space left on device",
        });
        assert.deepEqual(fs.readdirSync(cacheFolder()), []);
    });

    it("does not keep a CLI that does not answer", async () => {
        repository.program(
            "go",
            goBuilds(
                'fs.writeFileSync(output, "#!/bin/sh\\nexit 5\\n", { mode: 0o755 }); fs.chmodSync(output, 0o755); return;',
            ),
        );
        assert.deepEqual(await buildCli(contextOf(repository)), {
            kind: "failed",
            reason: "the CLI that go built does not answer (exit code 5)",
        });
        assert.deepEqual(fs.readdirSync(cacheFolder()), []);
    });

    it("says that Go is too old, or broken", async () => {
        const go = repository.program("go", 'console.log("go version go1.25.10 linux/amd64");');
        const old = { kind: "failed", reason: `${go} is Go 1.25.10, older than 1.25.11` };
        assert.deepEqual(await buildCli(contextOf(repository)), old);
        repository.program("go", 'console.error("go: toolchain not available"); process.exit(1);');
        const broken = { kind: "failed", reason: `${go} fails (go: toolchain not available)` };
        assert.deepEqual(await buildCli(contextOf(repository)), broken);
    });

    it("says that the cache folder cannot be written", async () => {
        repository.program("go", goBuilds());
        repository.write("cache", "a file in its place");
        assert.deepEqual(await buildCli(contextOf(repository)), {
            kind: "failed",
            reason:
                `Cannot write ${cacheFolder()} (ENOTDIR): a part of this path is a file, not a folder: ` +
                "remove or rename that file, then run the same command again.",
        });
    });

    it("shows time and packages on a terminal", async () => {
        repository.program("go", goBuilds('console.error("go: downloading x v1\\nfmt\\nos");'));
        const context = contextOf(repository);
        const out = { isTTY: true, write: context.out.write };
        await buildCli({ ...context, out });
        const what = "Building Pulumi CLI 3.259.0 (once, about 4 minutes)";
        assert.equal(context.output[0], what);
        assert.equal(context.output.at(-2)?.replace(/\d+ s/, "N s"), `\r\x1b[K${what}: N s, 2 packages`);
        assert.equal(context.output.at(-1), "\n");
    });
});
