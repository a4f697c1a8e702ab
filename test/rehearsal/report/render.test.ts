import * as assert from "node:assert/strict";
import type { RehearsalReport } from "../../../rehearsal/model";
import { renderReport, renderSummary } from "../../../rehearsal/report/render";
import { closingLine } from "../../../rehearsal/report/totals";
import { sample, step } from "./sample";

const empty: RehearsalReport = {
    ...sample,
    scenario: "first",
    standIns: [],
    deployments: [],
    uses: [],
    measures: [],
    findings: [],
    passed: true,
    seconds: 1,
};

const withSteps = (...steps: readonly ReturnType<typeof step>[]): RehearsalReport => ({
    ...empty,
    deployments: [
        { instance: "i-2", kind: "application", version: "v1", succeeded: true, flipped: true, serving: "v1", steps },
    ],
});

describe("the text of a rehearsal's report", () => {
    it("tells each deployment, what was used and measured, what failed and why, and what stands for what", () => {
        assert.equal(
            renderReport(sample),
            `Rehearsal    notes, stack dev, Python 3.13 running on 64bit Amazon Linux 2023
Scenario     second-version: a new version over the running one, on one instance: how long nobody answers

i-1          deployment of v1 succeeded after 4 steps in 13.4 s; v1 serves
  extract             ok         0.1 s  source bundle
  packages            assumed           yum: cronie    .ebextensions/20-jobs.config:3
      Amazon Linux's packages cannot be installed here.
  container commands  ok         1.3 s  10_check ...
                      ok        12.0 s  20_migrate     .ebextensions/10-django.config:7  /var/log/cfn-init-cmd.log

i-1          deployment of v2 FAILED before the flip to current after 2 steps in 0.2 s; v1 serves
  container commands  FAILED     0.1 s  20_migrate  .ebextensions/10-django.config:7  /var/log/cfn-init-cmd.log
      exit code 1
  health              FAILED     0.1 s  GET /
      It was asked anyway.
      | a
      | b

Uses         ok       health  GET https://notes.example.com/health/  200
             skipped  upload  POST /upload/
                      The stack has no bucket.
             FAILED   page    GET /                                  502
                      expected 200

Measures     requests  120, of which 3 failed
             gap       0.8 s

Finding      i-1: 20_migrate ended with exit code 1
    where    .ebextensions/10-django.config:7
    cause    The database was not found.
    do       Set database in the stack file.
    on AWS   v1 serves as before.
    its last 2 lines:
      | Traceback (most recent call last):
      | django.db.utils.OperationalError: no such host "db"

Finding      i-1: GET / answered 502

Stand-ins    Python 3.12.1 of this machine stands for the platform's 3.13.
             nginx 1.22 of this machine.

Rehearsal failed: 6 steps (2 failed), 3 uses (1 failed), 2 findings in 14.2 s`,
        );
    });

    it("is short where there is nothing to tell", () => {
        assert.equal(
            renderReport(empty),
            `Rehearsal    notes, stack dev, Python 3.13 running on 64bit Amazon Linux 2023
Scenario     first: the first deployment, to one instance

Rehearsal passed: 0 steps, 0 uses in 1.0 s`,
        );
    });

    it("shows the last fifty lines of a failed step that no finding shows", () => {
        const output = Array.from({ length: 60 }, (_, i) => `line ${i + 1}\n`).join("");
        const lines = renderReport(withSteps(step({ verdict: "failed", output }))).split("\n");
        const shown = lines.filter((line) => line.startsWith("      | "));
        assert.deepEqual([shown.length, shown[0], shown.at(-1)], [50, "      | line 11", "      | line 60"]);
    });

    it("cuts long names, and shows no output of what went well", () => {
        const text = renderReport(withSteps(step({ name: "x".repeat(100), output: "fine\n" })));
        assert.ok(text.includes(`  ${"x".repeat(57)}...\n`));
        assert.ok(!text.includes("fine"));
    });

    it("tells of each way in which a deployment can end", () => {
        const [end = assert.fail()] = withSteps(step({})).deployments;
        const lineOf = (parts: Partial<typeof end>) =>
            renderReport({ ...empty, deployments: [{ ...end, ...parts }] }).split("\n")[3];
        assert.equal(lineOf({}), "i-2          deployment of v1 succeeded after 1 step in 0.1 s; v1 serves");
        assert.equal(
            lineOf({ succeeded: false, serving: undefined }),
            "i-2          deployment of v1 FAILED after the flip to current after 1 step in 0.1 s; nothing answers behind the proxy",
        );
        assert.equal(
            lineOf({ kind: "configuration" }),
            "i-2          configuration deployment on v1 succeeded after 1 step in 0.1 s; v1 serves",
        );
        assert.equal(
            lineOf({ kind: "configuration", succeeded: false }),
            "i-2          configuration deployment on v1 FAILED after 1 step in 0.1 s; v1 serves",
        );
    });
});

describe("the closing line of a rehearsal", () => {
    it("counts", () => {
        const steps = Array.from({ length: 31 }, () => step({}));
        const uses = sample.uses.slice(0, 1);
        assert.equal(closingLine({ ...withSteps(...steps), uses }), "Rehearsal passed: 31 steps, 1 use in 1.0 s");
    });

    it("tells of the failure that the scenario asked for", () => {
        assert.equal(
            closingLine(withSteps(step({}), step({ verdict: "failed" }))),
            "Rehearsal passed: 2 steps (1 failed), 0 uses in 1.0 s",
        );
    });

    it("of several rehearsals names those that failed", () => {
        assert.equal(renderSummary([empty]), "ok    1.0 s  first\n\n1 rehearsal passed in 1.0 s");
        assert.equal(
            renderSummary([empty, sample]),
            `ok        1.0 s  first
FAILED   14.2 s  second-version

1 of 2 rehearsals failed (second-version) in 15.2 s`,
        );
    });
});
