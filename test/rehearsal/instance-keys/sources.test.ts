import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { readConfigFiles } from "../../../rehearsal/instance-keys/read-config-files";
import { runInstanceKeys } from "../../../rehearsal/instance-keys/run-instance-keys";
import { folderShell, needsFolderShell } from "../../support/folder-shell";
import { stepRecorder } from "../../support/step-recorder";
import { temporaryFolder } from "../../support/temporary-folder";

/** Each kind of archive that is documented, as its own program makes it from `docs/page.txt`. */
const archives: Readonly<Record<string, readonly string[]>> = {
    "a.tar": ["tar", "-cf", "a.tar", "docs"],
    "a.tar.gz": ["tar", "-czf", "a.tar.gz", "docs"],
    "a.tar.bz2": ["tar", "-cjf", "a.tar.bz2", "docs"],
    "a.zip": ["python3", "-m", "zipfile", "-c", "a.zip", "docs"],
};

describe("sources", () => {
    const folder = temporaryFolder();
    let server: http.Server;
    let url = "";

    before(function () {
        needsFolderShell(this);
    });
    beforeEach(async () => {
        const served = path.join(folder.path, "served");
        fs.mkdirSync(path.join(served, "docs"), { recursive: true });
        fs.writeFileSync(path.join(served, "docs/page.txt"), "a page\n");
        server = http.createServer(({ url: wanted = "" }, response) => {
            const file = path.join(served, wanted.replace(/\?.*/, ""));
            response.writeHead(fs.existsSync(file) ? 200 : 404).end(fs.existsSync(file) ? fs.readFileSync(file) : "");
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => server.close());

    async function run(entry: string) {
        const texts = [{ path: ".ebextensions/a.config", text: `sources:\n  ${entry}` }];
        const run = { shell: folderShell(path.join(folder.path, "instance")), recorder: stepRecorder() };
        const [step] = (await runInstanceKeys(readConfigFiles(texts), run)).steps;
        return step;
    }

    for (const [name, [program = "", ...args]] of Object.entries(archives)) {
        it(`unpacks ${name}`, async () => {
            execFileSync(program, args, { cwd: path.join(folder.path, "served") });
            const step = await run(`/opt/unpacked: ${url}/${name}?version=1`);
            assert.deepEqual([step?.phase, step?.name, step?.verdict], ["sources", "/opt/unpacked", "ok"]);
            const page = path.join(folder.path, "instance/opt/unpacked/docs/page.txt");
            assert.equal(fs.readFileSync(page, "utf8"), "a page\n");
        });
    }

    it("fails where there is none, or no archive, without the words of a signed address", async () => {
        const absent = await run(`/opt/x: ${url}/absent.zip?X-Amz-Signature=5ecret`);
        assert.equal(absent?.note, `Failed to retrieve or unpack ${url}/absent.zip`);
        assert.match(absent?.output ?? "", /404/);
        assert.doesNotMatch(JSON.stringify(absent), /5ecret/);
        assert.equal((await run(`/opt/x: ${url}/docs/page.txt`))?.verdict, "failed");
    });
});
