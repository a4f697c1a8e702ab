import * as fs from "node:fs";
import { Problem } from "../problem";
import { BundleEntry, byPath, FileEntry } from "./entry";
import { IgnoreRules, Place, Rule } from "./ignore/ignore-rules";
import { LinkTree, linkOutcome } from "./links";

export interface Walk {
    /** Sorted by path. */
    readonly entries: readonly BundleEntry[];
    /** Files and folders that rules leave out; nothing below such a folder is listed. A folder's path ends in a slash. */
    readonly leftOut: readonly LeftOut[];
    readonly problems: readonly Problem[];
    /** What was left out without a rule's saying so. */
    readonly notices: readonly string[];
}

export interface LeftOut {
    readonly path: string;
    readonly rule: Rule;
}

export interface WalkOptions {
    /** Links that leave the tree are followed and what they lead to is packed, instead of being refused. */
    readonly inlineLinks: boolean;
}

/** Lists what the bundle takes from an application directory. Ignored folders are not entered; folders themselves need no entry. */
export function walk(root: string, rules: IgnoreRules, options: WalkOptions = { inlineLinks: false }): Walk {
    const walker = new Walker(root, rules, options);
    walker.folder("", root, () => rules.start());
    return { ...walker.found, entries: walker.found.entries.sort(byPath) };
}

/** A virtual environment goes by any name, but each holds this file. */
const environmentRule: Rule = { pattern: "pyvenv.cfg", source: "a default exclude" };

const environmentAtRoot: Problem = {
    where: "pyvenv.cfg",
    got: "a virtual environment in the application directory itself, its files among the application's",
    allowed: "virtual environments in folders of their own, which are left out",
    remedy: "Make it in a folder (python3 -m venv .venv) and remove bin, include, lib, lib64 and pyvenv.cfg.",
};

class Walker {
    readonly found = {
        entries: [] as BundleEntry[],
        leftOut: [] as LeftOut[],
        problems: [] as Problem[],
        notices: [] as string[],
    };
    private links: LinkTree;

    constructor(
        private readonly root: string,
        private readonly rules: IgnoreRules,
        options: WalkOptions,
    ) {
        this.links = { realRoot: fs.realpathSync(root), inline: options.inlineLinks, followed: [] };
    }

    /**
     * @param relative - with a slash at its end; empty for the root
     * @param absolute - where its content is: elsewhere than the path says when a link was followed
     * @param enter - reads the folder's ignore file
     */
    folder(relative: string, absolute: string, enter: () => Place): void {
        const items = this.attempt(relative, () => fs.readdirSync(absolute, { withFileTypes: true })) ?? [];
        const entered = items.length === 0 ? undefined : this.attempt(relative + this.rules.fileName, enter);
        const isEnvironment = items.some(({ name }) => name === "pyvenv.cfg");
        if (isEnvironment && relative === "") {
            this.found.problems.push(environmentAtRoot);
        }
        const isBelow = isEnvironment && relative !== "";
        const place = entered !== undefined && isBelow ? this.environment(relative, entered) : entered;
        if (place !== undefined) {
            for (const item of items) {
                this.item(relative + item.name, `${absolute}/${item.name}`, item, place);
            }
        }
    }

    private environment(relative: string, place: Place): Place | undefined {
        this.found.leftOut.push({ path: relative, rule: environmentRule });
        return this.rules.mayIncludeBelow(relative) ? { ...place, leftOutBy: environmentRule } : undefined;
    }

    private item(relative: string, absolute: string, item: fs.Dirent, place: Place): void {
        const rule = this.rules.leftOut(place, relative, item.isDirectory());
        if (item.isDirectory()) {
            this.subfolder(`${relative}/`, absolute, place, rule);
        } else if (rule !== undefined) {
            this.found.leftOut.push({ path: relative, rule });
        } else if (!this.hasSafeName(relative)) {
            return;
        } else if (item.isSymbolicLink()) {
            this.link(relative, absolute, place);
        } else if (item.isFile()) {
            this.file(relative, absolute);
        } else {
            this.found.notices.push(`${relative} is a socket, FIFO or device; it is left out.`);
        }
    }

    private subfolder(relative: string, absolute: string, place: Place, rule: Rule | undefined): void {
        if (rule !== undefined && place.leftOutBy === undefined) {
            this.found.leftOut.push({ path: relative, rule });
        }
        if (rule === undefined || this.rules.mayIncludeBelow(relative)) {
            this.folder(relative, absolute, () => this.rules.enter(place, relative, rule));
        }
    }

    private file(relative: string, source: string): void {
        const stat = this.attempt(relative, () => fs.lstatSync(source));
        if (stat !== undefined) {
            const { size, mtimeMs, ctimeMs, ino, mode } = stat;
            const elsewhere = source === `${this.root}/${relative}` ? undefined : source;
            const executable = (mode & 0o100) !== 0;
            this.found.entries.push(
                new FileEntry(this.root, relative, size, mtimeMs, ctimeMs, ino, executable, elsewhere),
            );
        }
    }

    private link(relative: string, source: string, place: Place): void {
        const outcome = this.attempt(relative, () => linkOutcome(this.links, relative, source));
        switch (outcome?.kind) {
            case "keep":
                this.found.entries.push({ kind: "link", path: relative, target: outcome.target });
                break;
            case "file":
                this.file(relative, outcome.real);
                break;
            case "folder":
                this.follow(`${relative}/`, outcome.real, place);
                break;
            case "refuse":
                this.found.problems.push(outcome.problem);
                break;
            case "leave out":
                this.found.notices.push(outcome.notice);
                break;
            case undefined:
                break;
        }
    }

    private follow(relative: string, real: string, place: Place): void {
        const before = this.links;
        this.links = { ...before, followed: [...before.followed, real] };
        this.subfolder(relative, real, place, this.rules.leftOut(place, relative.slice(0, -1), true));
        this.links = before;
    }

    /** A name that a zip, a log line or the instance's shell could not carry. */
    private hasSafeName(relative: string): boolean {
        // eslint-disable-next-line no-control-regex -- control characters are what is looked for
        const wrong = /[\u0000-\u001f\u007f]/.test(relative)
            ? "a control character such as a newline"
            : relative.includes("\\")
              ? "a backslash, which other systems take for a folder"
              : relative.includes("\ufffd")
                ? "bytes that are not UTF-8"
                : undefined;
        if (wrong !== undefined) {
            this.found.problems.push({
                where: JSON.stringify(relative).slice(1, -1),
                got: `a name with ${wrong}`,
                allowed: "names in UTF-8 without control characters and backslashes",
                remedy: "Rename the file, or add it to the ignore file.",
            });
        }
        return wrong === undefined;
    }

    private attempt<T>(relative: string, read: () => T): T | undefined {
        try {
            return read();
        } catch (error) {
            const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
            this.found.problems.push({
                where: relative === "" ? "." : relative,
                got: `an error when reading it (${reason})`,
                allowed: "readable files and folders",
                remedy: "Give yourself the right to read it, or add it to the ignore file.",
            });
            return undefined;
        }
    }
}
