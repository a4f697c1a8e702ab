import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { onDisk, readJson, writeWhole } from "../../../sandbox/setup/files.js";

describe("sandbox/setup/files", () => {
    let base: string;
    beforeEach(() => (base = fs.mkdtempSync(path.join(os.tmpdir(), "files-"))));
    afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

    it("replaces a file as a whole: who has the old one open still reads the old one", () => {
        const file = path.join(base, "deep", "file");
        writeWhole(file, "old");
        const open = fs.openSync(file, "r");
        writeWhole(file, "new");
        assert.equal(fs.readFileSync(open, "utf8"), "old");
        assert.equal(fs.readFileSync(file, "utf8"), "new");
        assert.deepEqual(fs.readdirSync(path.dirname(file)), ["file"]);
        fs.closeSync(open);
    });

    for (const [code, remedy] of [
        ["ENOSPC", "the disk is full: free some space"],
        ["EACCES", "make it writable for you"],
        ["EROFS", "it lies on a read-only disk: move the project, or the cache folder, to a writable one"],
    ] as const) {
        it(`says what to do about ${code}`, () => {
            const effect = (): never => {
                throw Object.assign(new Error("write failed"), { code });
            };
            assert.throws(() => onDisk("/place/file", effect), {
                name: "UserError",
                message: `Cannot write /place/file (${code}): ${remedy}, then run the same command again.`,
            });
        });
    }

    it("lets other errors pass", () => {
        const error = Object.assign(new Error("too many"), { code: "EMFILE" });
        const effect = (): never => {
            throw error;
        };
        assert.throws(() => onDisk("/place/file", effect), error);
    });

    it("takes a broken record for a missing one", () => {
        fs.writeFileSync(path.join(base, "broken.json"), '{ "half": ');
        assert.equal(readJson(path.join(base, "broken.json")), undefined);
        assert.equal(readJson(path.join(base, "missing.json")), undefined);
    });
});
