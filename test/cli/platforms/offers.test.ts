import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { currentOf, platformsOf } from "../../../cli/platforms/offers";
import { offers } from "./offers";

const pin = { branch: "Python 3.13", release: "4.9.1" };

describe("what an account is offered", () => {
    it("is Python and Docker on Amazon Linux 2023, newest first by number, with the state of the branch", () => {
        const rows = platformsOf(offers, pin).map(
            ({ branch, release, state, current, pinned }) =>
                `${branch} ${release} ${state}${current ? " current" : ""}${pinned ? " pinned" : ""}`,
        );
        assert.deepEqual(rows, [
            "Python 3.14 4.13.7 unknown current",
            "Python 3.13 4.13.10 supported current",
            "Python 3.13 4.9.1 supported pinned",
            "Python 3.9 4.13.7 deprecated current",
            "Docker 4.13.7 supported current",
        ]);
        assert.equal(currentOf(platformsOf(offers, pin), "Python 3.13"), "4.13.10");
        assert.equal(currentOf(platformsOf(offers, pin), "Python 3.12"), undefined);
    });

    it("does not depend on the order of the answer", () => {
        const all = fc.shuffledSubarray([...offers.solutionStacks], { minLength: offers.solutionStacks.length });
        fc.assert(
            fc.property(all, (solutionStacks) => {
                assert.deepEqual(platformsOf({ ...offers, solutionStacks }, pin), platformsOf(offers, pin));
            }),
        );
    });
});
