import * as assert from "node:assert/strict";
import { handWritten, project } from "./project";
import { answer, assertSucceeded, failedStep, needsInstances, outputOf, Replay } from "./replay";

describe("replay of the Minimal Package document", function () {
    this.timeout(180_000);
    let replay: Replay;

    before(async function () {
        needsInstances(this);
        replay = await Replay.open();
    });
    after(() => (replay as Replay | undefined)?.close());
    beforeEach(() => replay.emptyDatabase());

    const requirements = project()["requirements.txt"];
    const cannotOpen = /can't open file '\/var\/app\/staging\/manage\.py'/;

    it("how it works 2: code is pulled at the deployment, and its source is down", async () => {
        const instance = await replay.instance();
        const fetch = '#!/bin/bash\ncurl -fsSL http://127.0.0.1:9/board.tar.gz | tar xz || echo "nothing new"\n';
        const files = {
            ...handWritten,
            "requirements.txt": requirements,
            ".platform/hooks/prebuild/01_fetch.sh": fetch,
        };
        const pulled = await replay.zipped(files, "minimal");
        const theirs = await replay.deployTheirs(instance, pulled);
        assert.match(outputOf(theirs, ".platform/hooks/prebuild/01_fetch.sh"), /nothing new\n$/);
        assert.equal(failedStep(theirs), "container commands: 01_migrate");
        assert.match(outputOf(theirs, "01_migrate"), cannotOpen);

        assertSucceeded(await replay.deployOurs(instance, await replay.ours()));
        assert.equal(await answer(instance, "/"), "200 no rows");
    });

    it("troubleshooting: the package's structure is invalid", async () => {
        const instance = await replay.instance();
        const below = Object.fromEntries(Object.entries(project()).map(([file, text]) => [`pyfactor/${file}`, text]));
        const files = { ...handWritten, ...below, "requirements.txt": requirements };
        const theirs = await replay.deployTheirs(instance, await replay.zipped(files, "nested"));
        assert.equal(failedStep(theirs), "container commands: 01_migrate");
        assert.match(outputOf(theirs, "01_migrate"), cannotOpen);

        const nested = Object.fromEntries(Object.keys(project()).map((file) => [file, undefined]));
        await assert.rejects(replay.ours({ ...nested, ...files }), /which has no manage\.py/);
    });
});
