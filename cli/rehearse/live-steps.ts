import { firstLine } from "../../components/words";
import type { Progress } from "../../rehearsal/report/timeline";
import { statusLine } from "../progress";

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">;

const words = { ok: "ok", failed: "FAILED", skipped: "skipped", assumed: "assumed" } as const;

/** Shows what a rehearsal does: what runs now, with its newest line, on a terminal; a line for each step that ended otherwise. */
export function liveSteps(stream: Stream): {
    readonly show: (progress: Progress) => void;
    /** A line that stays. */
    readonly say: (text: string) => void;
    /** Clears the line. */
    readonly end: () => void;
} {
    const line = statusLine(stream);
    const show = (progress: Progress) => {
        if (progress.kind !== "end") {
            const { phase, name } = progress.start;
            const newest = progress.kind === "output" && progress.line.trim() !== "" ? `: ${progress.line.trim()}` : "";
            line.show(`${progress.instance} ${phase}: ${firstLine(name)}${newest}`);
        } else if (!stream.isTTY) {
            const { instance, phase, name, verdict, seconds } = progress.step;
            stream.write(`${instance} ${phase}: ${firstLine(name)}: ${words[verdict]}, ${seconds.toFixed(1)} s\n`);
        }
    };
    const say = (text: string) => {
        line.end();
        stream.write(`${text}\n`);
    };
    return { show, say, end: line.end };
}
