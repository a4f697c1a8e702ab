import * as assert from "node:assert/strict";
import { differences } from "../../../sandbox/stand-in/diff";

const signature = "4dabf18193072939515e22adb298388d";
const assetMark = "c44067f5952c0a294b673a41bacd8c17";
const asset = (path: string, hash: string) => ({ source: { [signature]: assetMark, path, hash } });

describe("differences between inputs", () => {
    it("quote keys that a path would take apart", () => {
        const before = { tags: { "a.b": "1", "c[0]": "1", 'd"e': "1", plain: "1" } };
        const after = { tags: { "a.b": "2", "c[0]": "2", 'd"e': "2", plain: "2" } };
        assert.deepEqual(
            [...differences(before, after).keys()],
            ['tags["a.b"]', 'tags["c[0]"]', 'tags["d\\"e"]', "tags.plain"],
        );
        assert.equal(differences(before, after, ["tags"]).size, 0);
    });

    it("compare assets by content, wherever they lie", () => {
        assert.equal(differences(asset("/a", "1"), asset("/b", "1")).size, 0);
        assert.deepEqual([...differences(asset("/a", "1"), asset("/a", "2"))], [["source", "update"]]);
    });
});
