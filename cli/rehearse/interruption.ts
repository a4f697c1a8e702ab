const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Milliseconds. The terminal's Ctrl-C reaches this process, and where npm's shell is one that makes way for the last command
 * (bash does, dash does not) npm hands it on as well: both are one.
 */
const oneCtrlC = 300;

export interface Interruption {
    /** Its reason is an error that no one else throws. */
    readonly signal: AbortSignal;
    /** Resolves when the user has enough; keeps the process alive until then. */
    interrupted(): Promise<void>;
    /** Signals do again what they did before. */
    end(): void;
}

/**
 * The first signal asks for a clean end; a second one ends the process as if no one listened.
 *
 * @param clock - milliseconds
 * @param leave - ends the process
 */
export function interruption(
    clock: () => number = () => performance.now(),
    leave: (signal: NodeJS.Signals) => void = (signal) => process.kill(process.pid, signal),
): Interruption {
    const controller = new AbortController();
    let first: number | undefined;
    const end = () => {
        signals.forEach((each) => process.off(each, onSignal));
    };
    const onSignal = (signal: NodeJS.Signals) => {
        if (first === undefined) {
            first = clock();
            console.error("\nStopping, and removing what was started. Ctrl-C again leaves at once.");
            controller.abort(new Error(`Stopped by ${signal}.`));
        } else if (clock() - first >= oneCtrlC) {
            end();
            leave(signal);
        }
    };
    signals.forEach((each) => process.on(each, onSignal));
    return { signal: controller.signal, interrupted: () => aborted(controller.signal), end };
}

function aborted(signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
        return Promise.resolve();
    }
    return new Promise((resolve) => {
        // Nothing else of ours may be waiting, and Node would end.
        const alive = setInterval(() => undefined, 60_000);
        signal.addEventListener("abort", () => {
            clearInterval(alive);
            resolve();
        });
    });
}
