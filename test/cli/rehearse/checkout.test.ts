import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { checkOut } from "../../../cli/rehearse/checkout";
import { ProblemError } from "../../../components/problem";
import { temporaryFolder } from "../../support/temporary-folder";

describe("checkOut", () => {
    const folder = temporaryFolder();
    const git = (...args: string[]) => execFileSync("git", args, { cwd: folder.path, stdio: "pipe" });

    beforeEach(() => {
        git("init", "--quiet");
        git("config", "user.email", "team@example.com");
        git("config", "user.name", "Team");
        fs.mkdirSync(path.join(folder.path, "shop"));
        fs.writeFileSync(path.join(folder.path, "shop", "manage.py"), "old");
        git("add", ".");
        git("commit", "--quiet", "-m", "Begin");
        fs.writeFileSync(path.join(folder.path, "shop", "manage.py"), "new");
        fs.writeFileSync(path.join(folder.path, "shop", "more.py"), "more");
        git("add", ".");
        git("commit", "--quiet", "-m", "Go on");
    });

    it("lays the application's folder as it was, and removes it", () => {
        const checkout = checkOut(path.join(folder.path, "shop"), "HEAD~1");
        const { directory } = checkout;
        assert.deepEqual(fs.readdirSync(directory), ["manage.py"]);
        assert.equal(fs.readFileSync(path.join(directory, "manage.py"), "utf8"), "old");
        assert.equal(path.basename(directory), "shop");
        checkout.remove();
        assert.equal(fs.existsSync(directory), false);
        assert.equal(git("status", "--porcelain").toString(), "");
    });

    it("refuses what is no commit", () => {
        assert.throws(
            () => checkOut(path.join(folder.path, "shop"), "--upload-pack=touch"),
            (error) => error instanceof ProblemError && /--from/.test(error.message),
        );
    });

    it("refuses a folder outside of any repository", () => {
        assert.throws(
            () => checkOut("/", "HEAD"),
            (error) => error instanceof ProblemError && error.message.includes("repository that / is in"),
        );
    });
});
