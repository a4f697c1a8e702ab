import * as assert from "node:assert/strict";
import type { OptionData } from "../../../policies/read/option-catalogue";
import { takenBy, takes } from "../../../policies/read/option-values";

describe("the values that an option takes", () => {
    const cases: [string, OptionData, readonly string[], readonly string[]][] = [
        ['"true" or "false"', { type: "boolean" }, ["true", "False"], ["yes", "1", "true "]],
        [
            "a whole number from 1 to 3600",
            { type: "number", whole: true, min: 1, max: 3600 },
            ["1", "3600", "0600", "600.0"],
            ["0", "3601", "1.5", "ten", "1e3", "0x10"],
        ],
        ["a number from 0.001", { type: "number", min: 0.001 }, ["0.001", "20"], ["0", "-1", "free"]],
        ["one of patch, minor", { type: "enum", values: ["patch", "minor"] }, ["patch"], ["Patch", "major"]],
        ['"lb_cookie"', { type: "enum", values: ["lb_cookie"] }, ["lb_cookie"], ["cookie"]],
        [
            "ids, with commas between them, at most 2",
            { type: "list", pattern: "^sg-\\d+$", allowed: "ids", maxItems: 2, itemMaxLength: 5 },
            ["sg-1", "sg-1, sg-2"],
            ["", "sg-1,", "sg-1 sg-2", "sg-1,sg-2,sg-3", "sg-123"],
        ],
        ["a list, with commas between them", { type: "list" }, ["a,b"], []],
        ["JSON", { type: "json" }, ["{}", "[1]"], ["{", ""]],
        ["an id", { type: "text", pattern: "^ami-\\d+$", allowed: "an id" }, ["ami-1"], ["ami-", " ami-1"]],
        ["a text", { type: "text" }, ["anything"], []],
    ];
    for (const [words, option, right, wrong] of cases) {
        it(`${words}`, () => {
            assert.equal(takenBy(option), words);
            assert.deepEqual(
                [...right, ...wrong].filter((value) => takes(option, value)),
                right,
            );
        });
    }
});
