import * as assert from "node:assert/strict";
import * as cache from "../../../components/cache/plan-cache";
import * as database from "../../../components/database/plan-server";
import { testSettings } from "../../support/settings";

/** What both services answer with, which the state then has. */
const asAwsAnswers = "tue:23:00-wed:00:30";

describe("windows of a week", () => {
    for (const written of ["Tue:23:00-Wed:00:30", "tue:23:00-wed:00:30", "TUE:23:00-wEd:00:30"]) {
        it(`are taken for database and cache alike: ${written}`, () => {
            const settings = testSettings({
                database: { kind: "postgres", maintenanceWindow: written },
                cache: { kind: "valkey", maintenanceWindow: written },
            });
            assert.ok(settings.database.kind === "postgres" && settings.cache.kind === "valkey");
            assert.deepEqual(
                [
                    database.planServer(settings.database).maintenanceWindow,
                    cache.planServer(settings.cache).maintenanceWindow,
                ],
                [asAwsAnswers, asAwsAnswers],
            );
        });
    }
});
