import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { parseMaintenance } from "../../../sandbox/stand-in/maintenance";

describe("the maintenance windows of the pretended account", () => {
    it("pass when the environment says so, and not otherwise", () => {
        assert.deepEqual([undefined, "", "passed"].map(parseMaintenance), [false, false, true]);
    });

    it("pass by no other word", () => {
        assert.throws(
            () => parseMaintenance("1"),
            (error) =>
                error instanceof ProblemError &&
                error.message.includes("got      1") &&
                error.message.includes("Write DJANGO_BEANSTALK_MAINTENANCE=passed, or nothing."),
        );
    });
});
