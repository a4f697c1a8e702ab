import * as assert from "node:assert/strict";
import { startTogether } from "../../../rehearsal/services/together";

describe("services that start together", () => {
    const service = (name: string, stopped: string[]) => ({
        name,
        stop: () => {
            stopped.push(name);
            return Promise.resolve();
        },
    });

    it("stop together", async () => {
        const stopped: string[] = [];
        const services = await startTogether({
            one: () => Promise.resolve(service("one", stopped)),
            other: () => Promise.resolve(service("other", stopped)),
        });
        assert.equal(services.one.name, "one");
        await services.stop();
        assert.deepEqual(stopped.sort(), ["one", "other"]);
    });

    it("stop where one of them does not start", async () => {
        const stopped: string[] = [];
        const starts = {
            fails: () => Promise.reject<ReturnType<typeof service>>(new Error("no port")),
            late: async () => {
                await new Promise(setImmediate);
                return service("late", stopped);
            },
        };
        await assert.rejects(startTogether(starts), /no port/);
        assert.deepEqual(stopped, ["late"]);
    });
});
