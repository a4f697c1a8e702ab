import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

const allowing = (...names: readonly string[]) =>
    testSettings({
        app: { ...minimalRaw.app, checks: { allow: Object.fromEntries(names.map((name) => [name, "a reason"])) } },
    });

describe("app.checks.allow", () => {
    it("takes the names of rules", () => {
        assert.deepEqual(Object.keys(allowing("pkg-repo", "epel").app.checks.allow), ["pkg-repo", "epel"]);
    });

    it("refuses what is no rule, with the nearest name", () => {
        const found = { got: "no rule of that name", allowed: "the names of rules, see docs/checks.md" };
        assert.throws(
            () => allowing("pip-instal", "something-else-altogether"),
            (error) => {
                assert.ok(error instanceof ProblemError);
                assert.deepEqual(error.problems, [
                    {
                        where: "app.checks.allow.pip-instal",
                        ...found,
                        remedy: "Write pip-install instead of pip-instal.",
                    },
                    { where: "app.checks.allow.something-else-altogether", ...found, remedy: "Remove it." },
                ]);
                return true;
            },
        );
    });
});
