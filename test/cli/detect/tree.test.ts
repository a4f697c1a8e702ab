import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { detectInTree } from "../../../cli/detect/detect";
import { diskTree, Files } from "../../../cli/detect/tree";
import { withTree } from "../../support/tree";
import { flat } from "./projects";

/** A file system that refuses to read files of one name. */
function refusing(name: string, code: string): Files {
    const readFileSync = (...args: Parameters<typeof fs.readFileSync>) => {
        if (path.basename(String(args[0])) === name) {
            throw Object.assign(new Error(code), { code });
        }
        return fs.readFileSync(...args);
    };
    return { ...fs, readFileSync: readFileSync as typeof fs.readFileSync };
}

describe("the tree", () => {
    it("reports a file that may not be read, though the rest would do", () => {
        withTree(flat, (directory) => {
            assert.deepEqual(detectInTree(diskTree(directory, refusing("urls.py", "EACCES")), {}), {
                kind: "problems",
                problems: [
                    {
                        where: path.join(directory, "shop/urls.py"),
                        got: "what cannot be read (EACCES)",
                        allowed: "a readable file or folder, a file of at most 2 MB",
                        remedy: "Give yourself the right to read it, or move it out of the application.",
                    },
                ],
            });
        });
    });

    it("does not swallow a failure that it does not know", () => {
        withTree(flat, (directory) => {
            assert.throws(() => detectInTree(diskTree(directory, refusing("urls.py", "EMFILE")), {}), /EMFILE/);
        });
    });

    it("reports a file too large to be source", () => {
        withTree({ "big.py": "#".repeat(2_000_001) }, (directory) => {
            const tree = diskTree(directory);
            assert.equal(tree.text("big.py"), undefined);
            assert.deepEqual(tree.unreadable(), [{ path: path.join(directory, "big.py"), reason: "2,000,001 bytes" }]);
        });
    });

    it("follows a link inside, none to the outside", () => {
        withTree({ "secret.txt": "s" }, (outside) => {
            withTree({ "a.txt": "a", "sub/b.txt": "b" }, (directory) => {
                fs.symlinkSync("a.txt", path.join(directory, "in.txt"));
                fs.symlinkSync(path.join(outside, "secret.txt"), path.join(directory, "out.txt"));
                fs.symlinkSync("loop.txt", path.join(directory, "loop.txt"));
                fs.symlinkSync("sub", path.join(directory, "folder"));
                const tree = diskTree(directory);
                assert.deepEqual(tree.list(""), { files: ["a.txt", "in.txt"], folders: ["sub"] });
                assert.deepEqual(
                    [tree.text("in.txt"), tree.text("out.txt"), tree.text("loop.txt")],
                    ["a", undefined, undefined],
                );
                assert.equal(tree.text(`../${path.basename(outside)}/secret.txt`), undefined);
                assert.deepEqual(tree.unreadable(), []);
            });
        });
    });

    it("narrows to a folder, and cannot be left from there", () => {
        withTree({ "a.txt": "a", "sub/b.txt": "\uFEFFb" }, (directory) => {
            const sub = diskTree(directory).at("sub");
            assert.deepEqual([sub.text("b.txt"), sub.text("../a.txt"), sub.isFile("b.txt")], ["b", undefined, true]);
        });
    });
});
