import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import { scratchFolder } from "../../../rehearsal/world/scratch-folder";
import { temporaryFolder } from "../../support/temporary-folder";

const disk = fs.realpathSync(os.tmpdir());

describe("the folder of rehearsals", () => {
    const memory = temporaryFolder();

    it("is where TMPDIR says", () => {
        assert.equal(scratchFolder({ TMPDIR: disk }, memory.path), disk);
    });

    it("is in memory where there is room, and nothing is left of the attempt", () => {
        // Room depends on the machine; either answer has to leave the folder as it was.
        assert.ok([disk, memory.path].includes(scratchFolder({}, memory.path)));
        assert.deepEqual(fs.readdirSync(memory.path), []);
    });

    it("is on the disk where there is no such memory", () => {
        assert.equal(scratchFolder({}, `${memory.path}/none`), disk);
    });
});
