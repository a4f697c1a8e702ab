import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../support/program";
import { SandboxRunner } from "./sandbox-runner";

interface Report {
    readonly total: number;
    readonly atMost: number;
    readonly lines: readonly { readonly type: string; readonly usd: number }[];
    readonly notEstimated: readonly object[];
}

describe("the estimate of a preview", function () {
    this.timeout(480_000);
    const sandbox = new SandboxRunner();
    after(() => {
        sandbox.remove();
    });

    for (const stack of ["dev", "prod"]) {
        it(`knows every resource of the example's ${stack} stack`, async () => {
            const { code, output } = await sandbox.run("cli/cost", ["--stack", stack, "--json"]);
            assert.equal(code, 0, output);
            const { lines, notEstimated, total, atMost } = JSON.parse(output.slice(output.indexOf("\n{"))) as Report;
            assert.deepEqual(notEstimated, []);
            assert.equal(lines.reduce((sum, { usd }) => sum + usd, 0).toFixed(6), total.toFixed(6));
            assert.ok(atMost > total);
            for (const type of ["aws:elasticbeanstalk:Environment", "aws:rds:Instance", "aws:s3:Bucket"]) {
                assert.ok(
                    lines.some((line) => line.type === type && line.usd > 0),
                    type,
                );
            }
        });
    }

    it("is what docs/cost.md says of the documents stack, which is worked out there by hand", async () => {
        const { code, output } = await sandbox.run("cli/cost", ["--stack", "documents", "--json"]);
        assert.equal(code, 0, output);
        const { total } = JSON.parse(output.slice(output.indexOf("\n{"))) as Report;
        const page = fs.readFileSync(path.join(repository, "docs", "cost.md"), "utf8");
        const [byHand, byCommand] = ["hand", "the command"].map((who) =>
            Number(new RegExp(`^\\| by ${who} \\|[ |]+([\\d.]+) \\|$`, "m").exec(page)?.[1]),
        );
        assert.equal(total.toFixed(2), String(byCommand));
        assert.ok(byHand !== undefined && Math.abs(total / byHand - 1) < 0.05, `${total} and ${byHand}`);
    });

    it("comes to the same when the stack is up and exported", async () => {
        const planned = await sandbox.run("cli/cost", ["--stack", "dev"]);
        await sandbox.must("up", "--yes", "--stack", "dev", "--skip-preview");
        const file = `${sandbox.folder}/state.json`;
        await sandbox.must("stack", "export", "--stack", "dev", "--file", file);
        const exported = await sandbox.run("cli/cost", [file]);
        const totals = [planned, exported].map(({ output }) => /^ *([\d.]+) {2}total$/m.exec(output)?.[1]);
        assert.deepEqual([planned.code, exported.code], [0, 0], exported.output);
        assert.ok(totals[0] !== undefined && totals[0] === totals[1], exported.output);
    });
});
