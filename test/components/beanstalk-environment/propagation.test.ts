import * as assert from "node:assert/strict";
import { secondsToSpread, waitToSpread, waitVariable } from "../../../components/beanstalk-environment/propagation";
import { sandboxEnvironment } from "../../../sandbox/environment";
import { sandboxLayout } from "../../../sandbox/layout";

async function waiting(seconds: number) {
    const seen: (string | number)[] = [];
    await waitToSpread(seconds, {
        say: (message) => seen.push(message),
        wait: (milliseconds) => {
            seen.push(milliseconds);
            return Promise.resolve();
        },
    });
    return seen;
}

/** cloudposse/terraform-aws-elastic-beanstalk-environment */
describe("#267: an instance profile that does not exist yet", () => {
    it("is given time to spread, and the user is told so", async () => {
        assert.deepEqual(await waiting(secondsToSpread(undefined)), [
            "Waiting 15 s for IAM to spread the new instance profile.",
            15_000,
        ]);
    });

    it("is given another time, or none, where the engine's environment says so", async () => {
        assert.deepEqual(["0", "60", "", "-1", "1e9", "soon"].map(secondsToSpread), [0, 60, 15, 15, 15, 15]);
        assert.deepEqual(await waiting(0), []);
    });

    it("needs none in a sandbox", () => {
        const layout = sandboxLayout("/repository");
        assert.equal(sandboxEnvironment(layout, {}, {})[waitVariable], "0");
        assert.equal(sandboxEnvironment(layout, {}, { [waitVariable]: "3" })[waitVariable], "3");
    });
});
