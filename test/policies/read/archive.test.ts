import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as fc from "fast-check";
import { Archives, Contents } from "../../../policies/read/archive";
import { TemporaryFolder } from "../sample-stack";

const all = () => true;
const mebibyte = 1024 * 1024;

describe("Archives", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());
    const contentsOf = (path: string) => new Archives().contentsOf(path);
    const known = async (path: string): Promise<Contents> => {
        const contents = await contentsOf(path);
        assert.ok(contents !== undefined, `${path} could not be read`);
        return contents;
    };

    it("tell name, kind, mode and size of each entry of a zip, and the texts of files", async () => {
        const { items, read } = await known(
            await folder.zip("a.zip", {
                "manage.py": "print()",
                "bin/run": { content: "#!/bin/bash", mode: 0o755 },
                link: { target: "bin/run" },
            }),
        );
        assert.deepEqual(items, [
            { name: "manage.py", kind: "file", mode: 0o644, bytes: 7 },
            { name: "bin/run", kind: "file", mode: 0o755, bytes: 11 },
            { name: "link", kind: "link", mode: 0, bytes: 7 },
        ]);
        assert.deepEqual(await read(({ name }) => name !== "bin/run"), [
            { name: "manage.py", text: "print()" },
            { name: "link", text: undefined },
        ]);
    });

    it("tell no mode of an archive that was not made on Unix", async () => {
        const file = await folder.zip("dos.zip", { "manage.py": "" });
        const zip = fs.readFileSync(file);
        zip[zip.indexOf("PK\u0001\u0002") + 5] = 0;
        fs.writeFileSync(file, zip);
        assert.deepEqual((await known(file)).items, [{ name: "manage.py", kind: "file", mode: undefined, bytes: 0 }]);
    });

    it("read a folder, with what its links lead to, and without modes, which the engine does not archive", async () => {
        fs.mkdirSync(folder.join("app", "sub"), { recursive: true });
        fs.writeFileSync(folder.join("app", "sub", "b.txt"), "bb");
        fs.symlinkSync("sub/b.txt", folder.join("app", "a.txt"));
        fs.symlinkSync("nowhere", folder.join("app", "broken"));
        const { items, read } = await known(folder.join("app"));
        assert.deepEqual(items, [
            { name: "a.txt", kind: "file", mode: undefined, bytes: 2 },
            { name: "sub/", kind: "folder", mode: undefined, bytes: 0 },
            { name: "sub/b.txt", kind: "file", mode: undefined, bytes: 2 },
        ]);
        assert.deepEqual(await read(all), [
            { name: "a.txt", text: "bb" },
            { name: "sub/b.txt", text: "bb" },
        ]);
    });

    it("take a file that a Docker environment runs without an archive", async () => {
        fs.writeFileSync(folder.join("Dockerrun.aws.json"), "{}");
        const { items, read } = await known(folder.join("Dockerrun.aws.json"));
        assert.deepEqual(items, [{ name: "Dockerrun.aws.json", kind: "file", mode: undefined, bytes: 2 }]);
        assert.deepEqual(await read(all), [{ name: "Dockerrun.aws.json", text: "{}" }]);
    });

    it("read no text of more than a mebibyte", async () => {
        const file = await folder.zip("large.zip", { a: "x".repeat(mebibyte), b: "x".repeat(mebibyte + 1) });
        assert.deepEqual(
            (await (await known(file)).read(all)).map(({ name, text }) => [name, text?.length]),
            [
                ["a", mebibyte],
                ["b", undefined],
            ],
        );
    });

    it("read the directory once, and again when the file changes", async () => {
        const archives = new Archives();
        const file = await folder.zip("once.zip", { a: "" });
        const [first, second] = await Promise.all([archives.contentsOf(file), archives.contentsOf(file)]);
        assert.ok(first !== undefined && first === second && first === (await archives.contentsOf(file)));
        await folder.zip("once.zip", { a: "", b: "" });
        assert.deepEqual(
            (await archives.contentsOf(file))?.items.map(({ name }) => name),
            ["a", "b"],
        );
    });

    it("have no text of an archive that is gone since", async () => {
        const file = await folder.zip("gone.zip", { a: "text" });
        const { read } = await known(file);
        fs.rmSync(file);
        assert.deepEqual(await read(all), [{ name: "a", text: undefined }]);
    });

    it("cannot read what is missing, no archive, or no file", async () => {
        fs.writeFileSync(folder.join("text.zip"), "not a zip");
        for (const path of [folder.join("none.zip"), folder.join("text.zip"), "/dev/null", "", "a\0b"]) {
            assert.equal(await contentsOf(path), undefined, path);
        }
    });

    it("never throw, whatever is broken in an archive", async () => {
        const whole = fs.readFileSync(await folder.zip("whole.zip", { "manage.py": "print()", b: "b".repeat(100) }));
        const file = folder.join("broken.zip");
        const change = fc.record({ at: fc.nat({ max: whole.length - 1 }), to: fc.nat({ max: 255 }) });
        await fc.assert(
            fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
                const broken = Buffer.from(whole);
                changes.forEach(({ at, to }) => (broken[at] = to));
                fs.writeFileSync(file, broken);
                const contents = await contentsOf(file);
                assert.ok(contents === undefined || (await contents.read(all)).length >= 0);
            }),
            { numRuns: 500 },
        );
    });
});
