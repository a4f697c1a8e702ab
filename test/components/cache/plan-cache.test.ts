import * as assert from "node:assert/strict";
import fc from "fast-check";
import { downgrade } from "../../../components/cache/downgrade";
import {
    cacheFamily,
    cacheUrls,
    evictionPolicy,
    planServer,
    ServerSettings,
} from "../../../components/cache/plan-cache";
import { testSettings } from "../../support/settings";

function server(raw: object, stage = "dev"): ServerSettings {
    const { cache } = testSettings({ environment: { stage }, cache: { kind: "valkey", ...raw } });
    return cache.kind === "none" ? assert.fail() : cache;
}

describe("the URLs of a cache", () => {
    it("lead to databases of their own, over TLS, and tell Celery to check the certificate", () => {
        assert.deepEqual(cacheUrls({ host: "master.notes.use1.cache.amazonaws.com", port: 6379, token: "aB3" }), {
            CACHE_URL: "rediss://:aB3@master.notes.use1.cache.amazonaws.com:6379/0",
            REDIS_URL: "rediss://:aB3@master.notes.use1.cache.amazonaws.com:6379/1?ssl_cert_reqs=required",
        });
    });

    it("give back any token", () => {
        fc.assert(
            fc.property(fc.string({ minLength: 1 }), (token) => {
                for (const url of Object.values(cacheUrls({ host: "h", port: 6379, token }))) {
                    assert.equal(decodeURIComponent(new URL(url).password), token);
                }
            }),
        );
    });
});

describe("the plan of a cache", () => {
    it("names the family that AWS has for each version", () => {
        const families = [
            ["valkey", "7.2", "valkey7"],
            ["valkey", "8.0", "valkey8"],
            ["valkey", "8.2", "valkey8"],
            ["redis", "7.1", "redis7"],
        ] as const;
        for (const [kind, version, family] of families) {
            assert.equal(cacheFamily({ kind, version }), family);
        }
    });

    it("spares what must not be lost", () => {
        const policies = (["cache", "queue", "both"] as const).map((purpose) => evictionPolicy({ purpose }));
        assert.deepEqual(policies, ["allkeys-lru", "noeviction", undefined]);
    });

    it("fails over as soon as there is a copy, and never without one", () => {
        const of = ({ numCacheClusters, automaticFailoverEnabled, multiAzEnabled }: ReturnType<typeof planServer>) => [
            numCacheClusters,
            automaticFailoverEnabled,
            multiAzEnabled,
        ];
        assert.deepEqual(of(planServer(server({}))), [1, false, false]);
        assert.deepEqual(of(planServer(server({}, "prod"))), [2, true, true]);
        assert.deepEqual(of(planServer(server({ replicas: 3 }))), [4, true, true]);
    });

    it("is encrypted, at rest and on the way, and changes at once", () => {
        for (const stage of ["dev", "prod"]) {
            const plan = planServer(server({}, stage));
            assert.deepEqual(
                [plan.atRestEncryptionEnabled, plan.transitEncryptionEnabled, plan.applyImmediately, plan.port],
                [true, true, true, 6379],
            );
        }
    });
});

describe("another engine for a cache that runs", () => {
    const cases: readonly (readonly [string, string, string | undefined])[] = [
        ["valkey 8.0", "valkey 8.2", undefined],
        ["valkey 8.2", "valkey 8.2", undefined],
        ["valkey 7.2", "valkey 8.0", undefined],
        ["redis 7.1", "valkey 7.2", undefined],
        ["valkey 8.2", "valkey 8.0", "cache.version"],
        ["valkey 8.0", "valkey 7.2", "cache.version"],
        ["redis 7.1", "redis 7.0", "cache.version"],
        ["valkey 7.2", "redis 7.1", "cache.kind"],
    ];
    for (const [from, to, where] of cases) {
        it(`is ${where === undefined ? "taken" : "refused"}: from ${from} to ${to}`, () => {
            const [before, after] = [from, to].map((text) => {
                const [kind = "", version = ""] = text.split(" ");
                return { kind, version };
            });
            const problems = downgrade(before ?? assert.fail(), after ?? assert.fail());
            assert.deepEqual(
                problems.map((each) => [each.where, each.got, each.allowed]),
                where === undefined ? [] : [[where, `${to}, while the cache runs ${from}`, `${from} or newer`]],
            );
        });
    }

    it("is no question for a state that does not know the engine", () => {
        assert.deepEqual(downgrade({ kind: undefined, version: undefined }, { kind: "redis", version: "7.0" }), []);
    });
});
