import * as assert from "node:assert/strict";
import fc from "fast-check";
import { secretBlanker } from "../../rehearsal/secrets";

const table: readonly (readonly [what: string, secrets: string[], text: string, blanked: string])[] = [
    ["the value", ["tiger5"], "a tiger5, b=tiger5;", "a [secret], b=[secret];"],
    ["each place", ["canary-1"], "canary-1 canary-1", "[secret] [secret]"],
    ["one of fewer than four characters as a word", ["abc", "1"], "abc 1, abcd 12", "[secret] [secret], abcd 12"],
    ["none twice", ["secret"], "[secret] secret", "[secret] [secret]"],
    ["none of blanks", ["      "], "a      b%20%20", "a      b%20%20"],
    ["nothing of an empty one", ["", "tiger5"], "x tiger5", "x [secret]"],
    ["characters of patterns as they are", ["a.c*[("], "abc* a.c*[(", "abc* [secret]"],
    ["the longest of those that hold one another", ["tiger", "tiger5/x"], "tiger5/x tiger", "[secret] [secret]"],
    ["as JavaScript writes it into a URL", ["p@ss w/(rd"], "u:p%40ss%20w%2F(rd@h", "u:[secret]@h"],
    ["as Python writes it into a URL", ["p@ss w/(rd"], "p%40ss%20w/%28rd p%40ss+w%2F%28rd", "[secret] [secret]"],
    ["with small hexadecimal digits", ["p/ss w"], "p%2fss%20w", "[secret]"],
    ["in JSON", ['say "yes"\nor'], '{"a": "say \\"yes\\"\\nor"}', '{"a": "[secret]"}'],
    ["in base64", ["canary-1"], "Basic Y2FuYXJ5LTE=", "Basic [secret]"],
    ["over several lines", ["KEY-1\nKEY-2\n"], "x KEY-1\nKEY-2\ny", "x [secret]y"],
    [
        "each line of several, indented",
        ["KEY-1\r\n  KEY-2\nend"],
        "    KEY-1\n    KEY-2\nend",
        "    [secret]\n    [secret]\nend",
    ],
    ["the password of a URL", ["postgres://notes:p%40ss1@db/notes"], "pw p@ss1 p%40ss1", "pw [secret] [secret]"],
    ["the password of no URL", ["postgres://notes:p^s[%zz@db/notes"], "pw p^s[%zz", "pw [secret]"],
    [
        "fields of JSON, and not what only tells a database from another",
        [
            '{"username": "postgres", "dbname": "notes", "port": 5432, "password": "hunter22", "url": "x://a:tiger5@b", "to": "no"}',
        ],
        "postgres notes 5432 hunter22 tiger5 no",
        "postgres notes 5432 [secret] [secret] no",
    ],
    ["a URL whose password has no sense", ["postgres://notes:%E0%A4@db/n"], "pw %E0%A4", "pw [secret]"],
    ["half a pair of characters", ["abcd\ud800"], "x abcd\ud800", "x [secret]"],
];

describe("secrets in a rehearsal's outputs", () => {
    for (const [what, secrets, text, blanked] of table) {
        it(`are blanked: ${what}`, () => {
            assert.equal(secretBlanker(secrets)(text), blanked);
        });
    }

    it("leave none of any value, whatever stands around it", () => {
        const secret = fc
            .string({ minLength: 4, maxLength: 30 })
            .filter((each) => !/[[\]]/.test(each) && each.trim().length >= 4 && !"secret".includes(each.trim()));
        fc.assert(
            fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
                assert.ok(!secretBlanker([value])(`${before}${value}${after}`).includes(value));
            }),
        );
    });
});
