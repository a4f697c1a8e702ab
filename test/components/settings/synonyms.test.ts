import * as assert from "node:assert/strict";
import { z } from "zod";
import type { Node } from "../../../components/settings/remedies";
import { settingsSchema } from "../../../components/settings/schema";
import { ambiguous, mayMean, meantBy, oneOf, synonyms } from "../../../components/settings/synonyms";

interface Whole extends Node {
    readonly enum?: readonly unknown[];
    readonly anyOf?: readonly Whole[];
}

/** What may be chosen, by the path of the setting. Names of the user's own are `x`. */
function choices(node: Whole, path: string, found = new Map<string, string[]>()): Map<string, string[]> {
    const add = (at: string, values: readonly unknown[]) =>
        found.set(at, [...(found.get(at) ?? []), ...values.map(String)]);
    add(path, node.enum ?? (node.const === undefined ? [] : [node.const]));
    for (const [name, child] of Object.entries(node.properties ?? {})) {
        choices(child, path === "" ? name : `${path}.${name}`, found);
    }
    for (const each of [...(node.oneOf ?? []), ...(node.anyOf ?? [])] as readonly Whole[]) {
        choices(each, path, found);
    }
    if (node.items !== undefined) {
        choices(node.items, `${path}[0]`, found);
    }
    if (typeof node.additionalProperties === "object") {
        choices(node.additionalProperties, `${path}.x`, found);
    }
    return found;
}

const known = choices(z.toJSONSchema(settingsSchema("dev"), { io: "input", unrepresentable: "any" }) as Whole, "");

describe("the words that people have for a choice", () => {
    for (const { at, words } of synonyms) {
        const places = [...known].filter(([path, options]) => at.test(path) && options.length > 0);

        it(`are for settings that there are, and for what may be chosen there: ${at.source}`, () => {
            assert.ok(places.length > 0);
            for (const [path, options] of places) {
                for (const [meant, said] of Object.entries(words)) {
                    assert.ok(options.includes(meant), `${path}: ${meant}`);
                    assert.deepEqual(
                        said.map((word) => meantBy(path, word, options)),
                        said.map(() => meant),
                        path,
                    );
                }
            }
        });

        it(`are plain, have one meaning, and are no choice themselves: ${at.source}`, () => {
            const all = Object.values(words).flat();
            assert.deepEqual(
                all.filter((word) => !/^[a-z0-9]+$/.test(word)),
                [],
            );
            assert.equal(new Set(all).size, all.length);
            for (const [path, options] of places) {
                const overlap = all.filter((word) => options.some((option) => option.toLowerCase() === word));
                assert.deepEqual(overlap, [], path);
            }
        });
    }

    for (const { at, words, options } of ambiguous) {
        it(`leave a choice among what there is: ${words.join(", ")} at ${at.source}`, () => {
            const places = [...known].filter(([path, all]) => at.test(path) && all.length > 0);
            assert.ok(places.length > 0 && options.length > 1);
            for (const [path, all] of places) {
                assert.deepEqual(
                    options.filter((option) => !all.includes(option)),
                    [],
                );
                for (const word of words) {
                    assert.deepEqual(mayMean(path, word)?.options, options);
                    assert.equal(meantBy(path, word, all), undefined, "it has one meaning too");
                }
            }
        });
    }

    it("are left to the list where they may mean anything", () => {
        const secret = ["generated", "stack", "arn", "parameter"];
        assert.equal(
            meantBy("secrets.TOKEN.kind", "secret", secret) ?? mayMean("secrets.TOKEN.kind", "secret"),
            undefined,
        );
        assert.equal(meantBy("cache.purpose", "sessions", ["cache", "queue", "both"]), undefined);
        assert.equal(meantBy("database.urlScheme", "psycopg", ["postgresql", "postgresql+psycopg"]), undefined);
        assert.equal(mayMean("cache.kind", 1), undefined);
    });

    it("are told with commas and an or", () => {
        assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(oneOf), ["", "a", "a or b", "a, b or c"]);
    });

    it("have no place twice", () => {
        for (const [path] of known) {
            assert.ok(synonyms.filter(({ at }) => at.test(path)).length <= 1, path);
        }
    });

    it("are known in any spelling", () => {
        const kinds = ["postgres", "external", "none"];
        for (const word of ["RDS", "rds-postgres", "RDS PostgreSQL", "PostgreSQL"]) {
            assert.equal(meantBy("database.kind", word, kinds), "postgres", word);
        }
        assert.equal(meantBy("database.kind", "mysql", kinds), undefined);
        assert.equal(meantBy("cache.kind", "rds", ["none", "valkey", "redis"]), undefined);
    });

    it("say what on and off are where a choice leaves no doubt", () => {
        const kinds = ["postgres", "external", "none"];
        for (const off of [false, "false", "off", "No", "disabled"]) {
            assert.equal(meantBy("database.kind", off, kinds), "none", String(off));
        }
        assert.equal(meantBy("database.kind", true, kinds), undefined);
        assert.equal(meantBy("monitoring.kind", true, ["alarms", "none"]), "alarms");
        assert.equal(meantBy("monitoring.kind", "on", ["alarms", "none"]), "alarms");
        assert.equal(meantBy("network.kind", true, ["new"]), undefined);
        assert.equal(meantBy("network.kind", 1, ["new", "none"]), undefined);
    });
});
