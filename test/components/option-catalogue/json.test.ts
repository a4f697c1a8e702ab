import * as assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson, goJson } from "../../../components/option-catalogue/json";

const space = fc.stringMatching(/^[ \t\n\r]{0,2}$/);
const json = fc.tuple(space, fc.json(), space).map((parts) => parts.join(""));
/** Nearly JSON: one sign more, or one less. */
const spoilt = fc.tuple(json, fc.nat(), fc.constantFrom("", "x", ",", '"', "}", "\u00a0")).map(([text, at, sign]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + sign + text.slice(place + (sign === "" ? 1 : 0));
});

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

describe("JSON among values", () => {
    it("is what JSON.parse takes", () => {
        fc.assert(
            fc.property(fc.oneof(json, spoilt, fc.string()), (text) => {
                assert.equal(goJson(text) !== undefined, isJson(text));
            }),
            { numRuns: 2000 },
        );
    });

    for (const text of ["true", " null\n", "-1", "\t[1]", '"a"', "0"]) {
        it(`is ${JSON.stringify(text)}`, () => {
            assert.equal(canonicalJson(text), text.trim());
        });
    }

    for (const text of ["", " ", "trueish", "nullable", "+1", "01", "-", "subnet-1", "\u00a01", "t3.micro"]) {
        it(`is not ${JSON.stringify(text)}`, () => {
            assert.equal(canonicalJson(text), undefined);
        });
    }
});
