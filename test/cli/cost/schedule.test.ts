import * as assert from "node:assert/strict";
import { weeklyAverage } from "../../../cli/cost/schedule";

const at = (recurrence: string, min?: number, more: { max?: number; desired?: number } = {}) => ({
    recurrence,
    min,
    max: more.max,
    desired: more.desired,
});

describe("instances by the week's schedule", () => {
    const cases: [string, number, ReturnType<typeof at>[], number | undefined][] = [
        ["no schedule", 3, [], 3],
        ["half of each day", 2, [at("0 0 * * *", 2), at("0 12 * * *", 0)], 1],
        ["nights, begun the evening before", 4, [at("0 18 * * *", 2), at("0 6 * * *", 4)], 3],
        ["one day of seven", 0, [at("0 0 * * 1", 7), at("0 0 * * 2", 0)], 1],
        ["working days by a range", 0, [at("0 0 * * 1-5", 1), at("0 12 * * 1-5", 0)], 5 / 14],
        ["days by name", 0, [at("0 0 * * MON,tue", 7), at("0 0 * * WED", 0)], 2],
        ["Sunday as 7", 0, [at("0 0 * * 7", 7), at("0 0 * * 1", 0)], 1],
        ["every sixth hour", 1, [at("0 */6 * * *", 2), at("0 3-21/6 * * *", 0)], 1],
        ["the largest size as a bound", 4, [at("0 0 * * *", undefined, { max: 1 })], 1],
        ["a number that is asked for", 1, [at("0 0 * * *", 1, { desired: 3 })], 3],
        ["the first of a month", 1, [at("0 0 1 * *", 2)], undefined],
        ["one month", 1, [at("0 0 * 12 *", 2)], undefined],
        ["a single time", 1, [at("once", 2)], undefined],
        ["an hour that there is not", 1, [at("0 24 * * *", 2)], undefined],
    ];
    for (const [title, start, sizes, expected] of cases) {
        it(`counts ${title}`, () => {
            assert.equal(weeklyAverage(start, sizes)?.toFixed(9), expected?.toFixed(9));
        });
    }
});
