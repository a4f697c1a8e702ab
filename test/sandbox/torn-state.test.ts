import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { restoreTornState } from "../../sandbox/torn-state";
import { temporaryFolder } from "../support/temporary-folder";

describe("the state of an engine that was killed while it wrote", () => {
    const folder = temporaryFolder();
    const file = (name: string) => path.join(folder.path, ".pulumi", "stacks", "django-beanstalk", name);

    function stateWith(texts: Readonly<Record<string, string>>): void {
        fs.mkdirSync(path.dirname(file("dev.json")), { recursive: true });
        for (const [name, text] of Object.entries(texts)) {
            fs.writeFileSync(file(name), text);
        }
    }

    it("is the one before that, whether the file is empty or gone", () => {
        const both: readonly Readonly<Record<string, string>>[] = [{ "dev.json": "" }, {}];
        for (const torn of both) {
            fs.rmSync(folder.path, { recursive: true, force: true });
            stateWith({ ...torn, "dev.json.bak": "before" });
            assert.equal(restoreTornState(folder.path, "dev"), true);
            assert.equal(fs.readFileSync(file("dev.json"), "utf8"), "before");
        }
    });

    it("stays as it is when it is whole, or when there is none before it", () => {
        fs.rmSync(folder.path, { recursive: true, force: true });
        stateWith({ "dev.json": "whole", "dev.json.bak": "before", "prod.json": "" });
        assert.deepEqual(
            ["dev", "prod", "none"].map((stack) => restoreTornState(folder.path, stack)),
            [false, false, false],
        );
        assert.equal(fs.readFileSync(file("dev.json"), "utf8"), "whole");
    });
});
