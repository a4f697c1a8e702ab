import * as assert from "node:assert/strict";
import { mayBeSecret, shown } from "../../../components/settings/shown";

describe("what an error shows of a value", () => {
    const hidden = "a value that is not shown";
    const values: readonly (readonly [readonly PropertyKey[], unknown, string])[] = [
        [["database", "version"], 17, "17 (a number)"],
        [["database", "multiAz"], true, "true (true or false)"],
        [["database"], null, "null, as YAML reads a key with nothing behind it"],
        [["database"], [{ kind: "postgres" }], '[{"kind":"postgres"}]'],
        [["app", "name"], "x".repeat(100), `"${"x".repeat(76)}…`],
        [["secrets", "TOKEN"], "hunter2", hidden],
        [["secrets", "TOKEN"], null, "null, as YAML reads a key with nothing behind it"],
        [["secrets", "TOKEN", "value"], ["hunter2"], "a list"],
        [["secrets", "TOKEN", "kind"], "ssm", '"ssm"'],
        [["secrets", "TOKEN", "optional"], "yes", '"yes"'],
        [["app", "variables", "TOKEN"], "hunter2", hidden],
        [["worker", "a", "environmentVariables", "TOKEN"], "hunter2", hidden],
        [["worker", "a", "delivery", "url"], "https://example.com/?key=hunter2", hidden],
        [["database", "urlSecretArn"], "postgres://me:hunter2@db/x", hidden],
        [["database"], "postgres://me:hunter2@db/x", hidden],
        [["cache"], "redis://:hunter2@cache/0", hidden],
        [["cache"], ["redis://:hunter2@cache/0"], "a list"],
        [["database"], { credentials: { user: "me", password: "hunter2" } }, "a mapping"],
        [["database"], [{ apiKey: "hunter2" }], "a list"],
        [["monitoring", "subscribers", 0], "https://hooks.slack.com/services/T0/B0/hunter2", hidden],
        [["monitoring", "subscribers"], [{ url: "https://hooks.slack.com/services/hunter2" }], "a list"],
        [["monitoring", "subscribers", 0], "ops@example.com", '"ops@example.com"'],
        [["database"], "postgres://me:hunter2/x@db/x", hidden],
        [["cache"], "rediss://:hunter2/x@cache", hidden],
        [["app", "package"], "https://hunter2@github.com/a/b", hidden],
        [["app", "variables"], ["TOKEN=hunter2"], "a list"],
        [["worker", "a", "environmentVariables"], "TOKEN=hunter2", hidden],
        [["monitoring", "subscribers", 0], "hooks.slack.com/services/T0/B0/hunter2", hidden],
        [["monitoring", "subscribers"], { "hooks.slack.com/services/hunter2": "" }, "a mapping"],
        [["monitoring", "errorLog"], "https://hooks.slack.com/services/hunter2", hidden],
        [["monitoring", "errorLog", "file"], "/var/log/x.log", '"/var/log/x.log"'],
        [["environment", "notifications"], "hooks.slack.com/services/hunter2", hidden],
        [["environment"], [{ notifications: "hooks.slack.com/services/hunter2" }], "a list"],
        [["app", "processes", "notifications"], "bin/send", '"bin/send"'],
        [["environment", "notifications"], "https://example.com/hunter2", hidden],
        [["media", "uploads", "origins", 0], "https://www.example.com/", '"https://www.example.com/"'],
    ];
    for (const [path, value, wanted] of values) {
        it(`is ${wanted} at ${path.join(".")}`, () => {
            const text = shown(path, value);
            assert.equal(text, wanted);
            assert.doesNotMatch(text, /hunter2/);
        });
    }

    it("is nothing of a secret, and neither is what a remedy repeats", () => {
        assert.equal(mayBeSecret(["secrets", "TOKEN", "value"], "hunter2"), true);
        assert.equal(mayBeSecret(["cache"], "redis://:hunter2@cache/0"), true);
        assert.equal(mayBeSecret(["cache"], "redis"), false);
    });
});
