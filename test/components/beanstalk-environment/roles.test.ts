import * as assert from "node:assert/strict";
import {
    createInstanceProfile,
    createServiceRole,
    InstanceRoleArgs,
} from "../../../components/beanstalk-environment/roles";
import { wildcardStatement } from "../../../components/beanstalk-environment/wildcards";
import { recordProgram, stackConfig } from "../../support/program";
import { record } from "../../support/record";

const role = "aws:iam/role:Role";
const attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const boundary = "arn:aws:iam::123456789012:policy/team/boundary";

const rolesWith = (args: Partial<InstanceRoleArgs>) =>
    record({ preview: false }, () => {
        const all = {
            region: "us-east-1",
            permissionsBoundary: undefined,
            tags: {},
            statements: [],
            managedPolicyArns: [],
            ...args,
        };
        return { profileName: createInstanceProfile("x", all, {}), serviceRoleArn: createServiceRole("x", all, {}) };
    });

const trustOf = (inputs: Readonly<Record<string, unknown>>) =>
    (JSON.parse(String(inputs["assumeRolePolicy"])) as { Statement: unknown[] }).Statement;

describe("the roles of an environment", () => {
    const principals: readonly (readonly [string, string, string])[] = [
        ["us-east-1", "ec2.amazonaws.com", "aws"],
        ["us-gov-west-1", "ec2.amazonaws.com", "aws-us-gov"],
        ["cn-north-1", "ec2.amazonaws.com.cn", "aws-cn"],
    ];
    for (const [region, principal, partition] of principals) {
        it(`are taken on by these services alone, and have AWS's policies, in ${region}`, async () => {
            const recording = await rolesWith({ region });
            const assume = (Service: string, more: object = {}) => [
                { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole", ...more },
            ];
            assert.deepEqual(
                recording.ofType(role).map(({ name, inputs }) => [name, trustOf(inputs)]),
                [
                    ["x-instance-role", assume(principal)],
                    [
                        "x-service-role",
                        assume("elasticbeanstalk.amazonaws.com", {
                            Condition: { StringEquals: { "sts:ExternalId": "elasticbeanstalk" } },
                        }),
                    ],
                ],
            );
            assert.deepEqual(
                recording.ofType(attachment).map(({ inputs }) => inputs["policyArn"]),
                [
                    `arn:${partition}:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth`,
                    `arn:${partition}:iam::aws:policy/AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy`,
                ],
            );
        });
    }

    it("have a boundary, all of them, where the settings give one", async () => {
        const boundaries = async (permissionsBoundary: string | undefined) =>
            (await rolesWith({ permissionsBoundary })).ofType(role).map(({ inputs }) => inputs["permissionsBoundary"]);
        assert.deepEqual(await boundaries(boundary), [boundary, boundary]);
        assert.deepEqual(await boundaries(undefined), [undefined, undefined]);
    });

    it("have the user's own policies on the instance role alone", async () => {
        const own = "arn:aws:iam::aws:policy/AmazonSESFullAccess";
        const recording = await rolesWith({ managedPolicyArns: [own] });
        assert.deepEqual(
            recording.ofType(attachment).filter(({ inputs }) => inputs["policyArn"] === own),
            recording.resources.filter(({ name }) => name === "x-instance-AmazonSESFullAccess"),
        );
        assert.deepEqual(
            recording.ofType(attachment).map(({ inputs }) => inputs["role"]),
            ["x-instance-role", "x-service-role", "x-service-role"],
        );
    });

    it("write a condition where a statement has one", async () => {
        const statements = [wildcardStatement("WorkerMetrics"), wildcardStatement("XRay")];
        const recording = await rolesWith({ statements });
        const { Statement } = JSON.parse(String(recording.only("aws:iam/rolePolicy:RolePolicy").inputs["policy"])) as {
            Statement: readonly Record<string, unknown>[];
        };
        assert.deepEqual(
            Statement.map(({ Condition }) => Condition),
            [{ StringEquals: { "cloudwatch:namespace": ["ElasticBeanstalk/SQSD"] } }, undefined],
        );
    });
});

/** cloudposse/terraform-aws-elastic-beanstalk-environment */
describe("#171: the deprecated AWSElasticBeanstalkService", () => {
    it("is attached to no role", async () => {
        const recording = await recordProgram("dev", false);
        assert.ok(!JSON.stringify(recording.resources).includes("AWSElasticBeanstalkService"));
    });
});

describe("the access that a stack file gives", () => {
    it("reaches every role of the stack", async () => {
        const environment = stackConfig("prod")["django-beanstalk:environment"] as object;
        const recording = await recordProgram("prod", true, {
            "django-beanstalk:environment": {
                ...environment,
                access: { permissionsBoundary: boundary, sessionManager: false },
            },
        });
        assert.ok(recording.ofType(role).every(({ inputs }) => inputs["permissionsBoundary"] === boundary));
    });
});
