import * as assert from "node:assert/strict";
import { ChildProcess, spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { installedPackages, requiredProviders } from "../../../sandbox/language-host/packages";
import { repository } from "../../support/program";
import { temporaryFolder } from "../../support/temporary-folder";

describe("the language host", () => {
    const folder = temporaryFolder();
    let host: ChildProcess;
    let client: LanguageRuntimeClient;

    beforeEach(async () => {
        // As the set-up's compiler leaves it, but straight from the source.
        const main = path.join(repository, "sandbox", "language-host", "main.ts");
        host = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", main, "127.0.0.1:1"], {
            cwd: repository,
            stdio: ["pipe", "pipe", "inherit"],
        });
        assert.ok(host.stdout !== null);
        const [port] = (await new Promise<string[]>((resolve) =>
            createInterface({ input: host.stdout ?? process.stdin }).once("line", (line) => resolve([line])),
        )) as [string];
        client = new LanguageRuntimeClient(`127.0.0.1:${port}`, credentials.createInsecure());
    });

    afterEach(async () => {
        client.close();
        const gone = new Promise((resolve) => host.once("exit", resolve));
        // The end of its standard input is the end of the engine.
        host.stdin?.end();
        await gone;
    });

    /** A program's folder with a pretended SDK, whose scripts are given. */
    function program(scripts: Readonly<Record<string, string>>): messages.ProgramInfo {
        const sdk = path.join(folder.path, "node_modules", "@pulumi", "pulumi");
        fs.mkdirSync(path.join(sdk, "cmd"), { recursive: true });
        fs.writeFileSync(path.join(sdk, "package.json"), JSON.stringify({ name: "@pulumi/pulumi", version: "3.1.0" }));
        for (const [name, script] of Object.entries(scripts)) {
            fs.mkdirSync(path.join(sdk, "cmd", name), { recursive: true });
            fs.writeFileSync(path.join(sdk, "cmd", name, "index.js"), script);
        }
        return new messages.ProgramInfo()
            .setProgramDirectory(folder.path)
            .setRootDirectory(folder.path)
            .setEntryPoint(".");
    }

    function run(script: string): Promise<messages.RunResponse> {
        const request = new messages.RunRequest()
            .setInfo(program({ run: script }))
            .setProject("p")
            .setStack("s")
            .setMonitorAddress("127.0.0.1:2")
            .setParallel(4)
            .setDryrun(true);
        request.getConfigMap().set("p:key", "value");
        request.setConfigsecretkeysList(["p:secret"]);
        return new Promise((resolve, reject) => {
            client.run(request, (error, response) => {
                if (error === null) {
                    resolve(response);
                } else {
                    reject(error);
                }
            });
        });
    }

    it("runs a program with the arguments and configuration that the SDK expects", async () => {
        const seen = path.join(folder.path, "seen.json");
        const script = `require("fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify([process.argv.slice(2), process.env.PULUMI_CONFIG, process.env.PULUMI_CONFIG_SECRET_KEYS, process.env.PULUMI_NODEJS_TYPESCRIPT]))`;
        const response = await run(script);
        assert.deepEqual([response.getError(), response.getBail()], ["", false]);
        const [args, ...config] = JSON.parse(fs.readFileSync(seen, "utf8")) as [string[], string, string, string];
        assert.deepEqual(args, [
            ...[
                "--monitor",
                "127.0.0.1:2",
                "--engine",
                "127.0.0.1:1",
                "--organization",
                "",
                "--project",
                "p",
                "--stack",
                "s",
            ],
            ...[
                "--root-directory",
                folder.path,
                "--pwd",
                "",
                "--dry-run",
                "--query-mode",
                "false",
                "--parallel",
                "4",
                ".",
            ],
        ]);
        assert.deepEqual(config, ['{"p:key":"value"}', '["p:secret"]', "true"]);
    });

    it("tells a program that reported its mistake from one that broke", async () => {
        assert.equal((await run("process.exit(32)")).getBail(), true);
        assert.equal((await run("process.exit(7)")).getError(), "The program ended with exit code 7.");
        assert.equal(
            (await run("process.kill(process.pid, 'SIGKILL')")).getError(),
            "The program ended with signal SIGKILL.",
        );
    });

    it("passes on what a policy pack prints, and its exit code", async () => {
        const info = program({
            "run-policy-pack":
                "console.log(process.argv.slice(2).join(' '), process.env.X); console.error('oh'); process.exit(3)",
        });
        const request = new messages.RunPluginRequest()
            .setInfo(info)
            .setKind("analyzer")
            .setPwd(folder.path)
            .setArgsList(["127.0.0.1:9"])
            .setEnvList(["X=a=b"]);
        const seen = { stdout: "", stderr: "", code: -1 };
        await new Promise<void>((resolve, reject) => {
            const call = client.runPlugin(request);
            call.on("data", (message: messages.RunPluginResponse) => {
                seen.stdout += Buffer.from(message.getStdout_asU8()).toString();
                seen.stderr += Buffer.from(message.getStderr_asU8()).toString();
                seen.code =
                    message.getOutputCase() === messages.RunPluginResponse.OutputCase.EXITCODE
                        ? message.getExitcode()
                        : seen.code;
            });
            call.on("error", reject);
            call.on("end", () => {
                resolve();
            });
        });
        assert.deepEqual(seen, { stdout: `127.0.0.1:9 ${folder.path} a=b\n`, stderr: "oh\n", code: 3 });
    });

    it("ends its programs when it is cancelled", async () => {
        const started = path.join(folder.path, "started");
        const running = run(
            `require("fs").writeFileSync(${JSON.stringify(started)}, String(process.pid)); setInterval(() => {}, 1000)`,
        );
        await new Promise<void>((resolve) => {
            const watcher = setInterval(() => {
                if (fs.existsSync(started)) {
                    clearInterval(watcher);
                    resolve();
                }
            }, 10);
        });
        await new Promise((resolve) => client.cancel(new Empty(), resolve));
        assert.equal((await running).getError(), "The program ended with signal SIGTERM.");
    });
});

describe("the packages of a program", () => {
    const folder = temporaryFolder();

    it("are found as Node finds them, each once, and say which providers they need", () => {
        const install = (at: string, json: object) => {
            fs.mkdirSync(path.join(folder.path, at), { recursive: true });
            fs.writeFileSync(path.join(folder.path, at, "package.json"), JSON.stringify(json));
        };
        install("", { dependencies: { "@pulumi/aws": "1", gone: "1" }, devDependencies: { tool: "1" } });
        install("node_modules/@pulumi/aws", {
            name: "@pulumi/aws",
            version: "7.0.0",
            pulumi: { resource: true, name: "aws", version: "7.1.0" },
            dependencies: { tool: "1", nested: "1" },
        });
        install("node_modules/@pulumi/aws/node_modules/nested", {
            name: "@pulumi/nested",
            version: "2.0.0",
            pulumi: { resource: true },
        });
        install("node_modules/tool", { name: "tool", version: "1.0.0" });
        fs.mkdirSync(path.join(folder.path, "program"));
        const found = installedPackages(path.join(folder.path, "program")).map(({ json, direct }) => [
            json.name,
            direct,
        ]);
        assert.deepEqual(found, [
            ["@pulumi/aws", true],
            ["tool", true],
            ["@pulumi/nested", false],
        ]);
        assert.deepEqual(requiredProviders(folder.path), [
            { name: "aws", version: "v7.1.0", server: "" },
            { name: "nested", version: "v2.0.0", server: "" },
        ]);
    });

    it("of this project need the providers that the sandbox stands in for", () => {
        const names = requiredProviders(repository).map(({ name, version }) => `${name} ${version}`);
        assert.deepEqual(names.sort(), ["aws v7.48.0", "command v1.2.1", "random v4.21.2", "tls v5.6.1"]);
    });
});
