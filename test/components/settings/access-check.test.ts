import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

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

    const refused: readonly (readonly [string, object, string])[] = [
        ["an account that is no twelve digits", { accountId: "12345678901" }, "environment.access.accountId"],
        ["an account as a number, which loses its zeros", { accountId: 123456789012 }, "environment.access.accountId"],
        [
            "a boundary that is no policy",
            { permissionsBoundary: "arn:aws:iam::123456789012:role/x" },
            "environment.access.permissionsBoundary",
        ],
        [
            "a policy without an account",
            { managedPolicyArns: ["arn:aws:iam:::policy/x"] },
            "environment.access.managedPolicyArns[0]",
        ],
        [
            "a path of parameters that AWS keeps",
            { parameterPrefixes: ["/aws/service"] },
            "environment.access.parameterPrefixes[0]",
        ],
        ["every parameter of the account", { parameterPrefixes: ["/"] }, "environment.access.parameterPrefixes[0]"],
        [
            "policies of one name",
            { managedPolicyArns: [policy("x"), "arn:aws:iam::aws:policy/x"] },
            "environment.access.managedPolicyArns",
        ],
        [
            "a boundary of another part of AWS",
            { permissionsBoundary: policy("x", "aws-cn") },
            "environment.access.permissionsBoundary",
        ],
    ];
    for (const [name, access, where] of refused) {
        it(`refuses ${name}`, () => {
            assert.deepEqual(
                problemsOf(access).map((problem) => problem.where),
                [where],
            );
        });
    }

    it("takes the policies of China in China", () => {
        assert.deepEqual(problemsOf({ managedPolicyArns: [policy("x", "aws-cn")] }, {}, "cn-north-1"), []);
        assert.deepEqual(problemsOf({ managedPolicyArns: [policy("x")] }, {}, "cn-north-1"), [
            {
                where: "environment.access.managedPolicyArns[0]",
                got: `"${policy("x")}"`,
                allowed: "an ARN that begins with arn:aws-cn: in cn-north-1",
                remedy: "Give the policy of that part of AWS.",
            },
        ]);
    });

    it("refuses an application whose security groups the provider would drop", () => {
        assert.deepEqual(problemsOf({}, { app: { ...minimalRaw.app, name: "awseb-notes" } }), [
            {
                where: "app.name",
                got: '"awseb-notes-dev"',
                allowed: "a name that does not begin with awseb, which Elastic Beanstalk keeps for itself",
                remedy: "Choose another name.",
            },
        ]);
    });
});

describe("kmsKeyArn", () => {
    const arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:x-AbCdEf";
    const secretWith = (kmsKeyArn: string) => problemsOf({}, { secrets: { X: { kind: "arn", arn, kmsKeyArn } } });

    it("is a key, since policies do not know aliases", () => {
        assert.deepEqual(secretWith("arn:aws:kms:us-east-1:123456789012:key/mrk-0a1b"), []);
        assert.deepEqual(
            secretWith("arn:aws:kms:us-east-1:123456789012:alias/x").map(({ where, allowed }) => [where, allowed]),
            [["secrets.X.kmsKeyArn", "the ARN of a key in KMS, not of an alias"]],
        );
    });
});
