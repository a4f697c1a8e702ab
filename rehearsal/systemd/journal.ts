import type { Shell } from "../model";
import type { Clock } from "./clock";
import type { OutputTarget } from "./service-settings";

/** One line: of systemd itself about a unit, or of the unit's processes. */
export interface JournalEntry {
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly host: string;
    readonly unit: string;
    /** `systemd`, or the name that the unit's processes have in the log. */
    readonly identifier: string;
    readonly text: string;
}

/**
 * What units write and what becomes of them. Files are written by commands inside, one after another for each file, so that they belong to the instance
 * and to root, as systemd makes them.
 */
export class Journal {
    readonly entries: JournalEntry[] = [];
    /** What follows the last line break of a unit's output. */
    readonly #begun = new Map<string, string>();
    readonly #files = new Map<string, { waiting: string; writing: Promise<void> | undefined }>();

    constructor(
        private readonly shell: Shell,
        private readonly clock: Clock,
        private readonly host: string,
        private readonly onEntry: (entry: JournalEntry) => void,
        /** Where the platform's log daemon writes the lines of an identifier. */
        private readonly logFile: (identifier: string) => string | undefined,
    ) {}

    /** A message of systemd's own. */
    event(unit: string, text: string): void {
        this.#add({ ...this.#moment(), unit, identifier: "systemd", text });
    }

    /** Output of a unit's process. */
    write(unit: string, identifier: string, target: OutputTarget, text: string): void {
        if (target.to === "append" || target.to === "file") {
            this.#append(target.path, text);
        } else if (target.to === "journal") {
            const lines = ((this.#begun.get(unit) ?? "") + text).split("\n");
            this.#begun.set(unit, lines.pop() ?? "");
            lines.forEach((line) => {
                this.#line(unit, identifier, line);
            });
        }
    }

    /** The last line of a process that ended without a line break. */
    endLine(unit: string, identifier: string): void {
        const begun = this.#begun.get(unit) ?? "";
        this.#begun.delete(unit);
        if (begun !== "") {
            this.#line(unit, identifier, begun);
        }
    }

    /** Resolves when the files have all that was written. */
    async flushed(): Promise<void> {
        await Promise.all([...this.#files.values()].map(({ writing }) => writing ?? Promise.resolve()));
    }

    #line(unit: string, identifier: string, text: string): void {
        const entry = { ...this.#moment(), unit, identifier, text };
        this.#add(entry);
        const file = this.logFile(identifier);
        if (file !== undefined) {
            this.#append(file, `${syslogLine(entry)}\n`);
        }
    }

    #moment() {
        return { time: this.clock.now(), host: this.host };
    }

    #add(entry: JournalEntry): void {
        this.entries.push(entry);
        this.onEntry(entry);
    }

    #append(path: string, text: string): void {
        const file = this.#files.get(path) ?? { waiting: "", writing: undefined };
        this.#files.set(path, file);
        file.waiting += text;
        // An instance that is gone keeps no files.
        file.writing ??= this.#drain(path, file).catch(() => undefined);
    }

    async #drain(path: string, file: { waiting: string; writing: Promise<void> | undefined }): Promise<void> {
        while (file.waiting !== "") {
            const input = file.waiting;
            file.waiting = "";
            await this.shell.run(["/bin/sh", "-c", 'cat >>"$0"', path], { input });
        }
        file.writing = undefined;
    }
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Such as `Sep  7 07:55:56 ip-172-31-0-10 web: text`, as logs of Elastic Beanstalk's instances in public show it. */
export function syslogLine({ time, host, identifier, text }: JournalEntry): string {
    const date = new Date(time);
    const day = String(date.getUTCDate()).padStart(2);
    return `${months[date.getUTCMonth()] ?? ""} ${day} ${date.toISOString().slice(11, 19)} ${host} ${identifier}: ${text}`;
}
