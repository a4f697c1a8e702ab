import * as assert from "node:assert/strict";
import { changesOf, differences } from "../../../sandbox/stand-in/diff";
import { secret, unknown } from "../../../sandbox/stand-in/values";

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

    describe("of a set", () => {
        const sets = { list: (element: unknown) => String(element).toLowerCase() };
        const paths = (before: unknown, after: unknown, ignored: string[] = []) =>
            Object.fromEntries(differences({ list: before }, { list: after }, ignored, sets));

        it("are elements that go, at their old place, and that come, at their new one", () => {
            assert.deepEqual(paths(["a", "b", "c"], ["c", "d", "a", "e"]), {
                "list[1]": "update",
                "list[3]": "add",
            });
            assert.deepEqual(paths(["a", "b"], ["b"]), { "list[0]": "delete" });
        });

        it("are none in another order, or when elements hash alike", () => {
            assert.deepEqual(paths(["a", "b"], ["B", "A"]), {});
        });

        it("are seen through a mark of secrets", () => {
            assert.deepEqual(paths(secret(["a"]), ["A"]), {});
            assert.deepEqual(paths(["a"], secret(["a", "b"])), { "list[1]": "add" });
        });

        it("are the whole property where one side has no list", () => {
            assert.deepEqual(paths(undefined, ["a"]), { list: "add" });
            assert.deepEqual(paths(["a"], unknown), { list: "update" });
        });

        it("do not count when they are ignored", () => {
            assert.deepEqual(paths(["a"], ["b"], ["list"]), {});
        });

        it("lie between the new inputs and what the state holds", () => {
            const resource = { inputs: { list: ["A"], name: "x" }, outputs: { list: [], name: "y" } };
            assert.deepEqual([...changesOf({ sets }, resource, { list: ["A"], name: "x" })], [["list[0]", "add"]]);
            assert.deepEqual([...changesOf({}, resource, { list: ["A"], name: "x" })], []);
        });
    });
});
