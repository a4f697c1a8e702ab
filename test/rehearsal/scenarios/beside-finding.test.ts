import * as assert from "node:assert/strict";
import type { DeploymentPolicy } from "../../../rehearsal/diagnosis/consequence";
import { besideFinding } from "../../../rehearsal/scenarios/beside-finding";

const met = { instance: "i-2", old: "v1", migration: "notes/migrations/0002_rename.py", failures: ["first page: 500"] };

describe("an old version beside a new one that has migrated", () => {
    it("is told with the migration and what failed", () => {
        assert.deepEqual(besideFinding(met, "AllAtOnce"), {
            what: "i-2: v1 fails since the new version has migrated the database",
            file: "notes/migrations/0002_rename.py",
            lastLines: ["first page: 500"],
            cause: "notes/migrations/0002_rename.py takes away what the code of v1 reads or writes, and v1 still serves.",
            advice: "Make such a change in two versions: the first adds what is new and works with both states of the database; the second, deployed when the first runs everywhere, takes away what is old.",
            consequence:
                "With the policy AllAtOnce all instances serve v1 from the migration on the leader to the flip, some seconds to minutes: their users meet these failures. If a later step fails, or the old version is deployed again, it fails until the migration is undone by hand.",
        });
    });

    const table: readonly (readonly [DeploymentPolicy, string])[] = [
        ["Rolling", "the instances of later batches serve v1 until their turn comes"],
        ["RollingWithAdditionalBatch", "the instances of later batches serve v1 until their turn comes"],
        ["Immutable", "the old instances serve v1 until the new ones are healthy and take over"],
        ["TrafficSplitting", "the old instances serve v1 until the evaluation of the new ones ends"],
    ];
    for (const [policy, who] of table) {
        it(`${policy}: who meets it, and how long`, () => {
            const [first] = (besideFinding(met, policy).consequence ?? "").split(". ");
            assert.equal(first, `With the policy ${policy} ${who}: their users meet these failures`);
        });
    }
});
