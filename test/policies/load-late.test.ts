import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { repository } from "../support/program";

const script = `
require("./policies/load-late.js").loadLate();
const { automation, provider } = require("@pulumi/pulumi");
require("@pulumi/policy");
const path = require("node:path");
const sdk = path.dirname(require.resolve("@pulumi/pulumi/package.json"));
const loaded = (...folder) => Object.keys(require.cache).filter((file) => file.includes(path.join("node_modules", ...folder) + path.sep)).length;
const counts = () => [["@npmcli", "arborist"], ["normalize-package-data"], ["fdir"], ["@pulumi", "pulumi", "automation"], ["@pulumi", "pulumi", "provider"]]
    .map((folder) => loaded(...folder));
const before = counts();
const from = (name) => require(require.resolve(name, { paths: [sdk] }));
const named = [from("@npmcli/arborist").Arborist, from("fdir").fdir, automation.LocalWorkspace, provider.main].map((it) => typeof it);
const asDefault = from("normalize-package-data").default;
const data = { name: "notes", version: "1.0.0" };
asDefault(data);
console.log(JSON.stringify({ before, named, normalized: data._id, grown: counts().map((it, index) => it > before[index]) }));
`;

describe("what the SDK has to load for other work than a policy's", () => {
    it("is loaded when it is used, and not at the start of a pack", () => {
        const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], {
            cwd: path.resolve(repository),
            encoding: "utf8",
        });
        const seen: unknown = stdout === "" ? undefined : JSON.parse(stdout);
        assert.deepEqual(
            [seen, stderr],
            [
                {
                    // One each that stands in for the rest.
                    before: [1, 1, 1, 1, 1],
                    named: ["function", "function", "function", "function"],
                    normalized: "notes@1.0.0",
                    // fdir is one file.
                    grown: [true, true, false, true, true],
                },
                "",
            ],
        );
    });
});
