import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { FileEntry } from "../../../components/source-bundle/entry";
import { KnownDigests } from "../../../components/source-bundle/known-digests";
import { temporaryFolder } from "../../support/temporary-folder";
import { bundleFixture } from "./bundle-fixture";

describe("known digests", () => {
    const folder = temporaryFolder();
    const now = 1_000_000_000_000;
    const stamp = { bytes: 3, mtimeMs: now - 10_000.5, ctimeMs: now - 9_000.25, inode: 7 };
    const entry = (changes: Partial<typeof stamp> = {}): FileEntry => {
        const { bytes, mtimeMs, ctimeMs, inode } = { ...stamp, ...changes };
        return new FileEntry("/app", "__proto__", bytes, mtimeMs, ctimeMs, inode, false);
    };
    const load = () => KnownDigests.load(folder.path, "/app");

    it("hold while size, times and inode are what they were", () => {
        assert.equal(load().get(entry()), undefined);
        load().save([entry()], () => ({ digest: "d" }), now);
        assert.deepEqual(load().get(entry()), { digest: "d" });
        for (const change of [{ bytes: 4 }, { mtimeMs: now }, { ctimeMs: stamp.ctimeMs + 0.25 }, { inode: 8 }]) {
            assert.equal(load().get(entry(change)), undefined, JSON.stringify(change));
        }
        assert.equal(KnownDigests.load(folder.path, "/other").get(entry()), undefined);
    });

    it("are not kept of files that changed just before they were read, or that could not be read", () => {
        load().save([entry({ mtimeMs: now - 2_000 })], () => ({ digest: "d" }), now);
        assert.equal(load().get(entry({ mtimeMs: now - 2_000 })), undefined);
        load().save([entry()], () => ({ failure: "changed" }), now);
        assert.equal(load().get(entry()), undefined);
    });

    it("start anew when their file is cut off, is of another form or is none", () => {
        load().save([entry()], () => ({ digest: "d" }), now);
        const [name] = fs.readdirSync(folder.path);
        const file = path.join(folder.path, name ?? "");
        for (const text of [
            "",
            "{",
            "null",
            "[]",
            '{"format":0}',
            '{"format":2}\n["__proto__",3',
            '{"format":2}\n[]\n{}\nnull',
        ]) {
            fs.writeFileSync(file, text);
            assert.equal(load().get(entry()), undefined, text);
        }
    });
});

describe("a change that only times betray", () => {
    const { tree, build } = bundleFixture();

    it("is seen: same size, modification time set back", async () => {
        const root = tree({ "a.txt": "aaa" });
        const file = path.join(root, "a.txt");
        const past = new Date(Date.now() - 3_600_000);
        fs.utimesSync(file, past, past);
        const before = await build(root);
        fs.writeFileSync(file, "bbb");
        fs.utimesSync(file, past, past);
        assert.notEqual((await build(root)).fingerprint, before.fingerprint);
    });
});
