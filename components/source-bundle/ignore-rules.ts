import * as fs from "node:fs";
import * as path from "node:path";
import ignore, { Ignore } from "ignore";

/** What never belongs in a bundle, whether or not an ignore file says so. */
export const defaultExcludes: readonly string[] = [
    ".git/",
    ".hg/",
    ".svn/",
    ".elasticbeanstalk/",
    "__pycache__/",
    "*.pyc",
    "node_modules/",
    ".env",
    ".env.*",
    "!.env.example",
    "*.pem",
    "id_rsa",
    "id_ed25519",
    "*.sqlite3",
    ".DS_Store",
    "__MACOSX/",
    "*.log",
    ".coverage",
    "htmlcov/",
    ".pytest_cache/",
    ".mypy_cache/",
    ".ruff_cache/",
    ".tox/",
];

/** Decides which paths of one application tree are left out. */
export interface IgnoreRules {
    /** @param relative - path from the root, with forward slashes; a directory ends in a slash */
    ignores(relative: string): boolean;
    /** The same rules with the ignore file of a folder added, for what lies below it. */
    enter(relativeFolder: string): IgnoreRules;
}

/** One ignore file, whose patterns are relative to the folder it lies in. */
interface Layer {
    readonly base: string;
    readonly matcher: Ignore;
}

/**
 * Rules of an application directory: `.ebignore` where the root has one, else `.gitignore`, in nested folders too, then the defaults and
 * the patterns of the settings, which no ignore file can undo.
 */
export function ignoreRules(root: string, exclude: readonly string[]): IgnoreRules {
    const fileName = fs.existsSync(path.join(root, ".ebignore")) ? ".ebignore" : ".gitignore";
    const always = matcher([...defaultExcludes, ...exclude]);
    return layered(root, fileName, always, []).enter("");
}

function layered(root: string, fileName: string, always: Ignore, layers: readonly Layer[]): IgnoreRules {
    return {
        ignores: (relative) => always.ignores(relative) || ignoredByLayers(layers, relative),
        enter(folder) {
            const file = path.join(root, folder, fileName);
            if (!fs.existsSync(file)) {
                return this;
            }
            const layer = { base: folder, matcher: matcher(fs.readFileSync(file, "utf8")) };
            return layered(root, fileName, always, [...layers, layer]);
        },
    };
}

/** As in Git, the deepest file that says something about a path decides. */
function ignoredByLayers(layers: readonly Layer[], relative: string): boolean {
    for (const { base, matcher } of [...layers].reverse()) {
        const verdict = matcher.test(relative.slice(base.length));
        if (verdict.ignored || verdict.unignored) {
            return verdict.ignored;
        }
    }
    return false;
}

/** Git's patterns are case-sensitive; the library's default is not. */
const matcher = (patterns: string | string[]): Ignore => ignore({ ignorecase: false }).add(patterns);
