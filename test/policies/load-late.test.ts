import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { repository } from "../support/program";

const script = `
require("./policies/load-late.js").loadLate();
require("@pulumi/policy");
const path = require("node:path");
const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
const loaded = () => Object.keys(require.cache).filter((file) => file.includes(path.join("@npmcli", "arborist"))).length;
const before = loaded();
const { Arborist } = require(require.resolve("@npmcli/arborist", { paths: [sdk] }));
console.log(JSON.stringify([before, typeof Arborist, loaded() > 10]));
`;

describe("what the SDK has to load for other work than a policy's", () => {
    it("is loaded when it is used, and not at the start of a pack", () => {
        const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
            cwd: path.resolve(repository),
            encoding: "utf8",
        });
        // One that stands in for the rest.
        assert.deepEqual([stdout.trim(), stderr], [JSON.stringify([1, "function", true]), ""]);
    });
});
