import * as assert from "node:assert/strict";
import { offeredPinHook } from "../../../components/beanstalk-environment/platform-hooks";
import type { OfferedStacks } from "../../../components/lookups";
import { ProblemError } from "../../../components/problem";
import { record } from "../../support/record";
import { testSettings } from "../../support/settings";

const args = { urn: "", id: "", name: "", type: "" };
const pinned = "64bit Amazon Linux 2023 v4.13.7 running Python 3.13";
const later = "64bit Amazon Linux 2023 v4.14.0 running Python 3.13";

/** Runs the hook as the engine does. @returns the questions that were put */
async function run(answers: OfferedStacks): Promise<string[]> {
    const asked: string[] = [];
    const stacks: OfferedStacks = {
        current: (branch) => {
            asked.push(`current ${branch}`);
            return answers.current(branch);
        },
        has: (name) => {
            asked.push(`has ${name}`);
            return answers.has(name);
        },
    };
    await record({ preview: true }, () => offeredPinHook("e", testSettings(), stacks, undefined).callback(args));
    return asked;
}

const answering = (current: string | undefined, has: boolean): OfferedStacks => ({
    current: () => Promise.resolve(current),
    has: () => Promise.resolve(has),
});

describe("the hook before an environment is created", () => {
    it("asks once when the pinned release is current", async () => {
        assert.deepEqual(await run(answering(pinned, false)), ["current Python 3.13"]);
    });

    it("asks for the pinned one when another is current, and refuses it when AWS has it no more", async () => {
        assert.deepEqual(await run(answering(later, true)), ["current Python 3.13", `has ${pinned}`]);
        await assert.rejects(run(answering(later, false)), (error) => {
            assert.ok(error instanceof ProblemError);
            assert.equal(error.subject, "Pulumi.dev.yaml");
            assert.equal(error.problems[0]?.where, "app.platform.release");
            return true;
        });
        await assert.rejects(run(answering(undefined, true)), /of which AWS offers this account no release/);
    });

    it("lets the creation go on when AWS does not answer", async () => {
        const silent = { ...answering(later, true), current: () => Promise.reject(new Error("AccessDenied")) };
        assert.deepEqual(await run(silent), ["current Python 3.13"]);
    });
});
