import * as assert from "node:assert/strict";
import { diagnose } from "../../../rehearsal/diagnosis/diagnose";
import { findingsOf } from "../../../rehearsal/diagnosis/findings";
import { filled } from "../../../rehearsal/diagnosis/rule";
import type { Step } from "../../../rehearsal/model";
import { contextOf, stepOf } from "./failure-case";

const hook = ".platform/hooks/prebuild/10-setup.sh";
const step = (output: string, more: Partial<Step> = {}): Step => ({
    ...stepOf({ step: { phase: "prebuild", name: hook, file: hook }, log: output }),
    ...more,
});

describe("a finding", () => {
    it("says what failed, where, and how it ended, known or not", () => {
        assert.deepEqual(diagnose(step("something odd\n"), contextOf()), {
            what: "i-1: .platform/hooks/prebuild/10-setup.sh ended with exit code 1",
            file: hook,
            line: undefined,
            lastLines: ["something odd"],
            cause: undefined,
            advice: undefined,
        });
        const { what } = diagnose(step("", { exitCode: 137 }), contextOf());
        assert.equal(what, `i-1: ${hook} was ended by a signal (exit code 137)`);
        const noted = diagnose(step("", { exitCode: undefined, note: "no answer" }), contextOf());
        assert.equal(noted.what, `i-1: ${hook} failed (no answer)`);
        assert.deepEqual(noted.lastLines, []);
    });

    it("shows the last 50 lines, without colours, and long ones shortened", () => {
        const lines = Array.from({ length: 60 }, (_, i) => `line ${i + 1}`);
        assert.deepEqual(diagnose(step(lines.join("\n")), contextOf()).lastLines, lines.slice(10));
        assert.deepEqual(diagnose(step("\u001b[31mred\u001b[0m\r\n 1%\r 99%\n"), contextOf()).lastLines, [
            "red",
            " 99%",
        ]);
        assert.equal(diagnose(step("x ".repeat(1000)), contextOf()).lastLines[0]?.length, 501);
    });

    it("comes soon of megabytes too, in one line or in many", () => {
        for (const piece of ["x", "x: ", "'/x ", "File x\n", "Requires-Python 3; "]) {
            const log = piece.repeat(1_000_000);
            assert.ok(diagnose(step(log, { phase: "postdeploy" }), contextOf()).lastLines.length <= 50);
            diagnose(step(log, { phase: "requirements" }), contextOf());
        }
    }).timeout(60_000);

    it("shows no secret, wherever it stands", () => {
        const found = diagnose(
            step("canary-1: unbound variable\ncanary-1", { name: "run canary-1", note: "canary-1" }),
            contextOf({}, ["canary-1"]),
        );
        assert.ok(!JSON.stringify(found).includes("canary-1"), JSON.stringify(found));
        assert.deepEqual(found.lastLines, ["[secret]: unbound variable", "[secret]"]);
        const cut = diagnose(
            step(`${"x".repeat(994)}canary-1 \u001b[1mcan\u001b[0mary-1`),
            contextOf({}, ["canary-1"]),
        );
        assert.ok(!cut.lastLines.join().includes("canary"), cut.lastLines.join());
    });

    it("names the application's own line, before and after it goes live, and never one of a library or of manage.py", () => {
        for (const folder of ["staging", "current"]) {
            const log = `Traceback (most recent call last):
  File "/var/app/${folder}/manage.py", line 22, in <module>
  File "/var/app/${folder}/notes/models.py", line 7, in <module>
  File "/var/app/venv/staging-LQM1lest/lib/python3.13/site-packages/a/b.py", line 99, in c
KeyError: 'x'
`;
            const { file, line } = diagnose(step(log), contextOf());
            assert.deepEqual([file, line], ["notes/models.py", 7]);
        }
    });

    it("names the line of the hook that bash names, and the line of the bundle's file that nginx names", () => {
        const ofBash = diagnose(
            step(`/var/app/staging/${hook}: line 4: x: unbound variable`),
            contextOf({ [hook]: "" }),
        );
        assert.deepEqual([ofBash.file, ofBash.line], [hook, 4]);
        const conf = ".platform/nginx/conf.d/10.conf";
        const log = 'nginx: [emerg] unknown directive "x" in /etc/nginx/conf.d/10.conf:3';
        const ofNginx = diagnose(step(log, { phase: "proxy", file: undefined }), contextOf({ [conf]: "" }));
        assert.deepEqual([ofNginx.file, ofNginx.line], [conf, 3]);
    });

    it("comes for each failed step, with what AWS leaves", () => {
        const end = {
            instance: "i-1",
            kind: "application",
            version: "v2",
            succeeded: false,
            flipped: false,
            serving: "v1",
            steps: [step("", { verdict: "ok" }), step("")],
        } as const;
        const found = findingsOf(end, contextOf(), { policy: "Immutable", instances: 2, previous: "v1" });
        assert.equal(found.length, 1);
        assert.match(found[0]?.consequence ?? "", /^It failed before .* users notice nothing/);
    });

    it("cannot come of a sentence that names what was not read", () => {
        assert.throws(() => filled("{a} and {b}", { a: "x" }), /names b, which was not captured/);
    });
});
