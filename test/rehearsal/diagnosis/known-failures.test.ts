import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { knownFailures } from "../../../rehearsal/diagnosis/catalogue";
import { diagnose, knownAs } from "../../../rehearsal/diagnosis/diagnose";
import { awsCases } from "./cases/aws";
import { databaseCases } from "./cases/database";
import { djangoStartCases } from "./cases/django-start";
import { healthCases } from "./cases/health";
import { machineCases } from "./cases/machine";
import { migrationsCases } from "./cases/migrations";
import { ownScriptCases } from "./cases/own-scripts";
import { processesCases } from "./cases/processes";
import { proxyCases } from "./cases/proxy";
import { requirementsCases } from "./cases/requirements";
import { shellCases } from "./cases/shell";
import { staticFilesCases } from "./cases/static-files";
import { contextOf, stepOf } from "./failure-case";

const cases = [
    ...awsCases,
    ...requirementsCases,
    ...databaseCases,
    ...migrationsCases,
    ...djangoStartCases,
    ...staticFilesCases,
    ...machineCases,
    ...proxyCases,
    ...shellCases,
    ...processesCases,
    ...healthCases,
    ...ownScriptCases,
];

describe("known failures", () => {
    it("are at least 25, each with a name of its own and a text that it knows", () => {
        const names = knownFailures.map(({ name }) => name);
        assert.ok(names.length >= 25, String(names.length));
        assert.deepEqual([...new Set(names)], names);
        assert.deepEqual(
            names.filter((name) => !cases.some(({ rule }) => rule === name)),
            // Those are in the test of the source documents.
            ["secret-fetch-failed", "own-check-failed", "bundle-too-large", "engine-error"],
        );
    });

    it("say cause and advice in full sentences", () => {
        for (const { name, cause, advice } of knownFailures) {
            assert.match(cause, /^[A-Z{a-z].*\.$/, name);
            assert.match(advice, /^[A-Z].*\.$/, name);
        }
    });

    it("name only settings that there are", () => {
        const settings = [...fs.readFileSync("docs/settings.md", "utf8").matchAll(/^\| `([^`]+)`/gm)].map(
            ([, key = ""]) => key,
        );
        const named = knownFailures.flatMap(({ advice }) =>
            [...advice.matchAll(/\b(?:app|environment|network|database|media)\.[a-z][A-Za-z.]*[A-Za-z]/g)].map(String),
        );
        assert.ok(named.length > 25, String(named.length));
        assert.deepEqual(
            named.filter((name) => !settings.some((key) => key === name || key.startsWith(`${name}.`))),
            [],
        );
    });

    for (const [i, each] of cases.entries()) {
        const { rule, also = [], step, place, cause, advice } = each;
        it(`${rule} (${i + 1})`, () => {
            const context = contextOf(step.bundle);
            const found = diagnose(stepOf(each), context);
            assert.deepEqual(
                knownAs(stepOf(each), context).map((known) => known.rule.name),
                [rule, ...also],
            );
            const { file, line } = found;
            assert.deepEqual(
                [line === undefined ? file : `${file ?? ""}:${line}`, found.cause, found.advice],
                [place, cause, advice],
            );
        });
    }

    it("are none of what a deployment writes that goes well", () => {
        const well =
            "Operations to perform:\n  Apply all migrations: auth, notes\n  Applying notes.0001_initial... OK\nSystem check identified no issues (0 silenced).\n160 static files copied to '/var/app/staging/static'.\nGET / answered 200\n";
        assert.deepEqual(knownAs(stepOf({ step: { phase: "postdeploy" }, log: well }), contextOf()), []);
    });
});
