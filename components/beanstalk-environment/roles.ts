import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dnsSuffix, partition } from "../partition";
import { propagationHook } from "./propagation-hook";
import type { Statement } from "./statements";

/** What every role of the stack has. */
export interface RoleArgs {
    readonly region: string;
    /** ARN of a policy that no role of the stack can go beyond. */
    readonly permissionsBoundary: string | undefined;
    readonly tags: Readonly<Record<string, string>>;
}

export interface InstanceRoleArgs extends RoleArgs {
    readonly statements: readonly Statement<pulumi.Input<string>>[];
    /** Policies of the user's own. */
    readonly managedPolicyArns: readonly string[];
}

/**
 * The role that instances have, with what the features in use need. The profile does not wait for the policies, some of which wait for a database, so that
 * IAM spreads it meanwhile.
 *
 * @returns the profile's name, known once everything is attached: an instance that starts before cannot read its secrets
 */
export function createInstanceProfile(
    name: string,
    args: InstanceRoleArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const role = createRole(`${name}-instance-role`, trust(`ec2.${dnsSuffix(args.region)}`), args, opts);
    const policy = new aws.iam.RolePolicy(
        `${name}-instance-policy`,
        { role: role.name, policy: document(args.statements) },
        opts,
    );
    const attached = args.managedPolicyArns.map((policyArn) =>
        attach(`${name}-instance-${lastPart(policyArn)}`, role, policyArn, opts),
    );
    const profile = new aws.iam.InstanceProfile(
        `${name}-instance-profile`,
        { role: role.name, tags: args.tags },
        { ...opts, hooks: { afterCreate: [propagationHook(name)] } },
    );
    return knownWith(profile.name, [policy, ...attached]);
}

/**
 * The role that Elastic Beanstalk takes on, with AWS's own two policies: managed updates fail with narrower ones. Its principal has the same name in China,
 * unlike EC2's.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/iam-servicerole.html
 *
 * @returns its ARN, known once both are attached
 */
export function createServiceRole(
    name: string,
    args: RoleArgs,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const condition = { StringEquals: { "sts:ExternalId": "elasticbeanstalk" } };
    const role = createRole(`${name}-service-role`, trust("elasticbeanstalk.amazonaws.com", condition), args, opts);
    const managed = (suffix: string, policy: string) =>
        attach(`${name}-service-${suffix}`, role, `arn:${partition(args.region)}:iam::aws:policy/${policy}`, opts);
    const attached = [
        managed("enhanced-health", "service-role/AWSElasticBeanstalkEnhancedHealth"),
        managed("managed-updates", "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy"),
    ];
    return knownWith(role.arn, attached);
}

const knownWith = (value: pulumi.Output<string>, resources: readonly pulumi.CustomResource[]): pulumi.Output<string> =>
    pulumi.all([value, pulumi.all(resources.map(({ id }) => id))]).apply(([known]) => known);

function createRole(
    name: string,
    assumeRolePolicy: string,
    { permissionsBoundary, tags }: RoleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.iam.Role {
    const boundary = permissionsBoundary === undefined ? {} : { permissionsBoundary };
    return new aws.iam.Role(name, { assumeRolePolicy, ...boundary, tags }, opts);
}

const attach = (name: string, role: aws.iam.Role, policyArn: string, opts: pulumi.CustomResourceOptions) =>
    new aws.iam.RolePolicyAttachment(name, { role: role.name, policyArn }, opts);

/** Name of a policy, without its path. */
const lastPart = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

function trust(service: string, condition?: Readonly<Record<string, unknown>>): string {
    const statement = {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(condition === undefined ? {} : { Condition: condition }),
    };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function document(statements: InstanceRoleArgs["statements"]): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: statements.map(({ sid, actions, resources, condition }) => ({
            Sid: sid,
            Effect: "Allow",
            Action: [...actions],
            Resource: [...resources],
            ...(condition === undefined ? {} : { Condition: condition }),
        })),
    });
}
