import { secretPolicy } from "../../../policies/rules/secret-policy";
import { unknown } from "../../support/policy-runner";
import { policyOf } from "../bucket-stack";
import { itJudges, Scenario } from "../scenarios";

const remedy =
    "In this project: nothing, its secrets have no policy. In any other program: principals by their ARNs, and " +
    "blockPublicPolicy: true on a SecretPolicy.";
const open = `The policy lets everyone in; wanted: principals by name, or a condition on the account. ${remedy}`;
const attached = "aws:secretsmanager/secretPolicy:SecretPolicy";
const inline = "aws:secretsmanager/secret:Secret";
const allow = { Effect: "Allow", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };
const role = { AWS: "arn:aws:iam::111122223333:role/reader" };
const ofOrganization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } };

const cases: [string, unknown, readonly string[]][] = [
    ["everyone", policyOf(allow), [open]],
    ["everyone of AWS", policyOf({ ...allow, Principal: { AWS: ["*"] } }), [open]],
    ["an object", { Statement: allow }, [open]],
    ["everyone but one", policyOf({ ...allow, Principal: undefined, NotPrincipal: role }), [open]],
    ["one role", policyOf({ ...allow, Principal: role }), []],
    ["an organization", policyOf({ ...allow, ...ofOrganization }), []],
    ["nobody", policyOf({ ...allow, Effect: "Deny" }), []],
    ["no JSON, which AWS refuses", "{", []],
    ["unknown, and asked again in the update", unknown, []],
    ["an unknown part", { Statement: [{ ...allow, Principal: { AWS: unknown } }] }, []],
];

describe("secret-policy", () => {
    itJudges(secretPolicy, [
        ...[attached, inline].flatMap((type) =>
            cases.map(([title, policy, finds]): Scenario => ({
                title: `${type.split(":").pop() ?? ""}: ${title}`,
                stack: () => [{ type, name: "it", props: { policy } }],
                finds,
                reads: ["it.policy"],
            })),
        ),
        {
            title: "no policy",
            stack: () => [
                { type: inline, name: "it", props: {} },
                { type: attached, name: "other", props: { policy: policyOf(allow) } },
            ],
            finds: [open],
        },
    ]);
});
