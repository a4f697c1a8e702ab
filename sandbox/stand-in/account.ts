import * as fs from "node:fs";
import * as path from "node:path";
import { Problem, ProblemError } from "../../components/problem";
import { withLockSync } from "../setup/lock.js";
import { isRecord } from "./values";

/** What the pretended account knows of a resource: never an input that could be secret, only what a refusal is decided on. */
export interface Facts {
    /** Physical name that no other resource of the type may have. */
    readonly name?: string;
    /** The name stays taken although the resource is gone: a secret in its recovery window. */
    readonly scheduledForDeletion?: boolean;
    readonly [fact: string]: string | boolean | undefined;
}

/** Type token → id → facts. */
type Content = Record<string, Record<string, Facts>>;

/**
 * The pretended AWS account of a sandbox. It outlives the engine's state, as a real account does: a version that the stack retained is still there.
 * Every change is read, made and written under a lock, so that two runs at once do not lose each other's.
 */
export class Account {
    constructor(private readonly file: string) {}

    find(type: string, id: string): Facts | undefined {
        return this.read()[type]?.[id];
    }

    all(type: string): [string, Facts][] {
        return Object.entries(this.read()[type] ?? {});
    }

    named(type: string, name: string): Facts | undefined {
        return this.all(type).find(([, facts]) => facts.name === name)?.[1];
    }

    put(type: string, id: string, facts: Facts): void {
        this.change((content) => {
            content[type] = { ...content[type], [id]: facts };
        });
    }

    remove(type: string, ids: readonly string[]): void {
        this.change((content) => {
            content[type] = Object.fromEntries(Object.entries(content[type] ?? {}).filter(([id]) => !ids.includes(id)));
        });
    }

    /** @throws ProblemError when the file is not what this class wrote */
    read(): Content {
        if (!fs.existsSync(this.file)) {
            return {};
        }
        try {
            return contentOf(JSON.parse(fs.readFileSync(this.file, "utf8")));
        } catch (error) {
            const problem: Problem = {
                where: this.file,
                got: String(error),
                remedy: `Delete the folder ${path.dirname(this.file)}: the sandbox starts afresh.`,
            };
            throw new ProblemError("The pretended account", [problem]);
        }
    }

    private change(make: (content: Content) => void): void {
        const say = (line: string) => process.stderr.write(`${line}\n`);
        withLockSync(`${this.file}.lock`, { say, what: "changes the pretended account" }, () => {
            const content = this.read();
            make(content);
            const temporary = `${this.file}.${process.pid}.tmp`;
            fs.writeFileSync(temporary, JSON.stringify(content));
            fs.renameSync(temporary, this.file);
        });
    }
}

/** Well-formed JSON of another shape would be taken for an empty account, or lose what is put into it. */
function contentOf(value: unknown): Content {
    const fits =
        isRecord(value) && Object.values(value).every((ids) => isRecord(ids) && Object.values(ids).every(isRecord));
    if (!fits) {
        throw new Error("not an object of types, ids and facts");
    }
    return value as Content;
}
