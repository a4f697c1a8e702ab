import * as assert from "node:assert/strict";
import { Progress, Timeline } from "../../../rehearsal/report/timeline";

/** Seconds that pass with each look at it. */
function clockOf(...seconds: readonly number[]): () => number {
    const times = [...seconds];
    return () => times.shift() ?? assert.fail("asked too often");
}

const start = { phase: "prebuild", name: ".platform/hooks/prebuild/10-a.sh" } as const;
const ok = { verdict: "ok", exitCode: 0 } as const;

describe("the timeline of a rehearsal", () => {
    it("takes steps down, for each deployment and for all", async () => {
        const timeline = new Timeline({ clock: clockOf(10, 12.5, 20, 21) });
        const first = timeline.recorder("i-1");
        const second = timeline.recorder("i-2");
        const given = { ...start, file: "a.sh", line: 3, log: "/var/log/eb-hooks.log" };
        const one = await first.step(given, () => Promise.resolve({ ...ok, output: "done\n", note: "quick" }));
        const two = await second.step(start, () => Promise.resolve({ verdict: "failed" }));
        assert.deepEqual(one, {
            instance: "i-1",
            ...given,
            verdict: "ok",
            exitCode: 0,
            seconds: 2.5,
            output: "done\n",
            note: "quick",
        });
        assert.deepEqual([two.instance, two.seconds, two.output], ["i-2", 1, ""]);
        assert.deepEqual([first.steps, second.steps, timeline.steps], [[one], [two], [one, two]]);
    });

    it("tells what happens: whole lines of what comes in pieces", async () => {
        const seen: Progress[] = [];
        const timeline = new Timeline({ onProgress: (progress) => seen.push(progress), secrets: ["tiger5"] });
        const step = await timeline.recorder("i-1").step(start, (onOutput) => {
            ["one\ntw", "o ti", "ger5\nthr", "ee"].forEach((piece) => onOutput?.(piece));
            return Promise.resolve(ok);
        });
        assert.deepEqual(seen, [
            { kind: "begin", instance: "i-1", start },
            ...["one", "two [secret]", "three"].map((line) => ({ kind: "output", instance: "i-1", start, line })),
            { kind: "end", step },
        ]);
    });

    it("hides secrets in names, notes and outputs, and those that are told later", async () => {
        const timeline = new Timeline({ secrets: ["tiger5"] });
        const recorder = timeline.recorder("i-1");
        const named = { ...start, name: "login tiger5" };
        const before = await recorder.step(named, () =>
            Promise.resolve({ ...ok, output: "tiger5 lion77", note: "tiger5" }),
        );
        timeline.hide(["lion77"]);
        const after = await recorder.step(start, () => Promise.resolve({ ...ok, output: "tiger5 lion77" }));
        assert.deepEqual([before.name, before.note, before.output], ["login [secret]", "[secret]", "[secret] lion77"]);
        assert.equal(after.output, "[secret] [secret]");
        assert.equal(timeline.clean("lion77 roars"), "[secret] roars");
    });

    it("keeps the last lines, and says how many it left out", async () => {
        const recorder = new Timeline({ keptLines: 2, secrets: ["KEY-1\nab"] }).recorder("i-1");
        const kept = async (output: string) =>
            (await recorder.step(start, () => Promise.resolve({ ...ok, output }))).output;
        assert.equal(await kept("a\nb\n"), "a\nb\n");
        assert.equal(await kept("a\nb\nc"), "(1 earlier line is left out)\nb\nc");
        assert.equal(await kept("a\nb\nc\nd\n"), "(2 earlier lines are left out)\nc\nd\n");
        assert.equal(await kept("a\nKEY-1\nab\nd\n"), "(1 earlier line is left out)\n[secret]\nd\n");
    });

    it("shows a line as a terminal leaves it", async () => {
        const recorder = new Timeline().recorder("i-1");
        const output = "\u001b[31mred\u001b[0m\r\n 10 %\r 99 %\r100 %\r\nend\r";
        const step = await recorder.step(start, () => Promise.resolve({ ...ok, output }));
        assert.equal(step.output, "red\n100 %\nend");
    });

    it("hands on a fault, and takes nothing down then", async () => {
        const timeline = new Timeline();
        const fault = new Error("the instance is gone");
        await assert.rejects(
            timeline.recorder("i-1").step(start, () => Promise.reject(fault)),
            fault,
        );
        assert.deepEqual(timeline.steps, []);
    });
});
