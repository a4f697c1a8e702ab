import * as assert from "node:assert/strict";
import { interruption } from "../../../cli/rehearse/interruption";

/** The signal reaches our listeners as the system would bring it, and Mocha's none. */
const press = (): void => {
    process.emit("SIGTERM", "SIGTERM");
};

describe("Ctrl-C in a rehearsal", () => {
    const real = console.error;
    before(() => {
        console.error = () => undefined;
    });
    after(() => {
        console.error = real;
    });

    it("asks for an end at first, and leaves at the second time", async () => {
        const left: string[] = [];
        let now = 1000;
        const stop = interruption(
            () => now,
            (signal) => left.push(signal),
        );
        const listeners = process.listenerCount("SIGTERM");
        const interrupted = stop.interrupted();
        press();
        await interrupted;
        await stop.interrupted();
        assert.equal((stop.signal.reason as Error).message, "Stopped by SIGTERM.");
        now += 100;
        press();
        assert.deepEqual(left, [], "npm hands on the same Ctrl-C");
        now += 1000;
        press();
        assert.deepEqual(left, ["SIGTERM"]);
        assert.equal(process.listenerCount("SIGTERM"), listeners - 1, "the signal finds no listener of ours");
    });

    it("listens no longer than it must", () => {
        const before = process.listenerCount("SIGINT");
        const stop = interruption();
        assert.equal(process.listenerCount("SIGINT"), before + 1);
        stop.end();
        assert.equal(process.listenerCount("SIGINT"), before);
        assert.equal(stop.signal.aborted, false);
    });
});
