import { stripVTControlCharacters } from "node:util";
import type { Recorder, Step, StepEnd, StepStart } from "../model";
import { secretBlanker } from "../secrets";

/** What is told of a rehearsal while it runs. */
export type Progress =
    | { readonly kind: "begin"; readonly instance: string; readonly start: StepStart }
    | { readonly kind: "output"; readonly instance: string; readonly start: StepStart; readonly line: string }
    | { readonly kind: "end"; readonly step: Step };

export interface TimelineOptions {
    /** Values that no output may show. */
    readonly secrets?: Iterable<string>;
    readonly onProgress?: (progress: Progress) => void;
    /** Seconds since any moment; must not go back. */
    readonly clock?: () => number;
    /** How many of the last lines of a step are kept. */
    readonly keptLines?: number;
}

/** Takes down the steps of one deployment to one instance. */
export interface TimelineRecorder extends Recorder {
    /** In the order in which they ended. */
    readonly steps: readonly Step[];
}

/** The steps of a whole rehearsal, of all its instances. */
export class Timeline {
    readonly #secrets: Set<string>;
    readonly #onProgress: (progress: Progress) => void;
    readonly #clock: () => number;
    readonly #keptLines: number;
    readonly #steps: Step[] = [];
    #blank: (text: string) => string;

    constructor({ secrets = [], onProgress, clock, keptLines = 2000 }: TimelineOptions = {}) {
        this.#secrets = new Set(secrets);
        this.#blank = secretBlanker(this.#secrets);
        this.#onProgress = onProgress ?? (() => undefined);
        this.#clock = clock ?? (() => performance.now() / 1000);
        this.#keptLines = keptLines;
    }

    /** In the order in which they ended. */
    get steps(): readonly Step[] {
        return this.#steps;
    }

    /** Values that came to be later, such as a secret that changed. What was taken down before stays as it is. */
    hide(secrets: Iterable<string>): void {
        for (const secret of secrets) {
            this.#secrets.add(secret);
        }
        this.#blank = secretBlanker(this.#secrets);
    }

    /** The same without secrets, for what is found outside of steps. */
    clean(text: string): string {
        return this.#blank(text);
    }

    /** One for each deployment: its `steps` are that deployment's alone. */
    recorder(instance: string): TimelineRecorder {
        const steps: Step[] = [];
        return {
            steps,
            step: async (start, work) => {
                const step = await this.#take(instance, start, work);
                steps.push(step);
                return step;
            },
        };
    }

    async #take(instance: string, given: StepStart, work: Parameters<Recorder["step"]>[1]): Promise<Step> {
        // A command can be a step's name, and can hold a secret.
        const start = { ...given, name: this.#blank(given.name) };
        this.#onProgress({ kind: "begin", instance, start });
        const began = this.#clock();
        const output = new Lines((line) => {
            this.#onProgress({ kind: "output", instance, start, line: this.#blank(line) });
        });
        const end = await work((text) => {
            output.add(text);
        });
        output.end();
        const step = this.#stepOf(instance, start, end, this.#clock() - began);
        this.#steps.push(step);
        this.#onProgress({ kind: "end", step });
        return step;
    }

    #stepOf(instance: string, start: StepStart, end: StepEnd, seconds: number): Step {
        const { phase, name, file, line, log } = start;
        const { verdict, exitCode, note } = end;
        return {
            instance,
            phase,
            name,
            file,
            line,
            verdict,
            exitCode,
            seconds,
            // Blanked before it is cut: a secret of several lines is whole then.
            output: lastLines(shown(this.#blank(end.output ?? "")), this.#keptLines),
            log,
            note: note === undefined ? undefined : this.#blank(note),
        };
    }
}

/** Whole lines of a text that comes in pieces. */
class Lines {
    #rest = "";

    constructor(private readonly onLine: (line: string) => void) {}

    add(text: string): void {
        const lines = (this.#rest + text).split("\n");
        this.#rest = lines.pop() ?? "";
        lines.map(shown).forEach(this.onLine);
    }

    end(): void {
        if (this.#rest !== "") {
            this.onLine(shown(this.#rest));
        }
        this.#rest = "";
    }
}

/** As a terminal leaves it: without colours, and of a line that was written over (a progress bar) the last state. */
const shown = (text: string): string =>
    stripVTControlCharacters(text)
        .replaceAll(/\r+(?=\n|$)/g, "")
        .replaceAll(/^.*\r/gm, "");

function lastLines(text: string, count: number): string {
    const whole = text.endsWith("\n");
    const lines = (whole ? text.slice(0, -1) : text).split("\n");
    if (lines.length <= count) {
        return text;
    }
    const left = lines.length - count;
    const first = left === 1 ? "(1 earlier line is left out)" : `(${left} earlier lines are left out)`;
    return [first, ...lines.slice(-count)].join("\n") + (whole ? "\n" : "");
}
