import * as assert from "node:assert/strict";
import * as deserialize from "@pulumi/policy/deserialize";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { unpackOnce } from "../../policies/unpack-once";

const unpack = (message: object, preservingSecrets: boolean): unknown => {
    const known: unknown = Reflect.get(deserialize, "deserializeProperties");
    assert.ok(typeof known === "function", "the SDK has the function that is replaced");
    return (known as (message: object, preservingSecrets: boolean) => unknown)(message, preservingSecrets);
};

describe("unpackOnce", () => {
    it("unpacks the properties of a message once, unless a remediation may change them", () => {
        const [message, other] = [Struct.fromJavaScript({ a: [1] }), Struct.fromJavaScript({ a: [1] })];
        assert.notEqual(unpack(message, false), unpack(message, false), "else it is not needed any more");
        unpackOnce();
        assert.deepEqual(unpack(message, false), { a: [1] });
        assert.equal(unpack(message, false), unpack(message, false));
        assert.notEqual(unpack(message, false), unpack(other, false));
        assert.notEqual(unpack(message, true), unpack(message, true));
    });
});
