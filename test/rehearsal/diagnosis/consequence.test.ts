import * as assert from "node:assert/strict";
import { consequence, type DeploymentPolicy } from "../../../rehearsal/diagnosis/consequence";
import type { DeploymentEnd } from "../../../rehearsal/model";

const end = (more: Partial<DeploymentEnd> = {}): DeploymentEnd => ({
    instance: "i-1",
    kind: "application",
    version: "v2",
    succeeded: false,
    flipped: false,
    serving: "v1",
    steps: [],
    ...more,
});
const died = end({ flipped: true, serving: undefined });
const said = (of: DeploymentEnd, policy: DeploymentPolicy, instances = 2, previous: string | undefined = "v1") =>
    consequence(of, { policy, instances, previous });

const before = "It failed before /var/app/current was exchanged: on i-1 v1 serves (assumed).";
const after = "It failed after /var/app/current had become v2: on i-1 nothing serves (assumed).";
const rolling =
    "the batch with the instance is out of service, batches before it serve the new version, and those after it v1: two versions side by side, with less capacity, until the next deployment. AWS rolls nothing back.";
const additional = `With the policy RollingWithAdditionalBatch the first batch are additional instances: those of the environment go on serving v1, all of them. In a later one, ${rolling}`;
const immutable =
    "With the policy Immutable AWS ends the new instances, and the old ones go on serving v1: users notice nothing, or errors of a few requests.";
const splitting =
    "With the policy TrafficSplitting AWS sends all requests to the old instances again, which serve v1, and ends the new ones: the share of requests that went to them met the failure.";
const until = "until the next deployment. AWS rolls nothing back.";
const up = `users go on with v1, and the environment is degraded ${until}`;
const down = `the site is down ${until}`;
const other = "With the policy AllAtOnce the other instance is deployed to at the same time, and fails in the same way";
const only = "this is the only instance";

describe("what AWS leaves of a failed deployment", () => {
    const table: readonly (readonly [DeploymentPolicy, string, string])[] = [
        ["AllAtOnce", `${other}: ${up}`, `${other}: ${down}`],
        ["Rolling", `With the policy Rolling ${rolling}`, `With the policy Rolling ${rolling}`],
        ["RollingWithAdditionalBatch", additional, additional],
        ["Immutable", immutable, immutable],
        ["TrafficSplitting", splitting, splitting],
    ];
    for (const [policy, left, broken] of table) {
        it(`${policy}: before and after the flip`, () => {
            assert.equal(said(end(), policy), `${before} ${left}`);
            assert.equal(said(died, policy), `${after} ${broken}`);
        });
    }

    it("is an outage for one instance, in batches too", () => {
        assert.equal(said(died, "AllAtOnce", 1), `${after} With the policy AllAtOnce ${only}: ${down}`);
        assert.equal(said(died, "Rolling", 1), `${after} With the policy Rolling ${only}: ${down}`);
    });

    it("counts the other instances", () => {
        assert.equal(
            said(died, "AllAtOnce", 4),
            `${after} With the policy AllAtOnce the other 3 instances are deployed to at the same time, and fail in the same way: ${down}`,
        );
    });

    it("tells that the new version serves although its deployment failed", () => {
        assert.equal(
            said(end({ flipped: true, serving: "v2" }), "AllAtOnce", 1),
            `It failed after /var/app/current had become v2: on i-1 v2 serves (assumed). With the policy AllAtOnce ${only}: users get v2 although its deployment has failed, and the environment is degraded ${until}`,
        );
    });

    it("is nothing to fall back to at the first deployment", () => {
        assert.equal(
            consequence(end({ serving: undefined }), { policy: "Immutable", instances: 2, previous: undefined }),
            "It failed before /var/app/current was exchanged: on i-1 nothing serves (assumed). There was no earlier version: nothing else serves until a deployment succeeds.",
        );
    });

    it("tells a change of configuration", () => {
        assert.equal(
            said(end({ kind: "configuration", flipped: true, serving: undefined }), "Immutable"),
            `It failed after the new configuration had been taken: on i-1 nothing serves (assumed). ${immutable}`,
        );
    });

    it("is nothing after a deployment that succeeded", () => {
        assert.equal(said(end({ succeeded: true, flipped: true, serving: "v2" }), "Rolling"), undefined);
    });
});
