import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { readPolicyDocument, Statement } from "../../../policies/read/policy-document";
import { isPublic } from "../../../policies/read/public-statement";
import { proxied, unknown } from "../../support/policy-runner";

const empty: Statement = {
    effect: "",
    actions: [],
    notActions: [],
    resources: [],
    notResources: [],
    principals: [],
    hasNotPrincipal: false,
    conditions: [],
};
const one = { Effect: "Allow", Action: "s3:GetObject", Resource: "*", Principal: "*" };
const read: Statement = {
    ...empty,
    effect: "Allow",
    actions: ["s3:GetObject"],
    resources: ["*"],
    principals: [{ kind: "*", names: ["*"] }],
};
const documentOf = (policy: unknown) => readPolicyDocument(proxied({ policy }), "policy");

describe("readPolicyDocument", () => {
    const cases: [string, unknown, ReturnType<typeof documentOf>][] = [
        ["absent", undefined, { kind: "absent" }],
        ["unknown", unknown, { kind: "unknown" }],
        ["no JSON", "{", { kind: "invalid" }],
        ["JSON that is no object", "[1]", { kind: "invalid" }],
        ["a number", 1, { kind: "invalid" }],
        ["no statements", {}, { kind: "invalid" }],
        ["an empty list", { Statement: [] }, { kind: "known", statements: [] }],
        ["text, one statement", JSON.stringify({ Statement: one }), { kind: "known", statements: [read] }],
        ["text, many", JSON.stringify({ Statement: [one, one] }), { kind: "known", statements: [read, read] }],
        ["an object, one statement", { Statement: one }, { kind: "known", statements: [read] }],
        ["an object, many", { Statement: [one, one] }, { kind: "known", statements: [read, read] }],
        [
            "many of each",
            {
                Statement: {
                    ...one,
                    Action: ["a", "b"],
                    Resource: ["c", "d"],
                    Principal: { AWS: ["e", "f"], Service: "g" },
                },
            },
            {
                kind: "known",
                statements: [
                    {
                        ...read,
                        actions: ["a", "b"],
                        resources: ["c", "d"],
                        principals: [
                            { kind: "AWS", names: ["e", "f"] },
                            { kind: "Service", names: ["g"] },
                        ],
                    },
                ],
            },
        ],
        [
            "the opposites",
            { Statement: { NotAction: "a", NotResource: ["b"], NotPrincipal: { AWS: "c" } } },
            {
                kind: "known",
                statements: [{ ...empty, notActions: ["a"], notResources: ["b"], hasNotPrincipal: true }],
            },
        ],
        [
            "conditions",
            { Statement: { Condition: { Bool: { "aws:SecureTransport": false }, StringLike: { X: ["a", "b"] } } } },
            {
                kind: "known",
                statements: [
                    {
                        ...empty,
                        conditions: [
                            { operator: "Bool", key: "aws:securetransport", values: ["false"] },
                            { operator: "StringLike", key: "x", values: ["a", "b"] },
                        ],
                    },
                ],
            },
        ],
        ["unknown statements", { Statement: unknown }, { kind: "unknown" }],
        ["an unknown statement", { Statement: [one, unknown] }, { kind: "unknown" }],
        ["an unknown resource", { Statement: { ...one, Resource: [unknown] } }, { kind: "unknown" }],
        ["an unknown part that does not count", { Id: unknown, Statement: one }, { kind: "known", statements: [read] }],
    ];
    for (const [title, policy, expected] of cases) {
        it(title, () => {
            assert.deepEqual(documentOf(policy), expected);
        });
    }

    it("takes any JSON without throwing", () => {
        const some = fc.oneof(fc.jsonValue(), fc.constantFrom(unknown, "*", "Allow"));
        const keys = ["Effect", "Action", "NotAction", "Resource", "Principal", "NotPrincipal", "Condition"];
        const statement = fc.oneof(fc.dictionary(fc.constantFrom(...keys), some), some);
        const policy = fc.oneof(fc.record({ Statement: fc.oneof(statement, fc.array(statement)) }), some);
        fc.assert(
            fc.property(policy, fc.boolean(), (given, asText) => {
                const document = documentOf(asText ? JSON.stringify(given) : given);
                assert.ok(
                    document.kind !== "known" || document.statements.every((it) => typeof isPublic(it) === "boolean"),
                );
            }),
            { numRuns: 1000 },
        );
    });
});

describe("isPublic", () => {
    const condition = (operator: string, key: string, ...values: string[]) => ({
        conditions: [{ operator, key, values }],
    });
    const cases: [string, Partial<Statement>, boolean][] = [
        ["everyone", {}, true],
        ["nobody", { effect: "Deny" }, false],
        ["one account", { principals: [{ kind: "AWS", names: ["111122223333"] }] }, false],
        ["a service", { principals: [{ kind: "Service", names: ["logging.s3.amazonaws.com"] }] }, false],
        ["everyone of AWS", { principals: [{ kind: "AWS", names: ["a", "*"] }] }, true],
        ["everyone but one", { principals: [], hasNotPrincipal: true }, true],
        ["an account by condition", condition("StringEquals", "aws:sourceaccount", "111122223333"), false],
        ["any account by condition", condition("StringLike", "aws:sourceaccount", "*"), true],
        ["anything of an account", condition("ArnLike", "aws:sourcearn", "arn:aws:s3:::*"), true],
        ["a pattern within an account", condition("ArnLike", "aws:sourcearn", "arn:aws:sns:*:111122223333:*"), false],
        ["an address range", condition("IpAddress", "aws:sourceip", "192.0.2.0/24"), false],
        ["the whole world", condition("IpAddress", "aws:sourceip", "0.0.0.0/0"), true],
        ["the whole world of IPv6", condition("IpAddress", "aws:sourceip", "::/0"), true],
        ["everyone but a range", condition("NotIpAddress", "aws:sourceip", "192.0.2.0/24"), true],
        ["where the key is missing too", condition("StringEqualsIfExists", "aws:sourcevpce", "vpce-1"), true],
        ["a Referer", condition("StringLike", "aws:referer", "https://www.example.com"), true],
        ["TLS", condition("Bool", "aws:securetransport", "true"), true],
        ["no value", condition("StringEquals", "aws:sourceaccount"), true],
    ];
    for (const [title, change, expected] of cases) {
        it(`${title}: ${String(expected)}`, () => {
            assert.equal(isPublic({ ...read, ...change }), expected);
        });
    }
});
