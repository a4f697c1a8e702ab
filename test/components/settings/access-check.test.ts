import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

function problemsOf(access: object, changes: object = {}, region?: string) {
    try {
        testSettings({ environment: { stage: "dev", access }, ...changes }, region === undefined ? {} : { region });
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const policy = (name: string, partition = "aws") => `arn:${partition}:iam::123456789012:policy/team/${name}`;

describe("environment.access", () => {
    it("takes an account, a boundary and policies", () => {
        const access = {
            accountId: "012345678901",
            permissionsBoundary: policy("boundary"),
            managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSESFullAccess", policy("queue")],
            parameterPrefixes: ["/notes-dev/tokens"],
            sessionManager: false,
            checkSecrets: false,
        };
        assert.deepEqual(testSettings({ environment: { stage: "dev", access } }).environment.access, access);
        assert.deepEqual(testSettings().environment.access, {
            managedPolicyArns: [],
            parameterPrefixes: [],
            sessionManager: true,
            checkSecrets: true,
        });
    });

    it("takes the policies of China in China", () => {
        assert.deepEqual(problemsOf({ managedPolicyArns: [policy("x", "aws-cn")] }, {}, "cn-north-1"), []);
    });
});

describe("kmsKeyArn", () => {
    const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf";
    const secretWith = (kmsKeyArn: string) => problemsOf({}, { secrets: { X: { kind: "arn", arn, kmsKeyArn } } });

    it("may be a multi-Region key", () => {
        assert.deepEqual(secretWith("arn:aws:kms:us-east-1:123456789012:key/mrk-0a1b"), []);
    });
});
