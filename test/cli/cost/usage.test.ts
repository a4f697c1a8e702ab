import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { assumptionsOf, defaultUsage, readUsage } from "../../../cli/cost/usage";

describe("the assumptions of an estimate", () => {
    it("are the usual ones when nothing is said", () => {
        assert.deepEqual(readUsage("", undefined, []), defaultUsage);
        assert.ok(assumptionsOf(defaultUsage).every(({ given }) => !given));
    });

    it("come from a file, and from the command line before it", () => {
        const usage = readUsage("u.json", { requests: 5, dataOutGb: 7 }, ["requests=9", "zones= 6"]);
        assert.deepEqual(usage, { ...defaultUsage, requests: 9, dataOutGb: 7, zones: 6 });
        assert.deepEqual(
            assumptionsOf(usage).flatMap(({ name, given }) => (given ? name : [])),
            ["requests", "dataOutGb", "zones"],
        );
    });

    const all = Object.keys(defaultUsage).join(", ");
    const amount = { allowed: "a number from 0 to 1000000000000", remedy: "Write the amount of a month." };
    const form = { got: "no object", allowed: '{"requests": 2000000}', remedy: "Write names with numbers." };
    const unknown = { got: "no such assumption", allowed: all, remedy: "Name one of these." };
    const wrong: [string, unknown, string[], object[]][] = [
        ["a list", [], [], [{ where: "u.json", ...form }]],
        ["a text", "requests", [], [{ where: "u.json", ...form }]],
        ["null", null, [], [{ where: "u.json", ...form }]],
        ["another name", { request: 1 }, [], [{ where: "u.json: request", ...unknown }]],
        ["another name on the command line", {}, ["x=1"], [{ where: "--set: x", ...unknown }]],
        ["no name", {}, ["=1"], [{ where: "--set: ", ...unknown }]],
        ["a name of every object", { constructor: 1 }, [], [{ where: "u.json: constructor", ...unknown }]],
        ["less than nothing", { mediaGb: -1 }, [], [{ where: "u.json: mediaGb", got: "-1", ...amount }]],
        ["a text for a number", { mediaGb: "1" }, [], [{ where: "u.json: mediaGb", got: "string", ...amount }]],
        ["no number", {}, ["mediaGb=many"], [{ where: "--set: mediaGb", got: "NaN", ...amount }]],
        ["nothing after the sign", {}, ["mediaGb="], [{ where: "--set: mediaGb", got: "string", ...amount }]],
        ["too much", { mediaGb: 1e13 }, [], [{ where: "u.json: mediaGb", got: "10000000000000", ...amount }]],
        [
            "more hours than a month has",
            { hours: 745 },
            [],
            [{ where: "u.json: hours", got: "745", ...amount, allowed: "a number from 0 to 744" }],
        ],
        [
            "more than all, and another name",
            { natS3Percent: 101 },
            ["x=1"],
            [
                { where: "u.json: natS3Percent", got: "101", ...amount, allowed: "a number from 0 to 100" },
                { where: "--set: x", ...unknown },
            ],
        ],
    ];
    for (const [title, file, flags, problems] of wrong) {
        it(`may not be ${title}`, () => {
            assert.throws(
                () => readUsage("u.json", file, flags),
                (error) => {
                    assert.ok(error instanceof ProblemError);
                    assert.deepEqual(error.problems, problems);
                    return true;
                },
            );
        });
    }
});
