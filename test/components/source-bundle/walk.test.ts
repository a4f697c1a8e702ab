import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { IgnoreRules } from "../../../components/source-bundle/ignore/ignore-rules";
import { walk } from "../../../components/source-bundle/walk";
import { readZip } from "../../support/zip";
import { bundleFixture } from "./bundle-fixture";

describe("links and odd files", () => {
    const { folder, tree, build, packed, problems } = bundleFixture();

    it("keeps links inside the tree, and makes hooks executable whatever the file system says", async () => {
        const root = tree({
            "a.txt": "a",
            "b/x": "",
            ".platform/hooks/predeploy/01.sh": "",
            ".platform/confighooks/predeploy/01.sh": "",
        });
        fs.symlinkSync("../a.txt", path.join(root, ".platform", "link"));
        fs.symlinkSync("b", path.join(root, "folder-link"));
        const { file } = await build(root);
        const entries = await readZip(file);
        assert.deepEqual(Object.fromEntries(entries.map((entry) => [entry.path, entry.mode.toString(8)])), {
            ".platform/confighooks/predeploy/01.sh": "100755",
            ".platform/hooks/predeploy/01.sh": "100755",
            ".platform/link": "120777",
            "a.txt": "100644",
            "b/x": "100644",
            "folder-link": "120777",
            "manage.py": "100644",
            "requirements.txt": "100644",
        });
        assert.deepEqual(new Set(entries.map(({ time }) => time)), new Set(["1980-01-01T00:00:00.000Z"]));
        assert.equal(execFileSync("unzip", ["-p", file, ".platform/link"], { encoding: "utf8" }), "../a.txt");
    });

    const stays = {
        allowed: "relative links that stay inside the application directory",
        remedy: "Copy the file in, make the link relative, leave it out, or set app.package.links to inline, which packs what it leads to.",
    };

    it("refuses links that leave the tree, naming both ends", async () => {
        const root = tree({ "a.txt": "" });
        fs.writeFileSync(path.join(folder.path, "outside"), "");
        fs.symlinkSync("../outside", path.join(root, "up"));
        fs.symlinkSync(path.join(root, "a.txt"), path.join(root, "absolute"));
        fs.symlinkSync("../app/a.txt", path.join(root, "around"));
        assert.deepEqual(
            await problems(root),
            [
                { where: "absolute", got: `a link to ${root}/a.txt, that is ${root}/a.txt`, ...stays },
                { where: "around", got: `a link to ../app/a.txt, that is ${root}/a.txt`, ...stays },
                { where: "up", got: `a link to ../outside, that is ${folder.path}/outside`, ...stays },
            ].sort((a, b) => (a.where < b.where ? -1 : 1)),
        );
    });

    it("packs what such links lead to where the settings ask, and refuses circles", async () => {
        const outside = path.join(folder.path, "outside");
        fs.mkdirSync(path.join(outside, "sub"), { recursive: true });
        fs.writeFileSync(path.join(outside, "sub", "x.txt"), "x");
        fs.writeFileSync(path.join(outside, "x.log"), "");
        const root = tree({});
        fs.symlinkSync(outside, path.join(root, "shared"));
        fs.symlinkSync(path.join(outside, "sub", "x.txt"), path.join(root, "one.txt"));
        assert.deepEqual(await packed(root, { inlineLinks: true }), [
            "manage.py",
            "one.txt",
            "requirements.txt",
            "shared/sub/x.txt",
        ]);
        fs.mkdirSync(path.join(folder.path, "other"));
        fs.symlinkSync(path.join(folder.path, "other"), path.join(outside, "to-other"));
        fs.symlinkSync(outside, path.join(folder.path, "other", "back"));
        fs.symlinkSync(folder.path, path.join(root, "around"));
        const allowed = "links to folders that do not hold the link";
        const remedy = "Remove the link, or add it to the ignore file.";
        const got = (target: string) => `a link to ${target}, that is ${target}, a folder around the link`;
        assert.deepEqual(await problems(root, { inlineLinks: true }), [
            { where: "around", got: got(folder.path), allowed, remedy },
            { where: "shared/to-other/back", got: got(outside), allowed, remedy },
        ]);
    });

    it("leaves links that lead nowhere, sockets and FIFOs out, and says so", async () => {
        const root = tree({ "left-out/x.log": "" });
        fs.symlinkSync("nowhere", path.join(root, "broken"));
        fs.symlinkSync("loop", path.join(root, "loop"));
        fs.symlinkSync("left-out", path.join(root, "to-nothing"));
        execFileSync("mkfifo", [path.join(root, "fifo")]);
        const { notices } = await build(root);
        assert.deepEqual([...notices].sort(), [
            "broken is a link to nowhere, which leads nowhere; it is left out.",
            "fifo is a socket, FIFO or device; it is left out.",
            "loop is a link to loop, which leads nowhere; it is left out.",
            "to-nothing is a link to left-out, which the bundle leaves out: it would lead nowhere.",
        ]);
    });

    it("does not mind what is wrong inside an ignored folder", async () => {
        const root = tree({ ".gitignore": "junk/\n", "junk/x": "" });
        fs.symlinkSync("nowhere", path.join(root, "junk", "broken"));
        fs.symlinkSync("/etc/hostname", path.join(root, "junk", "outside"));
        execFileSync("mkfifo", [path.join(root, "junk", "fifo")]);
        assert.deepEqual((await build(root)).notices, []);
    });

    it("refuses names that not every system can carry, and files that cannot be read, all at once", async () => {
        const root = tree({ "new\nline": "", "back\\slash": "" });
        fs.writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0x66, 0xff])]), "");
        const wheres = (await problems(root)).map(({ where, got }) => [where, got]);
        assert.deepEqual(Object.fromEntries(wheres), {
            "back\\\\slash": "a name with a backslash, which other systems take for a folder",
            "f\ufffd": "a name with bytes that are not UTF-8",
            "new\\nline": "a name with a control character such as a newline",
        });
    });

    it("names folders and ignore files that this user may not read", () => {
        const root = tree({ "closed/x": "", "b/.gitignore": "", "b/x": "" });
        fs.chmodSync(path.join(root, "b", ".gitignore"), 0);
        fs.chmodSync(folder.path, 0o755);
        fs.chmodSync(path.join(root, "closed"), 0);
        const { problems: found } = asOrdinaryUser(() =>
            walk(root, new IgnoreRules(root, { exclude: [], include: [] })),
        );
        const got = "an error when reading it (EACCES)";
        const allowed = "readable files and folders";
        const remedy = "Give yourself the right to read it, or add it to the ignore file.";
        assert.deepEqual(
            [...found].sort((a, b) => (a.where < b.where ? -1 : 1)),
            [
                { where: "b/.gitignore", got, allowed, remedy },
                { where: "closed/", got, allowed, remedy },
            ],
        );
    });

    it("packs files from before 1980", async () => {
        const root = tree({ "old.txt": "old" });
        fs.utimesSync(path.join(root, "old.txt"), 1, 1);
        assert.ok((await packed(root)).includes("old.txt"));
    });
});

/** Root reads everything, so for it the body runs with the rights of nobody. */
function asOrdinaryUser<T>(body: () => T): T {
    if (process.geteuid?.() !== 0) {
        return body();
    }
    process.seteuid?.(65_534);
    try {
        return body();
    } finally {
        process.seteuid?.(0);
    }
}
