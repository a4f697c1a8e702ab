import * as assert from "node:assert/strict";
import { endingBranch, openBranches, pythonBranches, retiredPython } from "../../components/platform-branches";

describe("the platform's branches", () => {
    it("are those that AWS supported in August 2026", () => {
        assert.deepEqual(pythonBranches, ["3.11", "3.12", "3.13", "3.14"]);
        assert.deepEqual(
            [...openBranches.keys()],
            ["Python 3.11", "Python 3.12", "Python 3.13", "Python 3.14", "Docker"],
        );
        assert.ok([...openBranches.values()].every(({ state }) => state === "supported"));
    });

    it("that are retired say since when, and what to choose", () => {
        assert.equal(
            retiredPython("3.9"),
            "AWS retired Python 3.9 on Amazon Linux 2023 on 2026-07-31. Choose a branch that is supported; 3.14 lasts longest.",
        );
        assert.match(retiredPython("3.8") ?? "", /^AWS retired Python 3\.8 on Amazon Linux 2 on 2026-08-06\. /);
        for (const version of ["3.13", "3.10", "3.99", "constructor"]) {
            assert.equal(retiredPython(version), undefined, version);
        }
    });

    it("whose end is published are warned of, on any day", () => {
        assert.equal(
            endingBranch("Python 3.11", { state: "ending", date: "2027-10-31" }),
            "AWS retires Python 3.11 on 2027-10-31: no updates and no new environments after that. Move to a newer branch before, by blue/green.",
        );
        assert.deepEqual([...openBranches.keys()].map((branch) => endingBranch(branch)).filter(Boolean), []);
    });
});
