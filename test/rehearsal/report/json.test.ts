import * as assert from "node:assert/strict";
import { reportJson } from "../../../rehearsal/report/json";
import { sample } from "./sample";

type Tree = Record<string, unknown>;
const keys = (value: unknown): string => Object.keys(value as Tree).join(" ");

describe("a rehearsal's report for programs", () => {
    const parsed = JSON.parse(reportJson([{ ...sample, passed: true }, sample])) as Tree & { rehearsals: Tree[] };
    const rehearsal = (parsed.rehearsals[1] ?? {}) as Record<string, Tree[]>;
    const deployment = (rehearsal["deployments"]?.[1] ?? {}) as Record<string, Tree[]>;

    it("has the same keys everywhere, in the same order", () => {
        assert.equal(keys(parsed), "version passed rehearsals");
        assert.equal(
            keys(rehearsal),
            "application stack scenario platform passed seconds deployments uses measures findings standIns",
        );
        assert.equal(keys(deployment), "instance kind version succeeded flipped serving steps");
        for (const each of deployment["steps"] ?? []) {
            assert.equal(keys(each), "phase name file line verdict exitCode seconds log note output");
        }
        for (const each of rehearsal["uses"] ?? []) {
            assert.equal(keys(each), "name request verdict found note");
        }
        for (const each of rehearsal["findings"] ?? []) {
            assert.equal(keys(each), "what file line cause advice consequence lastLines");
        }
    });

    it("says of all of them whether they passed, and null where there is nothing to say", () => {
        assert.deepEqual([parsed["version"], parsed["passed"], rehearsal["passed"]], [1, false, false]);
        assert.deepEqual(deployment["steps"]?.[1], {
            phase: "health",
            name: "GET /",
            file: null,
            line: null,
            verdict: "failed",
            exitCode: null,
            seconds: 0.12,
            log: null,
            note: "It was asked anyway.",
            output: "a\nb\n",
        });
        assert.deepEqual(rehearsal["findings"]?.[1], {
            what: "i-1: GET / answered 502",
            file: null,
            line: null,
            cause: null,
            advice: null,
            consequence: null,
            lastLines: [],
        });
        assert.equal((JSON.parse(reportJson([])) as Tree)["passed"], true);
    });
});
