import * as fs from "node:fs";
import * as path from "node:path";
import { defaultExcludes } from "./default-excludes";
import { parseIgnoreFile, parsePatterns, Pattern } from "./ignore-file";
import { bytesOf, literalLength, wildmatch } from "./wildmatch";

/** Which rule leaves a path out. */
export interface Rule {
    readonly pattern: string;
    /** `.gitignore`, `docs/.gitignore`, `../.gitignore`, `app.package.exclude`, or `a default exclude`. */
    readonly source: string;
    /** Line in that file. */
    readonly line?: number;
}

/** Where the walk is: which ignore files hold here, and whether this folder is ignored and was entered only for `app.package.include`. */
export interface Place {
    readonly layers: readonly Layer[];
    readonly leftOutBy: Rule | undefined;
}

/** One ignore file. Its patterns are relative to the folder it lies in. */
interface Layer {
    readonly source: string;
    /** Way from that folder down to the application: empty unless the folder lies above it. */
    readonly above: string;
    /** Way from the application down to that folder: empty unless it lies inside. */
    readonly below: string;
    readonly patterns: readonly Pattern[];
}

export interface IgnoreSettings {
    readonly exclude: readonly string[];
    readonly include: readonly string[];
}

/**
 * Decides what of one application is left out: by `.ebignore` files where the root has one, else by `.gitignore` files with Git's own meaning, those above
 * the application up to the top of its repository included; then by the default excludes and `app.package.exclude`, which no ignore file can undo. What
 * `app.package.include` matches is taken all the same.
 *
 * Files that belong to one machine (`.git/info/exclude`, `core.excludesFile`) do not count: the same tree makes the same bundle everywhere.
 */
export class IgnoreRules {
    /** Name of the ignore files that hold for this application. */
    readonly fileName: string;
    private readonly always: readonly Layer[];
    private readonly include: readonly Pattern[];

    constructor(
        private readonly root: string,
        { exclude, include }: IgnoreSettings,
    ) {
        this.fileName = fs.existsSync(path.join(root, ".ebignore")) ? ".ebignore" : ".gitignore";
        this.always = [
            layer("a default exclude", parsePatterns(defaultExcludes)),
            layer("app.package.exclude", parsePatterns(exclude)),
        ];
        this.include = parsePatterns(include);
    }

    /** The application's own folder. */
    start(): Place {
        const above = this.fileName === ".gitignore" ? layersAbove(this.root) : [];
        return this.enter({ layers: above, leftOutBy: undefined }, "");
    }

    /** @param folder - way from the root, with a slash at its end; `leftOutBy` when it is entered only for what is included below */
    enter(from: Place, folder: string, leftOutBy?: Rule): Place {
        const source = folder + this.fileName;
        const text = leftOutBy === undefined ? readIfThere(path.join(this.root, source)) : undefined;
        const own = text === undefined ? [] : [layer(source, parseIgnoreFile(text), { below: folder })];
        return { layers: [...from.layers, ...own], leftOutBy };
    }

    /** @returns the rule that leaves the path out, or undefined when the bundle takes it */
    leftOut(place: Place, relative: string, directory: boolean): Rule | undefined {
        const target = new Target(relative, directory);
        return lastMatch(this.include, target, target.path)?.negated === false
            ? undefined
            : (place.leftOutBy ?? strictest(this.always, target) ?? deepest(place.layers, target));
    }

    /** @returns the rule that leaves a file out, be it by a folder on its way; undefined when the bundle takes it */
    explain(file: string): Rule | undefined {
        const parts = file.split("/");
        let place = this.start();
        for (let i = 1; i < parts.length; i += 1) {
            const folder = parts.slice(0, i).join("/");
            const rule = this.leftOut(place, folder, true);
            if (rule !== undefined && !this.mayIncludeBelow(folder)) {
                return rule;
            }
            place = this.enter(place, `${folder}/`, rule);
        }
        return this.leftOut(place, file, false);
    }

    /** Something below this left out folder may be included. Patterns without a slash do not open folders. */
    mayIncludeBelow(folder: string): boolean {
        return this.include.some(({ anchored, negated, body }) => anchored && !negated && leadsBelow(body, folder));
    }
}

/** A path in the forms that patterns ask for. */
class Target {
    readonly path: string;
    readonly name: string;

    constructor(
        relative: string,
        readonly directory: boolean,
    ) {
        this.path = bytesOf(relative);
        this.name = this.path.slice(this.path.lastIndexOf("/") + 1);
    }
}

const layer = (source: string, patterns: readonly Pattern[], { above = "", below = "" } = {}): Layer => ({
    source,
    above: bytesOf(above),
    below: bytesOf(below),
    patterns,
});

/** Ignore files of the folders above, the top of the Git repository first. None when the application is in no repository. */
function layersAbove(root: string): Layer[] {
    const found: Layer[] = [];
    const application = fs.realpathSync(root);
    let inside = application;
    for (let up = 1; !fs.existsSync(path.join(inside, ".git")); up++) {
        const folder = path.dirname(inside);
        if (folder === inside) {
            return [];
        }
        const source = `${"../".repeat(up)}.gitignore`;
        const above = `${path.relative(folder, application).split(path.sep).join("/")}/`;
        const text = readIfThere(path.join(folder, ".gitignore"));
        found.unshift(...(text === undefined ? [] : [layer(source, parseIgnoreFile(text), { above })]));
        inside = folder;
    }
    return found;
}

/** Git does not follow a link in the place of a `.gitignore`; an `.ebignore` is not Git's, and is often a link to one. */
function readIfThere(file: string): string | undefined {
    const look = file.endsWith(".ebignore") ? fs.statSync : fs.lstatSync;
    return look(file, { throwIfNoEntry: false })?.isFile() === true ? fs.readFileSync(file, "utf8") : undefined;
}

/** As in Git, the last line that matches decides. */
const lastMatch = (patterns: readonly Pattern[], { directory, name }: Target, path: string): Pattern | undefined =>
    patterns.findLast((pattern) => (directory || !pattern.directoryOnly) && pattern.matches(path, name));

/** As in Git, the deepest file that says something about a path decides. */
function deepest(layers: readonly Layer[], target: Target): Rule | undefined {
    for (let i = layers.length - 1; i >= 0; i -= 1) {
        const from = layers[i];
        const match = from && lastMatch(from.patterns, target, from.above + target.path.slice(from.below.length));
        if (match !== undefined) {
            return match.negated ? undefined : ruleOf(from, match);
        }
    }
    return undefined;
}

/** Lists of which each stands for itself: one cannot undo the other. */
function strictest(layers: readonly Layer[], target: Target): Rule | undefined {
    for (const from of layers) {
        const match = lastMatch(from.patterns, target, target.path);
        if (match?.negated === false) {
            return ruleOf(from, match);
        }
    }
    return undefined;
}

function ruleOf(from: Layer | undefined, { text, line }: Pattern): Rule {
    const source = from?.source ?? "";
    return source.endsWith("ignore") ? { pattern: text, source, line } : { pattern: text, source };
}

/** Compares part by part, as far as both go. */
function leadsBelow(pattern: string, folder: string): boolean {
    const wanted = pattern.split("/");
    const given = bytesOf(folder).replace(/\/$/, "").split("/");
    for (const [i, part] of given.entries()) {
        const want = wanted[i];
        if (want === undefined || want === "**") {
            return want === "**";
        }
        if (literalLength(want) === want.length ? want !== part : wildmatch(want)?.test(part) !== true) {
            return false;
        }
    }
    return wanted.length > given.length;
}

/** `.gitignore:3 (*.config)`, for a message. */
export const describeRule = ({ pattern, source, line }: Rule): string =>
    line === undefined ? `${source} (${pattern})` : `${source}:${line} (${pattern})`;
