import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as messages from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { temporaryFolder } from "../../support/temporary-folder";
import { errorOf, HostClient, installSdk } from "./host-client";

describe("the language host, when something is wrong", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    let host: HostClient;
    beforeEach(async () => {
        host = await HostClient.start();
    });
    afterEach(() => host.close());

    for (const [nodeargs, expected] of [
        ["", []],
        [" --no-warnings ", ["--no-warnings"]],
        ["--no-warnings  --stack-trace-limit=5", ["--no-warnings", "--stack-trace-limit=5"]],
    ] as const) {
        // An empty argument would be the script: nothing would run, and every resource would seem unwanted.
        it(`runs the program with nodeargs ${JSON.stringify(nodeargs)}`, async () => {
            const seen = path.join(folder.path, "seen.json");
            installSdk(
                folder.path,
                `require("fs").writeFileSync(${JSON.stringify(seen)}, JSON.stringify(process.execArgv)); process.exit(32);`,
            );
            assert.equal((await host.run(folder.path, { nodeargs })).getBail(), true);
            assert.deepEqual(JSON.parse(fs.readFileSync(seen, "utf8")), expected);
        });
    }

    it("says what to do when the SDK is not installed, and goes on working", async () => {
        const message = `@pulumi/pulumi is not installed in ${folder.path}. Run there: npm install`;
        await assert.rejects(host.run(folder.path), { message });
        assert.equal(await errorOf(host.startPlugin(folder.path)), message);
        installSdk(folder.path, "process.exit(32);");
        assert.equal((await host.run(folder.path)).getBail(), true);
    });

    /** Starts a plugin that ends on no signal that it could ignore. @returns its process */
    async function startStubborn(): Promise<number> {
        installSdk(
            folder.path,
            `process.on("SIGTERM", () => {}); console.log(process.pid); setInterval(() => {}, 1000);`,
        );
        const call = host.startPlugin(folder.path);
        call.on("error", () => {
            // The host is gone before the stream's end; what became of the plugin is what counts.
        });
        return new Promise((resolve) => {
            call.once("data", (response: messages.RunPluginResponse) => {
                resolve(Number(Buffer.from(response.getStdout_asU8()).toString()));
            });
        });
    }

    const assertGone = (pid: number) => {
        assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
    };

    it("leaves no child behind when the engine cancels", async () => {
        const pid = await startStubborn();
        await new Promise((resolve) => host.client.cancel(new Empty(), resolve));
        assertGone(pid);
    });

    for (const how of ["SIGINT", "SIGTERM", "SIGHUP", "the end of its input"] as const) {
        it(`leaves no child behind on ${how}`, async () => {
            const pid = await startStubborn();
            if (how === "the end of its input") {
                host.process.stdin?.end();
            } else {
                host.process.kill(how);
            }
            assert.equal(await host.exit(), 0);
            assertGone(pid);
        });
    }
});
