import * as assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ProblemError } from "../../../components/problem";
import { ArchiveWriter } from "../../../components/source-bundle/packer/archive-writer";
import { LARGE } from "../../../components/source-bundle/packer/large-file.js";
import { largeFileBytes } from "../../../components/source-bundle/packer/limits";
import { endOfDirectory } from "../../../components/source-bundle/packer/zip-directory";
import { diskProblem } from "../../../components/source-bundle/pack-tree";
import { PackingThreads } from "../../../components/source-bundle/packer/threads";
import { bundleFixture } from "./bundle-fixture";

const root = path.resolve(__dirname, "..", "..", "..");

describe("the archive", () => {
    const { folder, tree, build, packed, problems } = bundleFixture();

    /** Text, what cannot be compressed, an empty file, a large one, names beyond ASCII, a link and a program. */
    function mixed(): string {
        const directory = tree({ "b/ü x.py": "x = 1\n".repeat(1000), empty: "", "b/c/deep.txt": "deep" });
        fs.writeFileSync(path.join(directory, "image.png"), randomBytes(100_000));
        fs.writeFileSync(
            path.join(directory, "large.bin"),
            Buffer.concat([Buffer.alloc(6_000_000, "ab"), randomBytes(50_000)]),
        );
        fs.symlinkSync("b/c/deep.txt", path.join(directory, "link"));
        fs.chmodSync(path.join(directory, "manage.py"), 0o755);
        return directory;
    }

    it("is unpacked by unzip to what was packed, modes and links included", async () => {
        const directory = mixed();
        const { file } = await build(directory);
        const target = path.join(folder.path, "unpacked");
        execFileSync("unzip", ["-q", file, "-d", target]);
        execFileSync("diff", ["-r", "--no-dereference", directory, target]);
        assert.equal(fs.readlinkSync(path.join(target, "link")), "b/c/deep.txt");
        assert.equal(fs.statSync(path.join(target, "manage.py")).mode & 0o777, 0o755);
        assert.equal(fs.statSync(path.join(target, "empty")).mode & 0o777, 0o644);
        execFileSync("unzip", ["-tqq", file]);
    });

    it("is read by Python's zipfile and by bsdtar, in the order of its directory", async function () {
        const { file } = await build(mixed());
        const script =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))";
        const names = execFileSync("python3", ["-c", script, file], { encoding: "utf8" });
        const expected = [
            "b/c/deep.txt",
            "b/ü x.py",
            "empty",
            "image.png",
            "large.bin",
            "link",
            "manage.py",
            "requirements.txt",
        ];
        assert.deepEqual(names.trim().split("\n"), expected);
        if (spawnSync("bsdtar", ["--version"]).status !== 0) {
            assert.notEqual(process.env["CI"], "true", "bsdtar is needed");
            this.skip();
        }
        const env = { ...process.env, LC_ALL: "C.UTF-8" };
        assert.deepEqual(
            execFileSync("bsdtar", ["-tf", file], { encoding: "utf8", env }).trim().split("\n").sort(),
            [...expected].sort(),
        );
    });

    it("counts more than 65,535 entries", async function () {
        this.timeout(60_000);
        const directory = tree({});
        const entries = Array.from({ length: 70_000 }, (_, i) => ({
            path: `f/${i}`,
            content: "",
            executable: false,
            reason: "",
        }));
        const { file } = await build(directory, { generate: () => Promise.resolve({ files: entries }) });
        const script = "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))";
        assert.equal(execFileSync("python3", ["-c", script, file], { encoding: "utf8" }).trim(), "70002");
        execFileSync("unzip", ["-tqq", file], { maxBuffer: 1 << 28 });
    });

    it("ends with ZIP64 records only where 16 bits do not count that far", () => {
        assert.equal(endOfDirectory(65_534, 10, 20).length, 22);
        assert.equal(endOfDirectory(65_535, 10, 20).length, 22 + 76);
    });

    it("is taken from the cache for an unchanged tree, and for a tree that is what it was before", async () => {
        const directory = tree({ "a.txt": "a" });
        const first = await build(directory);
        assert.equal(first.cached, false);
        const again = await build(directory);
        assert.deepEqual([again.cached, again.file, again.bytes], [true, first.file, fs.statSync(first.file).size]);
        fs.writeFileSync(path.join(directory, "a.txt"), "b");
        assert.equal((await build(directory)).cached, false);
        fs.writeFileSync(path.join(directory, "a.txt"), "a");
        const back = await build(directory);
        assert.deepEqual([back.cached, back.file], [true, first.file]);
    });

    it("is made again when the one in the cache is damaged", async () => {
        const directory = tree({ "a.txt": "a" });
        const { file, bytes } = await build(directory);
        for (const damage of [0, 10, bytes - 1]) {
            fs.truncateSync(file, damage);
            const again = await build(directory);
            assert.deepEqual([again.cached, again.bytes, fs.statSync(file).size], [false, bytes, bytes]);
        }
        assert.equal((await build(directory)).cached, true);
    });

    it("reads a large file in pieces, and finds the same in it by either way", async () => {
        const directory = tree({ "a.txt": "a" });
        const key = `-----BEGIN PRIVATE KEY-----\n${"Ab3d".repeat(20)}\n`;
        fs.writeFileSync(
            path.join(directory, "late.txt"),
            Buffer.concat([Buffer.alloc(1_500_000, "x\n"), Buffer.from(key), Buffer.alloc(1_000_000, "y\n")]),
        );
        const first = await build(directory);
        fs.utimesSync(path.join(directory, "late.txt"), new Date(), new Date());
        const second = await build(directory);
        assert.deepEqual([second.cached, second.fingerprint], [true, first.fingerprint]);
        fs.writeFileSync(
            path.join(directory, "early.txt"),
            Buffer.concat([Buffer.from(key), Buffer.alloc(2_500_000, "y\n")]),
        );
        assert.deepEqual(
            (await problems(directory)).map(({ where }) => where),
            ["early.txt:1"],
        );
    });

    it("calls the same files large in both languages", () => {
        assert.equal(LARGE, largeFileBytes);
    });

    it("is forgotten when ten others have been used since", async () => {
        const directory = tree({ "a.txt": "first" });
        const first = await build(directory);
        const second = await build(tree({ "a.txt": "second" }));
        const past = (minutes: number) => new Date(Date.now() - minutes * 60_000);
        fs.utimesSync(first.file, past(60), past(60));
        fs.utimesSync(second.file, past(50), past(50));
        fs.writeFileSync(path.join(directory, "a.txt"), "first");
        await build(directory);
        for (let i = 0; i < 9; i += 1) {
            fs.writeFileSync(path.join(directory, "a.txt"), String(i));
            await build(directory);
        }
        assert.deepEqual([fs.existsSync(first.file), fs.existsSync(second.file)], [true, false]);
        assert.equal(fs.readdirSync(path.dirname(first.file)).filter((name) => name.endsWith(".zip")).length, 10);
    });

    it("stops at the limit, naming the largest files and folders and the lines that drop them", async () => {
        const directory = tree({});
        fs.mkdirSync(path.join(directory, "media", "videos"), { recursive: true });
        fs.writeFileSync(path.join(directory, "media", "videos", "a.mp4"), randomBytes(110_000));
        fs.writeFileSync(path.join(directory, "media", "b.jpg"), randomBytes(5_000));
        const [problem] = await problems(directory, { limit: 100_000 });
        assert.deepEqual(problem, {
            where: "app.directory",
            got:
                "a bundle of more than 100,000 bytes; largest, with the line for .ebignore or app.package.exclude that drops each:\n" +
                "       110.0 KB  /media/videos/a.mp4\n         5.0 KB  /media/b.jpg\n           22 B  /manage.py\n            7 B  /requirements.txt\n" +
                "       110.0 KB  /media/videos/",
            allowed: "at most 100,000 bytes",
            remedy: "Add what the application does not need to the ignore file. Uploads of users belong into the media bucket.",
        });
        assert.deepEqual(leftovers(), []);
        const [hopeless] = await problems(directory, { limit: 10_000 });
        assert.match(hopeless?.got ?? "", /^a bundle of about 11\d,\d{3} bytes; largest/);
    });

    it("gives notice from four fifths of the limit on", async () => {
        const directory = tree({});
        fs.writeFileSync(path.join(directory, "a.jpg"), randomBytes(85_000));
        const { notices } = await build(directory, { limit: 100_000 });
        assert.match(
            notices.join(),
            /^The bundle has 8\d % of the 100,000 bytes that Elastic Beanstalk takes. Largest:\n/,
        );
        fs.writeFileSync(path.join(directory, "a.jpg"), randomBytes(70_000));
        assert.deepEqual((await build(directory, { limit: 100_000 })).notices, []);
    });

    it("tells of a full disk and a closed folder what can be done, and of nothing else", async () => {
        const remedy = "Make room on that disk and run the command again; nothing half-written was left.";
        const got = "no space left while the bundle was written";
        const withCode = (code: string) => Object.assign(new Error(), { code });
        assert.deepEqual(diskProblem("/x", withCode("ENOSPC")), { where: "/x", got, remedy });
        assert.equal(diskProblem("/x", withCode("EROFS"))?.got, "a folder that cannot be written");
        assert.equal(diskProblem("/x", new Error("other")), undefined);
        // The device is there to be full; opening it for writing works, writing does not.
        const threads = new PackingThreads(1);
        const writer = new ArchiveWriter(path.join(folder.path, "full.zip"), threads, 1000);
        try {
            await assert.rejects(
                writer.add([{ kind: "generated", path: "a", content: "x".repeat(10), executable: false }]).then(() => {
                    fs.closeSync((writer as unknown as { descriptor: number }).descriptor);
                    return writer.add([{ kind: "generated", path: "b", content: "x", executable: false }]);
                }),
                /EBADF/,
            );
        } finally {
            writer.discard();
            await threads.close();
        }
        assert.equal(fs.existsSync(writer.file), false);
    });

    it("needs a place that can be written", async () => {
        const file = path.join(folder.path, "file");
        fs.writeFileSync(file, "");
        const error: unknown = await build(tree({}), { cacheFolder: path.join(file, "cache") }).catch(
            (reason: unknown) => reason,
        );
        assert.ok(error instanceof ProblemError, String(error));
        assert.equal(error.problems[0]?.got, "a folder that cannot be written");
    });

    /** Files in the cache that are no archive and no list of digests. */
    const leftovers = () =>
        fs
            .readdirSync(path.join(folder.path, "cache"))
            .filter((name) => !/^([0-9a-f]{64}\.zip|digests-[0-9a-f]+\.jsonl)$/.test(name));

    it("clears what killed runs left, also one of the same number, and leaves those of others alone", async () => {
        const cache = path.join(folder.path, "cache");
        fs.mkdirSync(cache);
        const here = `packing-${os.hostname()}`;
        const names = [
            `${here}-${process.pid}-0123456789ab`,
            `${here}-999999999-0123456789ab.7.part`,
            "packing-elsewhere-1-0123456789ab",
            "packing-elsewhere-2-0123456789ab",
        ];
        for (const name of names) {
            fs.writeFileSync(path.join(cache, name), "");
        }
        const past = new Date(Date.now() - 2 * 86_400_000);
        fs.utimesSync(path.join(cache, "packing-elsewhere-2-0123456789ab"), past, past);
        await build(tree({}));
        assert.deepEqual(leftovers(), ["packing-elsewhere-1-0123456789ab"]);
    });

    it("survives a run that is killed in the middle of writing", async function () {
        this.timeout(60_000);
        const directory = tree({});
        for (let i = 0; i < 40; i += 1) {
            fs.writeFileSync(path.join(directory, `f${i}.bin`), randomBytes(1_000_000));
        }
        const cache = path.join(folder.path, "cache");
        const script = `require("ts-node").register({ transpileOnly: true, cwd: ${JSON.stringify(root)} });
            const { buildBundle } = require(${JSON.stringify(path.join(root, "components", "source-bundle", "build-bundle.ts"))});
            let written = 0;
            void buildBundle({ directory: ${JSON.stringify(directory)}, cacheFolder: ${JSON.stringify(cache)}, exclude: [], include: [], allow: [],
                inlineLinks: false, platform: "python", generate: async () => ({ files: [] }),
                progress: (done) => { if (done > 10 && written++ === 0) process.kill(process.pid, "SIGKILL"); } });`;
        const child = spawn(process.execPath, ["-e", script], { cwd: root, stdio: "inherit" });
        const [, signal] = (await once(child, "exit")) as [number | null, string | null];
        assert.equal(signal, "SIGKILL");
        assert.equal(leftovers().length, 1, "the killed run was in the middle");
        assert.equal((await packed(directory)).length, 42);
        assert.deepEqual(leftovers(), []);
    });
});
