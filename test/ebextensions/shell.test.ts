import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { shellWord } from "../../ebextensions/shell";

describe("shellWord", () => {
    it("never lets a value break out of its word", () => {
        fc.assert(
            fc.property(
                fc.array(
                    fc.string().filter((text) => !text.includes("\0")),
                    { minLength: 1, maxLength: 20 },
                ),
                (words) => {
                    const printed = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(shellWord).join(" ")}`], {
                        encoding: "utf8",
                    });
                    assert.deepEqual(printed.split("\0").slice(0, -1), words);
                },
            ),
            { numRuns: 30 },
        );
    });
});
