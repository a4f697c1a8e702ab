import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { placeholder } from "../../../components/source-bundle/stamp";
import { bundleFixture } from "./bundle-fixture";
import { readZip } from "../../support/zip";

describe("buildBundle", () => {
    const { folder, tree, build, packed, problems } = bundleFixture();

    it("packs what is not ignored, sorted, without a parent folder", async () => {
        const root = tree({
            "b/x.py": "",
            "a.txt": "",
            ".env": "SECRET=1",
            "__pycache__/x.pyc": "",
            ".gitignore": "*.tmp\n!keep.tmp\n",
            "x.tmp": "",
            ".env.example": "SECRET_KEY=change-me\n",
            "keep.tmp": "",
            "ca.pem": "-----BEGIN CERTIFICATE-----\n",
        });
        assert.deepEqual(await packed(root), [
            ".env.example",
            ".gitignore",
            "a.txt",
            "b/x.py",
            "ca.pem",
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
        const paths = await packed(root);
        assert.ok(paths.includes("a.txt") && paths.includes("docs/kept.md"), paths.join());
        assert.ok(!paths.includes("README.md") && !paths.includes("docs/other.md"), paths.join());
    });

    it("takes the ignore files above the application into account, up to the repository's top", async () => {
        const top = path.join(folder.path, "repository");
        const root = tree({ "a.txt": "", "secret/x": "", "b.txt": "" }, "repository/backend/app");
        fs.mkdirSync(path.join(top, ".git"));
        fs.writeFileSync(path.join(folder.path, ".gitignore"), "b.txt\n");
        fs.writeFileSync(path.join(top, ".gitignore"), "/backend/app/secret\n/a.txt\n");
        assert.deepEqual(await packed(root), ["a.txt", "b.txt", "manage.py", "requirements.txt"]);
    });

    it("leaves out virtual environments by any name and what the settings exclude", async () => {
        const root = tree({ "my-venv/pyvenv.cfg": "", "my-venv/lib/x.py": "", "data/large.csv": "" });
        assert.deepEqual(await packed(root, { exclude: ["data/"] }), ["manage.py", "requirements.txt"]);
    });

    it("takes what is included, whatever leaves it out, and nothing else from an ignored folder", async () => {
        const root = tree({
            "node_modules/a/dist/x.js": "",
            "node_modules/a/src/x.ts": "",
            "node_modules/b/x.js": "",
            "my-venv/pyvenv.cfg": "",
            "my-venv/share/x": "",
            ".gitignore": "*.dat\n",
            "kept.dat": "",
            "other.dat": "",
        });
        const include = ["node_modules/a/dist/**", "kept.dat", "my-venv/share/"];
        assert.deepEqual(await packed(root, { include, exclude: ["kept.*"] }), [
            ".gitignore",
            "kept.dat",
            "manage.py",
            "my-venv/share/x",
            "node_modules/a/dist/x.js",
            "requirements.txt",
        ]);
    });

    it("gives one fingerprint and the same bytes to trees that differ in time, place, order and mask", async () => {
        const files = { "b/x.py": "x", "a.txt": "a", ".platform/hooks/prebuild/01.sh": "#!/bin/bash\n" };
        const first = await build(tree(files, "one"), { cacheFolder: path.join(folder.path, "one-cache") });
        const other = tree(Object.fromEntries(Object.entries(files).reverse()), "two");
        fs.utimesSync(path.join(other, "a.txt"), 0, 0);
        fs.chmodSync(path.join(other, "a.txt"), 0o600);
        const second = await build(other, { cacheFolder: path.join(folder.path, "two-cache") });
        assert.equal(first.fingerprint, second.fingerprint);
        assert.deepEqual(fs.readFileSync(first.file), fs.readFileSync(second.file));
    });

    it("gives this tree the fingerprint that every machine gives it", async () => {
        const root = tree({ "b/ü x.py": "x\r\n", ".platform/hooks/prebuild/01.sh": "#!/bin/bash\r\n" });
        fs.chmodSync(path.join(root, "manage.py"), 0o755);
        fs.symlinkSync("manage.py", path.join(root, "link"));
        assert.equal(
            (await build(root)).fingerprint,
            "05037a188561a1a969694e19e6965c0f89d5ed92d2224e20e13a8dd5dd77a277",
        );
    });

    it("changes the fingerprint with a name, a content, an executable bit and a link's target", async () => {
        const seen = new Set<string>();
        const root = tree({ "a.txt": "a" });
        const look = async () => seen.add((await build(root)).fingerprint);
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

    it("packs hooks, Procfile and configuration with line feeds, and says so", async () => {
        const crlf = {
            ".ebextensions/a.config": "a\r\n",
            Procfile: "web: x\r\n",
            ".platform/hooks/prebuild/a.sh": "#!/bin/bash\r\n",
        };
        const lf = Object.fromEntries(Object.entries(crlf).map(([file, text]) => [file, text.replace("\r", "")]));
        const converted = await build(tree({ ...crlf, "a.txt": "a\r\n" }, "crlf"));
        const plain = await build(tree({ ...lf, "a.txt": "a\r\n" }, "lf"));
        assert.equal(converted.fingerprint, plain.fingerprint);
        assert.deepEqual(converted.notices, [
            "Packed with plain line feeds, since carriage returns break them on the instance: " +
                ".ebextensions/a.config, .platform/hooks/prebuild/a.sh, Procfile.",
        ]);
        assert.deepEqual(plain.notices, []);
    });

    it("leaves programs among the hooks as they are", async () => {
        const root = tree({});
        const program = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 0x0d, 0x0a, 0]);
        fs.mkdirSync(path.join(root, ".platform", "hooks", "prebuild"), { recursive: true });
        fs.writeFileSync(path.join(root, ".platform", "hooks", "prebuild", "tool"), program);
        const { file } = await build(root);
        assert.deepEqual(execFileSync("unzip", ["-p", file, ".platform/hooks/prebuild/tool"]), program);
    });

    it("follows an .ebignore that is a link, and refuses a virtual environment in the application directory itself", async () => {
        const root = tree({ ".gitignore": "media/\n", "media/u.jpg": "" });
        fs.symlinkSync(".gitignore", path.join(root, ".ebignore"));
        assert.ok(!(await packed(root)).includes("media/u.jpg"));
        fs.writeFileSync(path.join(root, "pyvenv.cfg"), "");
        assert.deepEqual(
            (await problems(root)).map(({ where }) => where),
            ["pyvenv.cfg"],
        );
    });

    it("adds generated files, and refuses one that the application has too", async () => {
        const generated = { path: "Procfile", content: "web: x\n", executable: false, reason: "" };
        const generate = () => Promise.resolve({ files: [generated] });
        assert.ok((await packed(tree({}), { generate })).includes("Procfile"));
        assert.deepEqual(await problems(tree({ Procfile: "" }, "own"), { generate }), [
            {
                where: "Procfile",
                got: "a file of the application's under the name of a generated one",
                allowed: "any other name",
                remedy: "Rename the application's file, or remove it if the generated one does its work.",
            },
        ]);
        const replaces = new Set(["Procfile"]);
        const replaced = await build(tree({ Procfile: "web: own\n" }, "replaced"), {
            generate: () => Promise.resolve({ files: [generated], replaces }),
        });
        assert.equal(execFileSync("unzip", ["-p", replaced.file, "Procfile"], { encoding: "utf8" }), "web: x\n");
    });

    it("tells stamped files the fingerprint and the commit, without changing the fingerprint by either", async () => {
        const content = `${placeholder.shortFingerprint} ${placeholder.fingerprint} ${placeholder.commit}\n`;
        const generate = () =>
            Promise.resolve({
                files: [{ path: "a-version", content, executable: false, reason: "" }],
                stamped: ["a-version"],
                labelPrefix: "v129",
            });
        const read = (file: string) => execFileSync("unzip", ["-p", file, "a-version"], { encoding: "utf8" });
        const root = tree({});
        const before = await build(root, { generate });
        assert.equal(read(before.file), `${before.fingerprint.slice(0, 12)} ${before.fingerprint} unknown\n`);
        assert.equal(before.label, `v129-${before.fingerprint.slice(0, 12)}`);
        const git = (...args: string[]) =>
            execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
                cwd: root,
                encoding: "utf8",
            });
        git("init", "-q");
        git("add", ".");
        git("commit", "-q", "-m", "a");
        const after = await build(root, { generate, cacheFolder: path.join(folder.path, "other") });
        assert.equal(after.fingerprint, before.fingerprint);
        assert.ok(read(after.file).endsWith(` ${git("rev-parse", "HEAD").trim()}\n`));
        fs.writeFileSync(path.join(root, "new.txt"), "");
        assert.ok(read((await build(root, { generate })).file).endsWith("+changes\n"));
        assert.deepEqual(
            (await readZip(after.file)).map((entry) => entry.path),
            ["a-version", "manage.py", "requirements.txt"],
        );
    });

    it("refuses a folder that does not exist, a file, and a folder without manage.py", async () => {
        const allowed = "the folder that holds manage.py";
        const remedy = "Correct app.directory, or --app on the command line.";
        const missing = path.join(folder.path, "missing");
        assert.deepEqual(await problems(missing), [
            { where: "app.directory", got: `${missing}, which does not exist`, allowed, remedy },
        ]);
        const file = path.join(tree({}), "manage.py");
        assert.deepEqual(await problems(file), [
            { where: "app.directory", got: `${file}, which is not a folder`, allowed, remedy },
        ]);
    });

    it("refuses a folder without manage.py, or one whose ignore file drops it or everything", async () => {
        const stated = async (files: Readonly<Record<string, string>>, name: string) => {
            const root = path.join(folder.path, name);
            fs.mkdirSync(root);
            for (const [file, content] of Object.entries(files)) {
                fs.writeFileSync(path.join(root, file), content);
            }
            const [problem, ...others] = await problems(root);
            assert.deepEqual(others, []);
            return problem?.got?.replace(root, "…");
        };
        assert.equal(await stated({ README: "" }, "a"), "…, which has no manage.py");
        const dropping = { "manage.py": "", ".gitignore": "# tools\n*.py\n" };
        assert.equal(await stated(dropping, "b"), "…, which has its manage.py left out by .gitignore:2 (*.py)");
        assert.equal(
            await stated({ "manage.py": "", ".ebignore": "*\n" }, "c"),
            "…, which holds no file that is not left out",
        );
        assert.equal(await stated({}, "d"), "…, which holds no file that is not left out");
    });

    it("says when the platform would install nothing", async () => {
        const root = tree({});
        fs.rmSync(path.join(root, "requirements.txt"));
        assert.deepEqual((await build(root)).notices, [
            "No requirements.txt or Pipfile at the application's root: the platform would install nothing, and the application would not start.",
        ]);
    });

    it("reports how far it is", async () => {
        const seen: string[] = [];
        await build(tree({ "a.txt": "" }), { progress: (done, total) => seen.push(`${done}/${total}`) });
        assert.equal(seen.at(-1), "3/3");
    });
});
