import { everywhere } from "../levels";
import { environmentNamespace, environmentType } from "../read/environment";
import { judgeOption } from "../read/judge-option";
import type { Resource, Rule } from "../rule";

const profile = {
    namespace: "aws:autoscaling:launchconfiguration",
    name: "IamInstanceProfile",
    value: "<name of the instance profile>",
};
const service = { namespace: environmentNamespace, name: "ServiceRole", value: "<ARN of the service role>" };

export const environmentRoles: Rule = {
    name: "environment-roles",
    displayName: "Instance profile and service role",
    description: "An environment names the roles of its instances and of Elastic Beanstalk itself.",
    levels: everywhere,
    severity: "medium",
    remediationSteps:
        `Set ${profile.namespace}/${profile.name} to an instance profile and ${service.namespace}/${service.name} to a ` +
        "role that Elastic Beanstalk may assume.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles.html",
    tags: ["iam"],
    sees: "resource",
    types: [environmentType],
    judge: (environment) => [...judgeProfile(environment), ...judgeService(environment)],
};

/** A name or ARN that is not known yet satisfies, here and below: the role is made in the same run. */
const judgeProfile = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: profile,
        words: "the name or ARN of an instance profile",
        accepts: (value) => value !== "",
        alsoRight: ["unknown"],
        because: "Left out, instances have no credentials, and creation fails on platforms that need them.",
        stackFile: "leave it out of options, the stack makes one",
    });

const judgeService = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: service,
        words: "the name or ARN of a role",
        accepts: (value) => value !== "",
        alsoRight: ["unknown"],
        because: "Left out, managed updates and enhanced health depend on roles that others made in the account.",
        stackFile: "leave it out of options, the stack makes one",
    });
