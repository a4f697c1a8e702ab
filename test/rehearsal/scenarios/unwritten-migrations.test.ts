import * as assert from "node:assert/strict";
import type { ReadBundle } from "../../../rehearsal/platform/target";
import { lookForUnwritten } from "../../../rehearsal/scenarios/unwritten-migrations";

const bundle: ReadBundle = {
    file: "/bundle.zip",
    label: "v1",
    changes: new Map(),
    texts: new Map([["notes/migrations/0001_initial.py", "class Migration(migrations.Migration):\n    pass\n"]]),
    sizes: new Map(),
};

/** An instance on which manage.py ends like this. */
function answering(code: number, output: string) {
    const asked: string[][] = [];
    const manage = (args: readonly string[]) => {
        asked.push([...args]);
        return Promise.resolve({ code, output, stdout: output });
    };
    return { name: "i-1", manage, asked };
}

describe("changes of models without a migration", () => {
    it("are looked for in the bundle's own applications", async () => {
        const instance = answering(0, "No changes detected in app 'notes'\n");
        assert.deepEqual(await lookForUnwritten(instance, bundle), {
            use: {
                name: "migrations of v1",
                request: "manage.py makemigrations --check --dry-run",
                verdict: "ok",
                found: "No changes detected in app 'notes'",
            },
            findings: [],
        });
        assert.deepEqual(instance.asked, [["makemigrations", "--check", "--dry-run", "notes"]]);
    });

    it("are not what every error means", async () => {
        const { use, findings } = await lookForUnwritten(answering(2, "No installed app with label 'old'.\n"), bundle);
        assert.deepEqual(
            [use.verdict, use.note, findings],
            ["skipped", "Django could not say it: No installed app with label 'old'.", []],
        );
    });

    it("are a finding", async () => {
        const output =
            "Migrations for 'notes':\n  notes/migrations/0002_note_colour.py\n    + Add field colour to note\n";
        const { use, findings } = await lookForUnwritten(answering(1, output), bundle);
        assert.deepEqual(
            [use.verdict, use.found, use.note],
            ["failed", "exit code 1", "A change of a model has no migration."],
        );
        assert.deepEqual(findings, [
            {
                what: "i-1: manage.py makemigrations --check --dry-run ended with exit code 1",
                file: "notes/migrations/0002_note_colour.py",
                lastLines: [
                    "Migrations for 'notes':",
                    "  notes/migrations/0002_note_colour.py",
                    "    + Add field colour to note",
                ],
                cause: "Models have changed, and no migration brings the change to the database.",
                advice: "Run manage.py makemigrations, look at what it writes, and commit it.",
                consequence:
                    "No step of the deployment fails; the code that reads what the database does not have answers 500.",
            },
        ]);
    });
});
