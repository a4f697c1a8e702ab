import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { buildWorkerBundle } from "../../../components/worker/bundle/build";
import { splitBundle } from "../../../components/worker/bundle/split";
import type { WorkerBundlePlan } from "../../../components/worker/model";
import { needsJudges } from "../../support/judges";
import { temporaryFolder } from "../../support/temporary-folder";
import { noise } from "../../support/worker-host";

describe("a worker's bundle", () => {
    const folder = temporaryFolder();

    const plan = (more: Partial<WorkerBundlePlan> = {}): WorkerBundlePlan => ({
        name: "consumer",
        directory: path.join(folder.path, "worker"),
        exclude: [],
        include: [],
        allow: [],
        inlineLinks: false,
        files: [{ path: ".worker/install", content: "#!/bin/bash\n", executable: true, reason: "installs" }],
        compression: "gzip",
        cacheFolder: path.join(folder.path, "cache"),
        ...more,
    });

    const lay = (files: Readonly<Record<string, string>>): void => {
        for (const [name, text] of Object.entries(files)) {
            const file = path.join(folder.path, "worker", name);
            fs.mkdirSync(path.dirname(file), { recursive: true });
            fs.writeFileSync(file, text);
        }
    };

    const listed = (file: string) =>
        execFileSync("tar", ["--utc", "--numeric-owner", "-tvf", file], {
            encoding: "utf8",
            env: { ...process.env, LC_ALL: "C" },
        })
            .trim()
            .split("\n")
            .map((line) => line.replaceAll(/ +/g, " "));

    it("holds the folder's files and the generated ones, with one time and no owner, and says its sizes", async () => {
        lay({ "consume.py": "print()\n", "lib/ä b.py": "1\n", ".ebignore": "*.log\n", "big.log": "x" });
        fs.chmodSync(path.join(folder.path, "worker/consume.py"), 0o775);
        fs.symlinkSync("consume.py", path.join(folder.path, "worker/main.py"));
        const bundle = await buildWorkerBundle(plan());
        assert.deepEqual(listed(bundle.path), [
            "-rw-r--r-- 0/0 6 1980-01-01 00:00 .ebignore",
            "-rwxr-xr-x 0/0 12 1980-01-01 00:00 .worker/install",
            "-rwxr-xr-x 0/0 8 1980-01-01 00:00 consume.py",
            String.raw`-rw-r--r-- 0/0 2 1980-01-01 00:00 lib/\303\244 b.py`,
            "lrwxrwxrwx 0/0 0 1980-01-01 00:00 main.py -> consume.py",
        ]);
        assert.equal(bundle.originalBytes, 6 + 12 + 8 + 2);
        assert.equal(bundle.entries, 5);
        const content = fs.readFileSync(bundle.path);
        assert.equal(bundle.bytes, content.length);
        assert.equal(bundle.sha256, createHash("sha256").update(content).digest("hex"));
    });

    it("is the same whatever the times, the place and the order on disk, and another when a mode changes", async () => {
        lay({ "a.py": "1\n", "b.py": "2\n" });
        const first = await buildWorkerBundle(plan());
        fs.rmSync(path.join(folder.path, "worker"), { recursive: true });
        lay({ "b.py": "2\n", "a.py": "1\n" });
        fs.utimesSync(path.join(folder.path, "worker/a.py"), 1, 1);
        fs.renameSync(path.join(folder.path, "worker"), path.join(folder.path, "elsewhere"));
        const directory = path.join(folder.path, "elsewhere");
        const second = await buildWorkerBundle(plan({ directory }));
        assert.deepEqual(second, first);
        fs.chmodSync(path.join(directory, "a.py"), 0o755);
        assert.notEqual((await buildWorkerBundle(plan({ directory }))).sha256, first.sha256);
    });

    for (const [compression, first] of [
        ["gzip", "1f8b"],
        ["xz", "fd377a58"],
        ["zstd", "28b52ffd"],
    ] as const) {
        it(`is the same each time with ${compression}, which tar finds out by itself`, async function () {
            needsJudges(this, ...(compression === "gzip" ? [] : [compression]));
            lay({ "a.py": "print(1)\n".repeat(1000) });
            const bundle = await buildWorkerBundle(plan({ compression }));
            assert.deepEqual(await buildWorkerBundle(plan({ compression })), bundle);
            assert.equal(
                fs
                    .readFileSync(bundle.path)
                    .subarray(0, first.length / 2)
                    .toString("hex"),
                first,
            );
            assert.equal(listed(bundle.path).length, 2);
            assert.ok(bundle.bytes < bundle.originalBytes / 10);
        });
    }

    it("names the package of a compressor that is not there", async () => {
        lay({ "a.py": "1\n" });
        const before = process.env["PATH"];
        process.env["PATH"] = folder.path;
        try {
            await assert.rejects(buildWorkerBundle(plan({ compression: "xz" })), {
                message: `The bundle of the worker consumer has a problem:

  worker.consumer.compression
    got      xz, but spawn xz ENOENT
    allowed  gzip, or what this machine has a program for
    do       Install the package xz-utils (Debian) or xz, or set compression: gzip.`,
            });
        } finally {
            process.env["PATH"] = before;
        }
    });

    it("tells everything that is wrong at once, and leaves nothing half-written", async () => {
        lay({ ".worker/install": "x", ".worker/own": "y", "a.py": "1\n" });
        fs.symlinkSync("/etc/hostname", path.join(folder.path, "worker/out"));
        await assert.rejects(buildWorkerBundle(plan()), (error: Error) => {
            assert.match(error.message, /^The bundle of the worker consumer has 3 problems:/);
            assert.match(error.message, /^ {2}out$/m);
            assert.match(
                error.message,
                /^ {2}\.worker\/install\n {4}got {6}a file of the application's under the name of a generated one$/m,
            );
            assert.match(
                error.message,
                /^ {2}\.worker\/own\n {4}got {6}a file of the worker's in the folder of the generated ones$/m,
            );
            return true;
        });
        fs.rmSync(path.join(folder.path, "worker"), { recursive: true });
        const token = `ghp_${"a1B2".repeat(9)}`;
        lay({ "a.py": `token = "${token}"\n`, "allowed.py": `token = "${token}"\n` });
        await assert.rejects(buildWorkerBundle(plan({ allow: ["allowed.py"] })), (error: Error) => {
            assert.match(error.message, /^ {2}a\.py:1\n {4}got {6}a GitHub token$/m);
            assert.doesNotMatch(error.message, /allowed\.py:|ghp_/);
            return true;
        });
        assert.deepEqual(fs.readdirSync(path.join(folder.path, "cache")), []);
    });

    it("says that the folder is not there", async () => {
        await assert.rejects(buildWorkerBundle(plan()), {
            message: `The bundle of the worker consumer has a problem:

  worker.consumer.directory
    got      ${folder.path}/worker, which does not exist
    allowed  the folder that holds the worker's files
    do       Correct worker.consumer.directory.`,
        });
    });

    it("keeps the last five of a worker on this machine, with their parts, and none of another's", async () => {
        lay({ "a.py": "0\n" });
        const other = await buildWorkerBundle(plan({ name: "consumer-two" }));
        const all: string[] = [];
        for (let n = 1; n <= 7; n += 1) {
            lay({ "a.py": `${n}\n` });
            const bundle = await buildWorkerBundle(plan());
            all.push(path.basename(bundle.path), ...splitBundle(bundle, 1).map((part) => path.basename(part.path)));
            fs.utimesSync(bundle.path, n, n);
        }
        const kept = [path.basename(other.path), ...all.slice(4)];
        assert.deepEqual(fs.readdirSync(path.join(folder.path, "cache")).sort(), kept.sort());
    });

    it("is cut into parts that make it up again, each named after the bundle", async () => {
        fs.mkdirSync(path.join(folder.path, "worker"));
        fs.writeFileSync(path.join(folder.path, "worker/noise"), noise(2_600_000));
        const bundle = await buildWorkerBundle(plan());
        const parts = splitBundle(bundle, 1);
        const short = bundle.sha256.slice(0, 12);
        assert.deepEqual(
            parts.map(({ remotePath }) => remotePath),
            ["0000", "0001", "0002"].map((number) => `/opt/incoming/${short}.bundle.part-${number}`),
        );
        assert.deepEqual(
            parts.slice(0, 2).map(({ bytes }) => bytes),
            [1_048_576, 1_048_576],
        );
        const joined = Buffer.concat(parts.map((part) => fs.readFileSync(part.path)));
        assert.ok(joined.equals(fs.readFileSync(bundle.path)));
        for (const part of parts) {
            assert.equal(part.sha256, createHash("sha256").update(fs.readFileSync(part.path)).digest("hex"));
        }
    });
});
