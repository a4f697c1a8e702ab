import * as assert from "node:assert/strict";
import { requiredVariables } from "../../../ebextensions/recipes/required-variables";
import { hookScript } from "../../../ebextensions/shell";
import { ScriptMachine } from "../../support/instance-script";
import { temporaryFolder } from "../../support/temporary-folder";

const hook = requiredVariables(["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS"], {
    secrets: ["SECRET_KEY", "DATABASE_URL"],
    optional: ["EMAIL_URL"],
});
const complete = { ALLOWED_HOSTS: "example.com", DATABASE_URL: "canary-1", SECRET_KEY: "canary-2" };

describe("the check of required variables", () => {
    const folder = temporaryFolder();
    const run = (env: Readonly<Record<string, string>>, of = hook) =>
        new ScriptMachine(folder.path).run(hookScript(of.name, of.body), env);
    const lines = (output: string) => output.trimEnd().split("\n").slice(1);

    it("is there for deployments and for changes of the configuration", () => {
        assert.deepEqual([hook.phase, hook.onConfigurationChange], ["prebuild", true]);
    });

    it("passes when all are set, and only warns of an optional one", () => {
        const { status, output } = run(complete);
        assert.equal(status, 0, output);
        assert.deepEqual(lines(output), [
            "Warning: these optional variables are not set or empty: EMAIL_URL",
            "All required environment variables are set.",
        ]);
        assert.deepEqual(lines(run({ ...complete, EMAIL_URL: "smtp://canary" }).output), [
            "All required environment variables are set.",
        ]);
    });

    it("names each that is missing or empty, and says where to look", () => {
        const { status, output } = run({ SECRET_KEY: "" });
        assert.equal(status, 1);
        assert.deepEqual(lines(output), [
            "Warning: these optional variables are not set or empty: EMAIL_URL",
            "These environment variables are not set or empty: ALLOWED_HOSTS",
            "The stack sets them (app.variables, database, media): run pulumi up, and look who changed the environment by hand.",
            "These secrets did not arrive, or are empty: DATABASE_URL SECRET_KEY",
            "Look whether each has a value (secrets in the stack file, or the secret or parameter that it names),",
            "whether the instance profile may read it and use its key, and what /var/log/eb-engine.log says of it.",
        ]);
        const log = new ScriptMachine(folder.path).log("django-beanstalk-10-required-variables.log");
        assert.match(log, /These secrets did not arrive, or are empty: DATABASE_URL SECRET_KEY\n/);
    });

    it("warns of values that were copied with more than themselves, and prints none", () => {
        const { status, output } = run({
            ...complete,
            ALLOWED_HOSTS: " example.com",
            DATABASE_URL: '"postgresql://canary"',
            SECRET_KEY: "canary\n",
            EMAIL_URL: "'canary'",
        });
        assert.equal(status, 0);
        assert.deepEqual(lines(output), [
            "Warning: ALLOWED_HOSTS begins or ends with a space or a line break.",
            "Warning: DATABASE_URL is between quotes, and they are part of its value.",
            "Warning: SECRET_KEY begins or ends with a space or a line break.",
            "Warning: EMAIL_URL is between quotes, and they are part of its value.",
            "All required environment variables are set.",
        ]);
        assert.ok(!output.includes("canary"));
    });

    it("takes any number of names, also none", () => {
        assert.equal(run({}, requiredVariables([])).status, 0);
        assert.equal(run({ A: "x" }, requiredVariables(["A"])).status, 0);
        assert.equal(run({}, requiredVariables(["A"], { secrets: ["A", "B"] })).status, 1);
    });
});
