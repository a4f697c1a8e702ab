import * as assert from "node:assert/strict";
import { databaseUse } from "../../../rehearsal/usage/database-use";
import { testSettings } from "../../support/settings";

describe("databaseUse", () => {
    const settings = testSettings();
    const what = { name: "data in the stack's database", request: "count its tables" };

    it("is content with any table", async () => {
        const use = await databaseUse(settings, () => Promise.resolve(12));
        assert.deepEqual(use, { ...what, verdict: "ok", found: "12 tables" });
    });

    it("tells of an application that keeps its data elsewhere", async () => {
        const use = await databaseUse(settings, () => Promise.resolve(0));
        assert.deepEqual(use, {
            ...what,
            verdict: "failed",
            found: "no tables",
            note: "The migrations went elsewhere, and a file of SQLite is lost with each deployment: let DATABASES read DATABASE_URL (dj_database_url.config()), or set database: {kind: none} in the stack file.",
        });
    });

    it("is left out without a database, or without migrations", async () => {
        const without = await databaseUse(settings, undefined);
        const { app } = testSettings({ app: { ...settings.app, deploy: { migrate: false } } });
        assert.deepEqual([without.verdict, without.note], ["skipped", "The stack has no database."]);
        const manual = await databaseUse({ app }, () => Promise.resolve(0));
        assert.deepEqual([manual.verdict, manual.note], ["skipped", "The deployment does not migrate."]);
    });
});
