import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { playOf } from "../../../rehearsal/scenarios/play";
import { minimalRaw, testSettings } from "../../support/settings";

describe("playOf", () => {
    const docker = testSettings({ app: { ...minimalRaw.app, platform: { kind: "docker" } } });

    it("refuses on the Docker platform what only the Python platform has", () => {
        assert.throws(
            () => playOf("killed", docker),
            (error) =>
                error instanceof ProblemError &&
                error.problems[0]?.where === "--scenario" &&
                error.problems[0].got === "killed",
        );
    });

    it("has the others there too", () => {
        assert.equal(typeof playOf("failing-migration", docker), "function");
        assert.equal(typeof playOf("killed", testSettings()), "function");
    });
});
