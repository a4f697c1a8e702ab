import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { instanceClass, maxConnections, reservedConnections } from "../components/database/instance-classes";
import { repository } from "./support/program";

describe("docs/database.md", () => {
    const text = fs.readFileSync(path.join(repository, "docs", "database.md"), "utf8");
    const examples = [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, yaml = ""]) => yaml);

    it("has an example of each kind of database but none", () => {
        assert.deepEqual(examples.map((yaml) => /kind: (\w+)/.exec(yaml)?.[1]).sort(), [
            "external",
            "postgres",
            "postgres",
            "postgres",
        ]);
    });

    it("tells the connections that the program counts with", () => {
        const rows = [...text.matchAll(/^\| (`db\..*`) \| (\d+) \| (\d+) \|$/gm)];
        assert.ok(rows.length > 4);
        for (const [, names = "", memory, connections] of rows) {
            for (const [, name = ""] of names.matchAll(/`(.*?)`/g)) {
                const found = instanceClass(name) ?? assert.fail(name);
                assert.deepEqual(
                    [found.memoryGib, maxConnections(found) - reservedConnections],
                    [Number(memory), Number(connections)],
                );
            }
        }
    });
});
