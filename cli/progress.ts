/** Shows how far a long step is: a bar on a terminal, a line at each quarter otherwise. */
export function progressOf(stream: NodeJS.WriteStream): {
    readonly show: (done: number, total: number) => void;
    /** Clears the bar. */
    readonly end: () => void;
} {
    let quarter = 0;
    let shown = false;
    return {
        show(done, total) {
            if (stream.isTTY) {
                const cells = 30;
                const filled = Math.round((done / Math.max(1, total)) * cells);
                stream.write(`\r[${"#".repeat(filled)}${".".repeat(cells - filled)}] ${done} of ${total}`);
                shown = true;
            } else if (total >= worthLines && Math.floor((done / total) * 4) > quarter) {
                quarter = Math.floor((done / total) * 4);
                stream.write(`packed ${done} of ${total}\n`);
            }
        },
        end() {
            if (shown) {
                stream.write("\r\u001b[K");
            }
        },
    };
}

/** Fewer entries are packed before anyone could read a line. */
const worthLines = 10_000;

/** One line of a terminal that says what happens now; nothing elsewhere. */
export function statusLine(stream: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write">): {
    readonly show: (text: string) => void;
    /** Clears the line. */
    readonly end: () => void;
} {
    let shown = false;
    return {
        show(text) {
            if (stream.isTTY) {
                // A line that wraps could not be cleared.
                const [line = ""] = text.split("\n", 1);
                stream.write(`\r${line.slice(0, Math.max(0, (stream.columns || 80) - 1))}\u001b[K`);
                shown = true;
            }
        },
        end() {
            if (shown) {
                stream.write("\r\u001b[K");
            }
        },
    };
}
