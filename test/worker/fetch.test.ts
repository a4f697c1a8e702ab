import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as path from "node:path";
import { promisify } from "node:util";
import { failedReleasePattern } from "../../components/monitoring/worker-releases";
import type { WorkerBundle } from "../../components/worker/model";
import { Aws } from "../../rehearsal/services/aws";
import { listen, portOf } from "../../rehearsal/services/server-process";
import { needsSshHost, SshHost, startSshHost } from "../support/ssh-host";
import { oneFolder } from "../support/temporary-folder";
import { needsAws, putParameter, startedAws, wrapper } from "../support/worker-aws";
import { assertRan, boot, bundled, hasSaid, read } from "../support/worker-host";

const parameter = "/notes/dev/worker/consumer/release";

describe("a worker's instance that fetches its bundle", function () {
    this.timeout(120_000);
    const folder = oneFolder();
    let aws: Aws | undefined;
    let host: SshHost | undefined;
    let cli = "";

    before(async function () {
        this.timeout(300_000);
        needsSshHost(this);
        needsAws(this);
        aws = await startedAws({ folder: path.join(folder.path, "aws"), buckets: ["notes-releases"] });
        cli = path.join(wrapper(folder.path, aws.address.port), "aws");
    });
    after(() => aws?.stop());

    beforeEach(async () => {
        host = await startSshHost();
        await boot(host, { delivery: "s3", releaseParameter: parameter });
        fs.mkdirSync(path.join(host.opt, "programs"));
        fs.copyFileSync(cli, path.join(host.opt, "programs", "aws"));
    });
    afterEach(async () => {
        await host?.stop();
        host = undefined;
    });

    const announce = (text: string) => putParameter(aws?.address.port ?? 0, parameter, text);

    const store = async ({ path: file, sha256 }: WorkerBundle) => {
        const place = `s3://notes-releases/${sha256}`;
        await promisify(execFile)(cli, ["s3", "cp", "--region", "eu-central-1", "--only-show-errors", file, place]);
        return place;
    };

    /** What the timer and the path unit do. */
    const tick = async (on: SshHost) => {
        const fetched = await on.run("PATH=/opt/programs:$PATH /opt/fetch-deployment");
        if (fs.existsSync(path.join(on.opt, "deployment-bundle.tar.gz.sha256"))) {
            await on.run("/opt/wait-deployment");
        }
        return fetched;
    };

    it("takes it from S3, does nothing while it stays the same, and starts its services anew when secrets changed", async () => {
        assert.ok(host !== undefined);
        const bundle = await bundled(folder.path, "first");
        const place = await store(bundle);
        await announce(`${bundle.sha256} ${place} v1`);
        assertRan(await tick(host), /^/);
        assert.equal(read(host, "deployment-state"), `ready ${bundle.sha256}`);
        await hasSaid(host, "consumes as first set up for first");
        const log = read(host, "startup.log");
        assertRan(await tick(host), /^/);
        assert.equal(read(host, "startup.log"), log);
        await announce(`${bundle.sha256} ${place} v2`);
        assertRan(await tick(host), /^/);
        await hasSaid(host, "consumes as first set up for first", 2);
        assert.equal(read(host, "mark"), "v2");
    });

    it("starts its services anew once for other secrets, also when they do not stay up with these, and says so", async () => {
        assert.ok(host !== undefined);
        const bundle = await bundled(folder.path, "fourth", {
            command: "[ ! -e /opt/broken ] && exec python3 consume.py",
        });
        const place = await store(bundle);
        await announce(`${bundle.sha256} ${place} v1`);
        assertRan(await tick(host), /^/);
        fs.writeFileSync(path.join(host.opt, "broken"), "");
        await announce(`${bundle.sha256} ${place} v2`);
        await tick(host);
        const log = read(host, "startup.log");
        const last = log.split("\n").at(-1) ?? "";
        assert.ok(
            last.endsWith(` failed ${bundle.sha256} its services did not stay up with the secrets that changed`),
            log,
        );
        assert.match(last, new RegExp(failedReleasePattern.replaceAll("%", "")));
        assert.equal(read(host, "mark"), "v2");
        await tick(host);
        assert.equal(read(host, "startup.log"), log);
        fs.rmSync(path.join(host.opt, "broken"));
        await announce(`${bundle.sha256} ${place} v3`);
        assertRan(await tick(host), /^/);
        await hasSaid(host, "consumes as fourth set up for fourth", 2);
    });

    it("takes it from a URL, refuses other content under that URL, and does not try at once again", async () => {
        assert.ok(host !== undefined);
        const [one, other] = [await bundled(folder.path, "second"), await bundled(folder.path, "third")];
        let asked = 0;
        const server = http.createServer((request, response) => {
            asked += 1;
            const file = { "/one": one.path, "/moved": one.path, "/other": other.path }[request.url ?? ""];
            if (file === undefined) {
                response.writeHead(404).end("nothing");
            } else {
                fs.createReadStream(file).pipe(response);
            }
        });
        await listen(server);
        const url = `http://127.0.0.1:${portOf(server)}`;
        try {
            await announce(`${one.sha256} ${url}/other`);
            await tick(host);
            const refusal = `failed ${one.sha256} SHA-256 of the bundle differs`;
            assert.equal(read(host, "deployment-state"), refusal);
            assert.equal(asked, 1);
            await announce(`${one.sha256} ${url}/one`);
            await tick(host);
            assert.equal(asked, 1);
            // Ten minutes later it tries again.
            fs.utimesSync(path.join(host.opt, "deployment-state"), 1, 1);
            await tick(host);
            assert.equal(read(host, "deployment-state"), `ready ${one.sha256}`);
            // With a release that runs, only another one is worth stopping it, however much later.
            const before = asked;
            await announce(`${other.sha256} ${url}/moved`);
            await tick(host);
            assert.equal(read(host, "deployment-state"), `failed ${other.sha256} SHA-256 of the bundle differs`);
            fs.utimesSync(path.join(host.opt, "deployment-state"), 1, 1);
            await tick(host);
            assert.equal(asked, before + 1);
            await announce(`${one.sha256} ${url}/one`);
            await tick(host);
            await announce(`${other.sha256} ${url}/nowhere`);
            assert.equal((await tick(host)).code, 1);
            assert.match(read(host, "startup.log"), /\/nowhere could not be fetched$/);
            assert.equal(read(host, "deployment-state"), `ready ${one.sha256}`);
        } finally {
            server.close();
        }
    });

    it("waits where no release is announced", async () => {
        assert.ok(host !== undefined);
        await boot(host, { delivery: "url", releaseParameter: "/nowhere" });
        assert.notEqual((await tick(host)).code, 0);
        assert.match(read(host, "startup.log"), /ParameterNotFound/);
        assert.ok(!fs.existsSync(path.join(host.opt, "deployment-state")));
    });
});
