import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { partition } from "../partition";
import { Statement } from "./statements";

export interface RoleArgs {
    readonly region: string;
    readonly statements: readonly Statement<pulumi.Input<string>>[];
    readonly tags: Readonly<Record<string, string>>;
}

/** The role that instances have, with what the features in use need. */
export function createInstanceProfile(
    name: string,
    args: RoleArgs,
    opts: pulumi.CustomResourceOptions,
): aws.iam.InstanceProfile {
    const domain = args.region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    const role = new aws.iam.Role(
        `${name}-instance-role`,
        { assumeRolePolicy: trust(`ec2.${domain}`), tags: args.tags },
        opts,
    );
    const policy = new aws.iam.RolePolicy(
        `${name}-instance-policy`,
        { role: role.name, policy: document(args.statements) },
        opts,
    );
    // An instance that starts before its policy is attached cannot read its secrets.
    return new aws.iam.InstanceProfile(
        `${name}-instance-profile`,
        { role: role.name, tags: args.tags },
        { ...opts, dependsOn: policy },
    );
}

/**
 * The role that Elastic Beanstalk takes on, with AWS's own two policies: managed updates fail with narrower ones.
 *
 * @returns its ARN, known once both are attached
 */
export function createServiceRole(
    name: string,
    args: Pick<RoleArgs, "region" | "tags">,
    opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
    const condition = { StringEquals: { "sts:ExternalId": "elasticbeanstalk" } };
    const role = new aws.iam.Role(
        `${name}-service-role`,
        { assumeRolePolicy: trust("elasticbeanstalk.amazonaws.com", condition), tags: args.tags },
        opts,
    );
    const attach = (suffix: string, policy: string) => {
        const policyArn = `arn:${partition(args.region)}:iam::aws:policy/${policy}`;
        return new aws.iam.RolePolicyAttachment(`${name}-service-${suffix}`, { role: role.name, policyArn }, opts);
    };
    const attached = [
        attach("enhanced-health", "service-role/AWSElasticBeanstalkEnhancedHealth"),
        attach("managed-updates", "AWSElasticBeanstalkManagedUpdatesCustomerRolePolicy"),
    ];
    return pulumi.all([role.arn, pulumi.all(attached.map(({ id }) => id))]).apply(([arn]) => arn);
}

function trust(service: string, condition?: Readonly<Record<string, unknown>>): string {
    const statement = {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        ...(condition === undefined ? {} : { Condition: condition }),
    };
    return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function document(statements: RoleArgs["statements"]): pulumi.Output<string> {
    return pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: statements.map(({ sid, actions, resources }) => ({
            Sid: sid,
            Effect: "Allow",
            Action: [...actions],
            Resource: [...resources],
        })),
    });
}
