import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { isComplete, once } from "../../cli/cache";
import { temporaryFolder } from "../support/temporary-folder";

describe("the cache of what the tests need", () => {
    const temporary = temporaryFolder();

    it("is filled once, and again after a failure", async () => {
        const folder = path.join(temporary.path, "cache", "tool");
        const fills: string[] = [];
        const fill = (name: string, fails: boolean) =>
            once(folder, "Trying the cache", () => {
                fills.push(name);
                fs.mkdirSync(folder, { recursive: true });
                fs.writeFileSync(path.join(folder, name), "");
                return fails ? Promise.reject(new Error("broken off")) : Promise.resolve();
            });
        await assert.rejects(fill("first", true), /broken off/);
        assert.ok(!isComplete(folder));
        await Promise.all([fill("second", false), fill("third", false)]);
        assert.equal(fills.length, 2);
        assert.deepEqual(fs.readdirSync(folder).sort(), ["ready", fills[1]].sort());
        assert.ok(isComplete(folder));
    });
});
