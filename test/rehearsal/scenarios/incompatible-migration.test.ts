import * as assert from "node:assert/strict";
import { endsOf, failedUses, needsRehearsal, notesSettings, rehearsed } from "./rehearsed";

describe("the rehearsal of an incompatible migration", function () {
    this.timeout(300_000);
    before(function () {
        needsRehearsal(this);
    });

    it("tells what the old version meets, and which migration it was", async () => {
        const environment = { stage: "dev", deployment: { policy: "Rolling" } };
        const report = await rehearsed("incompatible-migration", notesSettings({}, { environment }));
        const good = { succeeded: true, flipped: true, serves: "its version", failed: undefined };
        assert.deepEqual(endsOf(report), [good, good, good]);
        assert.deepEqual(
            report.deployments.map(({ instance }) => instance),
            ["i-1", "i-2", "i-1"],
        );
        assert.deepEqual([report.passed, failedUses(report), report.findings.length], [true, [], 1]);
        const [{ what, file, lastLines, consequence } = assert.fail()] = report.findings;
        assert.match(what, /^i-2: \w+ fails since the new version has migrated the database$/);
        assert.equal(file, "notes/migrations/9999_rehearsal_renamed.py");
        assert.match(lastLines[0] ?? "", /^log in: POST https:\/\/notes\.example\.com\/accounts\/login\/: .*, 500$/);
        assert.equal(
            lastLines.at(-1),
            'a query of notes.Notebook: django.db.utils.ProgrammingError: relation "notes_notebook" does not exist',
        );
        assert.match(consequence ?? "", /^With the policy Rolling the instances of later batches serve \w+ until/);
        assert.deepEqual(
            report.uses.filter(({ name }) => name.startsWith("migrations of ")).map(({ found }) => found),
            Array(2).fill("No changes detected in app 'notes'"),
        );
    });
});
