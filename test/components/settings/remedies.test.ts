import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

/** What people type who know the word and not yet its form: the setting, what is said of the value, and what to do. */
const mistakes: readonly (readonly [Readonly<Record<string, unknown>>, string, string, string])[] = [
    [{ database: "postgres" }, "database", '"postgres"', "Write {kind: postgres}, with what else it needs."],
    [{ cache: "redis" }, "cache", '"redis"', "Write {kind: redis}, with what else it needs."],
    [{ monitoring: "on" }, "monitoring", '"on"', "Write a mapping that has its kind: {kind: …}, one of alarms, none."],
    [{ domain: "notes.example.com" }, "domain", '"notes.example.com"', "Write a mapping: {name: …, zone: …}."],
    [
        { secrets: { SECRET_KEY: "stack-hunter2" } },
        "secrets.SECRET_KEY",
        "a value that is not shown",
        "Write a mapping that has its kind: {kind: …}, one of generated, stack, arn, parameter.",
    ],
    [
        { monitoring: { kind: "alarms", subscribers: ["ops@example.com"] } },
        "monitoring.subscribers[0]",
        '"ops@example.com"',
        "Write a mapping that has its kind: {kind: …}, one of email, https, slack.",
    ],
    [
        { monitoring: { kind: "alarms", budget: 100 } },
        "monitoring.budget",
        "100 (a number)",
        "Write a mapping: {monthlyUsd: …}.",
    ],
    [
        { media: { kind: "bucket", cdn: true } },
        "media.cdn",
        "true (true or false)",
        "Write a mapping: {publicPrefixes: …}.",
    ],
    [
        { database: { kind: "postgres", storageGb: "20GB" } },
        "database.storageGb",
        '"20GB"',
        "Write 20, without a unit.",
    ],
    [{ database: { kind: "postgres", backupDays: "7" } }, "database.backupDays", '"7"', "Write 7, without quotes."],
    [{ cache: { kind: "valkey", replicas: "two" } }, "cache.replicas", '"two"', "Change it to what is allowed."],
    [
        { domain: { name: "a.example.com", zone: "example.com", alternativeNames: "b.example.com" } },
        "domain.alternativeNames",
        '"b.example.com"',
        "Write it as a list: [b.example.com].",
    ],
    [
        { secrets: { "oidc-secret": { kind: "generated" } } },
        "secrets.oidc-secret",
        '"oidc-secret"',
        "Write another name in its place.",
    ],
    [
        { monitoring: { kind: "alarms", alarms: { cpu: { threshold: 80 } } } },
        "monitoring.alarms.cpu",
        '"cpu"',
        "Write another name in its place.",
    ],
    [
        { network: { kind: "default", nat: "one" } },
        "network.nat",
        "an unknown setting",
        "Remove it, or choose another network.kind, which has it.",
    ],
    [
        { domain: { name: "a.example.com", zone: "example.com", hsts: 31536000 } },
        "domain.hsts",
        "an unknown setting",
        "Remove it. The names of these begin so: app.proxy.securityHeaders.hstsIncludeSubdomains, app.proxy.securityHeaders.hstsPreload, app.proxy.securityHeaders.hstsSeconds.",
    ],
    [
        { database: { kind: "postgres", deleteOnTerminate: true } },
        "database.deleteOnTerminate",
        "an unknown setting",
        "Remove it, or move it to where it belongs: environment.logs.deleteOnTerminate.",
    ],
    [
        { database: { kind: "postgres", password: "hunter2" } },
        "database.password",
        "an unknown setting",
        "Remove it. The names of these begin so: database.passwordVersion.",
    ],
];

describe("what is said of a value of the wrong form", () => {
    for (const [raw, where, got, remedy] of mistakes) {
        it(`says what to write: ${JSON.stringify(raw)}`, () => {
            assert.throws(
                () => testSettings(raw),
                (error) => {
                    assert.ok(error instanceof ProblemError);
                    const found = error.problems.map((each) => [each.where, each.got, each.remedy]);
                    assert.deepEqual(found, [[where, got, remedy]]);
                    assert.doesNotMatch(error.message, /hunter2/);
                    return true;
                },
            );
        });
    }
});
