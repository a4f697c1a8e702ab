import * as assert from "node:assert/strict";
import type { SimulatedInstance } from "../../../rehearsal/world/simulated-instance";
import { handWritten } from "./project";
import { answer, assertSucceeded, failedStep, needsInstances, Replay } from "./replay";

describe("replay of the Fix Elastic Beanstalk Deployment document: two instances", function () {
    this.timeout(180_000);
    let replay: Replay;
    let leader: SimulatedInstance;
    let other: SimulatedInstance;

    before(async function () {
        needsInstances(this);
        replay = await Replay.open();
        leader = await replay.world.addInstance();
        other = await replay.world.addInstance();
    });
    after(() => (replay as Replay | undefined)?.close());
    beforeEach(() => replay.emptyDatabase());

    const health = { path: "/health/", codes: ["200"] };

    it("step 1.3: collectstatic on the leader alone", async () => {
        const onLeader = handWritten[".ebextensions/02-python.config"].replace(
            /(collectstatic --noinput)/,
            "$1\n    leader_only: true",
        );
        const bundle = await replay.theirs({ ".ebextensions/02-python.config": onLeader });
        assertSucceeded(await replay.deployTheirs(leader, bundle, { health }));
        assertSucceeded(await replay.deployTheirs(other, bundle, { health, leader: false }));
        assert.match(await answer(leader, "/static/board/site.css"), /^200 body/);
        assert.equal(await answer(other, "/static/board/site.css"), "404");

        const ours = await replay.ours();
        assertSucceeded(await replay.deployOurs(leader, ours));
        assertSucceeded(await replay.deployOurs(other, ours, { leader: false }));
        assert.match(await answer(other, "/static/board/site.css"), /^200 body/);
    });

    it("the problem: instances have different versions after a failed deployment", async () => {
        const first = await replay.theirs();
        assertSucceeded(await replay.deployTheirs(leader, first, { health }));
        assertSucceeded(await replay.deployTheirs(other, first, { health, leader: false }));
        // What the hook needs is on one of them: somebody once made it there by hand.
        await leader.instance.run(["touch", "/opt/made-by-hand"]);
        const hook = { ".platform/hooks/predeploy/01_setup.sh": "#!/bin/bash\nset -e\ncat /opt/made-by-hand\n" };
        const second = await replay.theirs(hook);
        const ends = [
            await replay.deployTheirs(leader, second, { health }),
            await replay.deployTheirs(other, second, { health, leader: false }),
        ];
        assert.deepEqual(
            ends.map(({ serving }) => serving),
            [second.label, first.label],
        );
        assert.deepEqual(ends.map(failedStep), [undefined, "predeploy: .platform/hooks/predeploy/01_setup.sh"]);

        // An immutable deployment, as a stack for prod has it: the version goes to new instances first, and fails there.
        const fresh = await replay.world.addInstance();
        const ours = await replay.deployOurs(fresh, await replay.ours(hook));
        assert.equal(failedStep(ours), "predeploy: .platform/hooks/predeploy/01_setup.sh");
        const [finding] = replay.findings(ours, first.label, "Immutable");
        assert.match(finding?.consequence ?? "", /AWS ends the new instances, and the old ones go on serving/);
    });
});
