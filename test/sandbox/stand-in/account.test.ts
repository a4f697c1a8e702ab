import * as assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { Account } from "../../../sandbox/stand-in/account";
import { temporaryFolder } from "../../support/temporary-folder";

const accountModule = path.resolve(__dirname, "../../../sandbox/stand-in/account.ts");

/** A process of its own that puts many things into an account, one after the other. */
function fill(file: string, prefix: string, count: number): Promise<number | null> {
    const script = `
        const { Account } = require(${JSON.stringify(accountModule)});
        const account = new Account(${JSON.stringify(file)});
        for (let i = 0; i < ${count}; i++) account.put("type", "${prefix}" + i, {});`;
    return new Promise((resolve) => {
        spawn(process.execPath, ["--require", "ts-node/register/transpile-only", "--eval", script], {
            cwd: path.resolve(__dirname, "../../.."),
            stdio: "inherit",
        }).on("close", resolve);
    });
}

describe("the pretended account", () => {
    const folder = temporaryFolder();
    const file = () => path.join(folder.path, "account.json");

    it("is made with its folder, and leaves nothing else behind", () => {
        const account = new Account(path.join(folder.path, "new", "account.json"));
        account.put("type", "id", { name: "x" });
        assert.deepEqual(account.named("type", "x"), { name: "x" });
        assert.deepEqual(fs.readdirSync(path.join(folder.path, "new")), ["account.json"]);
    });

    it("loses nothing when two processes change it at once", async () => {
        assert.deepEqual(await Promise.all([fill(file(), "a", 100), fill(file(), "b", 100)]), [0, 0]);
        assert.equal(new Account(file()).all("type").length, 200);
    }).timeout(60_000);

    for (const text of ["", "{", "[]", "null", "5", '"x"', '{"type":5}', '{"type":{"id":5}}']) {
        it(`refuses the content ${JSON.stringify(text)} and leaves it as it is`, () => {
            fs.writeFileSync(file(), text);
            assert.throws(
                () => {
                    new Account(file()).put("type", "id", {});
                },
                new RegExp(`Delete the folder ${folder.path}`),
            );
            assert.equal(fs.readFileSync(file(), "utf8"), text);
        });
    }
});
