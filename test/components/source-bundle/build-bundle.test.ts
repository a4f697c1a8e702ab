import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PassThrough } from "node:stream";
import { ProblemError } from "../../../components/problem";
import { writeArchive } from "../../../components/source-bundle/archive";
import { Bundle, buildBundle, BundlePlan, writeProblem } from "../../../components/source-bundle/build-bundle";
import { formatBytes, tooLarge } from "../../../components/source-bundle/guards";
import { temporaryFolder } from "../../support/temporary-folder";
import { readZip } from "../../support/zip";

describe("buildBundle", () => {
    const folder = temporaryFolder();

    function tree(files: Readonly<Record<string, string>>, name = "app"): string {
        const root = path.join(folder.path, name);
        for (const [file, content] of Object.entries({
            "manage.py": "#!/usr/bin/env python\n",
            "requirements.txt": "Django\n",
            ...files,
        })) {
            fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
            fs.writeFileSync(path.join(root, file), content);
        }
        return root;
    }

    function plan(directory: string, changes: Partial<BundlePlan> = {}): BundlePlan {
        return { directory, exclude: [], cacheFolder: path.join(folder.path, "cache"), generate: () => [], ...changes };
    }

    async function paths(bundle: Bundle): Promise<string[]> {
        return (await readZip(bundle.file)).map((entry) => entry.path);
    }

    async function problemsOf(bundle: Promise<Bundle>): Promise<readonly unknown[]> {
        const error: unknown = await bundle.then(
            () => assert.fail("no problem was found"),
            (reason: unknown) => reason,
        );
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }

    it("packs what is not ignored, sorted, without a parent folder", async () => {
        const root = tree({
            "b/x.py": "",
            "a.txt": "",
            ".env": "SECRET=1",
            "__pycache__/x.pyc": "",
            ".gitignore": "*.tmp\n!keep.tmp\n",
            "x.tmp": "",
            ".env.production": "",
            ".env.example": "",
            "deploy.pem": "",
            "keep.tmp": "",
        });
        assert.deepEqual(await paths(await buildBundle(plan(root))), [
            ".env.example",
            ".gitignore",
            "a.txt",
            "b/x.py",
            "keep.tmp",
            "manage.py",
            "requirements.txt",
        ]);
    });

    it("reads .ebignore instead of .gitignore, and ignore files in folders below", async () => {
        const root = tree({
            ".gitignore": "a.txt\n",
            ".ebignore": "*.md\n",
            "a.txt": "",
            "README.md": "",
            "docs/.ebignore": "!kept.md\n",
            "docs/kept.md": "",
            "docs/other.md": "",
        });
        const packed = await paths(await buildBundle(plan(root)));
        assert.ok(packed.includes("a.txt") && packed.includes("docs/kept.md"), packed.join());
        assert.ok(!packed.includes("README.md") && !packed.includes("docs/other.md"), packed.join());
    });

    it("tells names apart by case, as Git does", async () => {
        const root = tree({ ".gitignore": "readme\n", readme: "", Readme2: "", README: "" });
        const packed = await paths(await buildBundle(plan(root)));
        assert.ok(packed.includes("README") && !packed.includes("readme"), packed.join());
    });

    it("leaves out virtual environments by any name and what the settings exclude", async () => {
        const root = tree({ "my-venv/pyvenv.cfg": "", "my-venv/lib/x.py": "", "data/large.csv": "" });
        assert.deepEqual(await paths(await buildBundle(plan(root, { exclude: ["data/"] }))), [
            "manage.py",
            "requirements.txt",
        ]);
    });

    it("gives one fingerprint and the same bytes to trees that differ in time, place and mask", async () => {
        const files = { "b/x.py": "x", "a.txt": "a", ".platform/hooks/prebuild/01.sh": "#!/bin/bash\n" };
        const first = await buildBundle(plan(tree(files, "one"), { cacheFolder: path.join(folder.path, "one-cache") }));
        const other = tree(files, "two");
        fs.utimesSync(path.join(other, "a.txt"), 0, 0);
        fs.chmodSync(path.join(other, "a.txt"), 0o600);
        const second = await buildBundle(plan(other, { cacheFolder: path.join(folder.path, "two-cache") }));
        assert.equal(first.fingerprint, second.fingerprint);
        assert.deepEqual(fs.readFileSync(first.file), fs.readFileSync(second.file));
    });

    it("changes the fingerprint with a name, a content, an executable bit and a link's target", async () => {
        const seen = new Set<string>();
        const root = tree({ "a.txt": "a" });
        const look = async () => seen.add((await buildBundle(plan(root))).fingerprint);
        await look();
        fs.writeFileSync(path.join(root, "a.txt"), "b");
        await look();
        fs.renameSync(path.join(root, "a.txt"), path.join(root, "b.txt"));
        await look();
        fs.chmodSync(path.join(root, "b.txt"), 0o755);
        await look();
        fs.symlinkSync("b.txt", path.join(root, "link"));
        await look();
        fs.unlinkSync(path.join(root, "link"));
        fs.symlinkSync("manage.py", path.join(root, "link"));
        await look();
        assert.equal(seen.size, 6);
    });

    it("keeps links, and makes hooks executable whatever the file system says", async () => {
        const root = tree({
            "a.txt": "a",
            ".platform/hooks/predeploy/01.sh": "",
            ".platform/confighooks/predeploy/01.sh": "",
        });
        fs.symlinkSync("../a.txt", path.join(root, ".platform", "link"));
        const bundle = await buildBundle(plan(root));
        const modes = Object.fromEntries(
            (await readZip(bundle.file)).map((entry) => [entry.path, entry.mode.toString(8)]),
        );
        assert.deepEqual(modes, {
            ".platform/confighooks/predeploy/01.sh": "100755",
            ".platform/hooks/predeploy/01.sh": "100755",
            ".platform/link": "120777",
            "a.txt": "100644",
            "manage.py": "100644",
            "requirements.txt": "100644",
        });
    });

    it("gives links a fixed time", async () => {
        const root = tree({ "a.txt": "a" });
        fs.symlinkSync("a.txt", path.join(root, "link"));
        const { file } = await buildBundle(plan(root));
        assert.deepEqual(new Set((await readZip(file)).map(({ time }) => time)), new Set(["1980-01-01T00:00:00.000Z"]));
    });

    it("writes an archive that Python reads", async () => {
        const root = tree({ "b/ü x.py": "x" });
        const { file } = await buildBundle(plan(root));
        const script =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))";
        const names = execFileSync("python3", ["-c", script, file], { encoding: "utf8" });
        assert.equal(names, "b/ü x.py\nmanage.py\nrequirements.txt\n");
    });

    it("takes the archive of an unchanged tree from the cache", async () => {
        const root = tree({ "a.txt": "a" });
        assert.equal((await buildBundle(plan(root))).cached, false);
        const again = await buildBundle(plan(root));
        assert.equal(again.cached, true);
        assert.equal(again.bytes, fs.statSync(again.file).size);
    });

    it("adds generated files, and refuses one that the application has too", async () => {
        const generated = { path: "Procfile", content: "web: x\n", executable: false, reason: "" };
        assert.ok(
            (await paths(await buildBundle(plan(tree({}), { generate: () => [generated] })))).includes("Procfile"),
        );
        assert.deepEqual(
            await problemsOf(buildBundle(plan(tree({ Procfile: "" }, "own"), { generate: () => [generated] }))),
            [
                {
                    where: "Procfile",
                    got: "a file of the application's under the name of a generated one",
                    allowed: "any other name",
                    remedy: "Rename the application's file, or remove it if the generated one does its work.",
                },
            ],
        );
    });

    it("refuses a folder that does not exist, a file, and a folder without manage.py", async () => {
        const allowed = "the folder that holds manage.py";
        const remedy = "Correct app.directory, or --app on the command line.";
        const missing = path.join(folder.path, "missing");
        assert.deepEqual(await problemsOf(buildBundle(plan(missing))), [
            { where: "app.directory", got: `${missing}, which does not exist`, allowed, remedy },
        ]);
        const file = path.join(tree({}), "manage.py");
        assert.deepEqual(await problemsOf(buildBundle(plan(file))), [
            { where: "app.directory", got: `${file}, which is not a folder`, allowed, remedy },
        ]);
        const other = path.join(folder.path, "other");
        fs.mkdirSync(other);
        fs.writeFileSync(path.join(other, "README"), "");
        assert.deepEqual(await problemsOf(buildBundle(plan(other))), [
            {
                where: "app.directory",
                got: `${other}, which has no manage.py`,
                allowed: "the folder of a Django project, with manage.py in it",
                remedy: "Point app.directory (or --app) at the folder that holds manage.py, and look whether an ignore file drops it.",
            },
        ]);
    });

    it("names links that lead out, nowhere or in a circle, and FIFOs, all at once", async () => {
        const root = tree({});
        fs.symlinkSync("../outside", path.join(root, "broken"));
        fs.symlinkSync("/etc/hostname", path.join(root, "absolute"));
        fs.symlinkSync("loop", path.join(root, "loop"));
        execFileSync("mkfifo", [path.join(root, "fifo")]);
        const found = (await problemsOf(buildBundle(plan(root)))) as { where: string; got: string }[];
        assert.deepEqual(Object.fromEntries(found.map(({ where, got }) => [where, got])), {
            absolute: "a link to /etc/hostname",
            broken: "a link to ../outside, which leads nowhere",
            fifo: "a socket, FIFO or device",
            loop: "a link to loop, which leads nowhere",
        });
    });

    it("says when the platform would install nothing", async () => {
        const root = tree({});
        fs.rmSync(path.join(root, "requirements.txt"));
        assert.deepEqual((await buildBundle(plan(root))).notices, [
            "No requirements.txt or Pipfile at the application's root: the platform would install nothing, and the application would not start.",
        ]);
    });

    it("names the ten largest files of a bundle that is too large", () => {
        const entries = Array.from({ length: 12 }, (_, i) => ({
            kind: "file" as const,
            path: `f${i}`,
            source: "",
            bytes: i * 1_000_000,
            executable: false,
        }));
        const [problem] = tooLarge(524_288_001, entries);
        const largest = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((i) => `      ${`${i}.0 MB`.padStart(9)}  f${i}`);
        assert.equal(problem?.got, ["a bundle of 524,288,001 bytes; the largest files are", ...largest].join("\n"));
        assert.equal(problem.allowed, "at most 524,288,000 bytes");
        assert.deepEqual(tooLarge(524_288_000, entries), []);
    });

    it("disk full: leaves nothing half-written and says so", async () => {
        const file = path.join(folder.path, "full", "x.zip");
        const full = () => {
            const stream = new PassThrough();
            process.nextTick(() => stream.destroy(Object.assign(new Error("write"), { code: "ENOSPC" })));
            return stream;
        };
        const error: unknown = await writeArchive(file, [], full).then(
            () => assert.fail("written"),
            (reason: unknown) => reason,
        );
        assert.deepEqual(writeProblem(file, error), {
            where: path.dirname(file),
            got: "no space left while the bundle was written",
            remedy: "Make room on that disk and run the command again; nothing half-written was left.",
        });
        assert.deepEqual(fs.readdirSync(path.dirname(file)), []);
    });

    it("removes what a run that was killed left half-written", async () => {
        const gone = Number(execFileSync("sh", ["-c", "echo $$"], { encoding: "utf8" }));
        const cache = path.join(folder.path, "cache");
        fs.mkdirSync(cache);
        fs.writeFileSync(path.join(cache, `old.zip.${gone}.tmp`), "");
        fs.writeFileSync(path.join(cache, `other.zip.${process.pid}.tmp`), "");
        await buildBundle(plan(tree({})));
        assert.deepEqual(
            fs.readdirSync(cache).filter((name) => name.endsWith(".tmp")),
            [`other.zip.${process.pid}.tmp`],
        );
    });

    it("writes sizes as people read them", () => {
        assert.deepEqual([0, 999, 1000, 1_500_000, 524_288_000, 2e12].map(formatBytes), [
            "0 B",
            "999 B",
            "1.0 KB",
            "1.5 MB",
            "524.3 MB",
            "2000.0 GB",
        ]);
    });
});
