import { strict as assert } from "node:assert";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import fc from "fast-check";
import { IgnoreRules, Place } from "../../../../components/source-bundle/ignore/ignore-rules";
import { temporaryFolder } from "../../../support/temporary-folder";

/** Names with few letters, so that patterns meet them often. */
const names = [
    "a",
    "b",
    "ab",
    "abc",
    "a.b",
    "x.py",
    "B",
    "a b",
    "é",
    "-",
    "]",
    "a-b",
    "#a",
    "!a",
    "a\\b",
    "[a]",
    "foobar",
];
const name = fc.constantFrom(...names);

const piece = fc.oneof(
    { weight: 4, arbitrary: name },
    fc.constantFrom(
        "*",
        "**",
        "***",
        "?",
        "[ab]",
        "[!a]",
        "[^b-]",
        "[a-c]",
        "[[:alpha:]]",
        "[[:upper:]x]",
        "[]a]",
        "[a",
    ),
    fc.constantFrom(
        "[[:nope:]]",
        "[\\]]",
        "[z-a]",
        "[a-]",
        "\\a",
        "\\*",
        "\\",
        "\\ ",
        " ",
        "[é]",
        "[[:a]",
        "*b",
        "a*",
        "[--0]",
        "[,-.]",
    ),
);
const segment = fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join(""));
const pattern = fc
    .tuple(
        fc.constantFrom("", "", "", "!", "/", "!/", "\\!", "\\#", "#"),
        fc.array(segment, { minLength: 1, maxLength: 3 }),
        fc.constantFrom("", "", "", "/", "/**", " ", "  ", "\\ ", "\r", "//"),
    )
    .map(([start, segments, end]) => start + segments.join("/") + end);
const ignoreFile = fc
    .tuple(
        fc.constantFrom("", "", "\ufeff"),
        fc.array(fc.oneof({ weight: 9, arbitrary: pattern }, fc.constant("")), { maxLength: 5 }),
    )
    .map(([start, lines]) => start + lines.join("\n"));
const file = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
const tree = fc.record({
    files: fc.uniqueArray(file, { minLength: 1, maxLength: 8 }),
    ignoreFiles: fc.dictionary(
        fc.oneof(
            fc.constant(""),
            name,
            fc.tuple(name, name).map((parts) => parts.join("/")),
        ),
        ignoreFile,
        {
            minKeys: 1,
            maxKeys: 3,
        },
    ),
});

describe("ignore rules", function () {
    // Also for the removal of many small files on a slow disk.
    this.timeout(240_000);
    const folder = temporaryFolder();

    before(function () {
        if (spawnSync("git", ["--version"]).status !== 0) {
            assert.notEqual(process.env["CI"], "true", "git is needed");
            console.log("      skipped: there is no git to compare with");
            this.skip();
        }
    });

    it("decide as git check-ignore does, on thousands of trees", () => {
        const seed = Number(process.env["IGNORE_SEED"] ?? 20_261_121);
        const trees = fc.sample(tree, { numRuns: 2000, seed });
        const root = folder.path;
        execFileSync("git", ["init", "-q", root]);
        const paths = trees.flatMap(({ files, ignoreFiles }, i) => write(root, `t${i}`, files, ignoreFiles));
        const expected = ignoredByGit(root, paths);
        const wrong = paths.filter((each) => expected.has(each) !== ignoredByUs(root, each));
        assert.deepEqual(
            wrong.slice(0, 10).map((each) => story(root, each, expected.has(each))),
            [],
        );
    });
});

/** @returns the paths of the files that could be written: a file cannot lie below another */
function write(
    root: string,
    top: string,
    files: readonly string[],
    ignoreFiles: Readonly<Record<string, string>>,
): string[] {
    fs.mkdirSync(path.join(root, top));
    const written = files.filter((each) => put(path.join(root, top, each), ""));
    for (const [folder, text] of Object.entries(ignoreFiles)) {
        put(path.join(root, top, folder, ".gitignore"), text);
    }
    return written.map((each) => `${top}/${each}`);
}

function put(target: string, text: string): boolean {
    try {
        fs.mkdirSync(path.dirname(target), { recursive: true });
        fs.writeFileSync(target, text, { flag: "wx" });
        return true;
    } catch (error) {
        assert.match(String(error), /EEXIST|ENOTDIR|EISDIR/);
        return false;
    }
}

function ignoredByGit(root: string, paths: readonly string[]): Set<string> {
    const { stdout, stderr } = spawnSync(
        "git",
        [
            "-c",
            "core.ignoreCase=false",
            "-c",
            "core.excludesFile=/dev/null",
            "check-ignore",
            "--no-index",
            "-z",
            "--stdin",
        ],
        { cwd: root, input: paths.join("\0"), encoding: "utf8", maxBuffer: 1 << 28 },
    );
    assert.equal(stderr, "");
    return new Set(stdout.split("\0"));
}

/** Goes down as the walk does: what is in an ignored folder is ignored. */
function ignoredByUs(root: string, target: string): boolean {
    const [top = "", ...parts] = target.split("/");
    const rules = new IgnoreRules(path.join(root, top), { exclude: [], include: [] });
    let place: Place = rules.start();
    for (const [i] of parts.entries()) {
        const relative = parts.slice(0, i + 1).join("/");
        const directory = i < parts.length - 1;
        if (rules.leftOut(place, relative, directory) !== undefined) {
            return true;
        }
        if (directory) {
            place = rules.enter(place, `${relative}/`);
        }
    }
    return false;
}

function story(root: string, target: string, expected: boolean): string {
    const folders = target
        .split("/")
        .slice(0, -1)
        .map((_part, i, all) => all.slice(0, i + 1).join("/"));
    const files = folders
        .map((folder) => path.join(root, folder, ".gitignore"))
        .filter((each) => fs.existsSync(each))
        .map((each) => `${path.relative(root, each)}: ${JSON.stringify(fs.readFileSync(each, "utf8"))}`);
    return `${target} is ${expected ? "" : "not "}ignored by git. ${files.join(", ")}`;
}
