import * as assert from "node:assert/strict";
import { liveSteps } from "../../../cli/rehearse/live-steps";
import type { Progress } from "../../../rehearsal/report/timeline";
import { step } from "../../rehearsal/report/sample";

const start = { phase: "requirements", name: "pip install\nmore" } as const;
const progress: readonly Progress[] = [
    { kind: "begin", instance: "i-1", start },
    { kind: "output", instance: "i-1", start, line: "  Collecting Django" },
    { kind: "output", instance: "i-1", start, line: " " },
    { kind: "end", step: step({ ...start, seconds: 1.26, verdict: "failed" }) },
];

function written(isTTY: boolean, columns = 80): string[] {
    const pieces: string[] = [];
    const live = liveSteps({
        isTTY,
        columns,
        write: (text: string | Uint8Array) => pieces.push(text.toString()) > 0,
    });
    progress.forEach(live.show);
    live.say("Installing (once) …");
    live.end();
    return pieces;
}

describe("a rehearsal while it runs", () => {
    it("is one line of a terminal, gone at the end", () => {
        const row = (text: string) => `\r${text}\u001b[K`;
        const first = start.name.split("\n")[0] ?? "";
        assert.deepEqual(written(true), [
            row(`i-1 requirements: ${first}`),
            row(`i-1 requirements: ${first}: Collecting Django`),
            row(`i-1 requirements: ${first}`),
            "\r\u001b[K",
            "Installing (once) …\n",
            "\r\u001b[K",
        ]);
        assert.equal(written(true, 21)[1], row("i-1 requirements: pi"));
    });

    it("is a line for each step elsewhere", () => {
        assert.deepEqual(written(false), ["i-1 requirements: pip install: FAILED, 1.3 s\n", "Installing (once) …\n"]);
    });
});
