import * as assert from "node:assert/strict";
import { budgetNotes } from "../../../cli/cost/budget-notes";
import { resource } from "./graphs";

const budget = (inputs: Readonly<Record<string, unknown>>) =>
    resource("aws:budgets:Budget", "watch-budget", {
        name: "notes-dev-whole-account",
        limitAmount: "40",
        limitUnit: "USD",
        timeUnit: "MONTHLY",
        ...inputs,
    });

describe("a budget beside the estimate", () => {
    it("is told where it is below the total", () => {
        assert.deepEqual(budgetNotes([resource("aws:sns:Topic", "t"), budget({})], 64.917), [
            "The budget notes-dev-whole-account is 40.00 a month, less than the total of 64.92: people will be told that it is exceeded. Set monitoring.budget.monthlyUsd to 65 or more.",
        ]);
        assert.equal(budgetNotes([budget({ limitAmount: "64.91" })], 64.917).length, 1);
    });

    it("is not told where it is enough, by the cent, or of something else", () => {
        for (const inputs of [
            { limitAmount: "64.92" },
            { limitAmount: "100" },
            { limitUnit: "GB" },
            { timeUnit: "DAILY" },
            { limitAmount: undefined },
        ]) {
            assert.deepEqual(budgetNotes([budget(inputs)], 64.917), []);
        }
        assert.deepEqual(budgetNotes([], 64.917), []);
    });
});
