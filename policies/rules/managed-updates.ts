import { securityHub } from "../frameworks";
import { advisoryInDev } from "../levels";
import { environmentNamespace, environmentType } from "../read/environment";
import { judgeOption } from "../read/judge-option";
import { isAlways, Option, readOption, Wanted } from "../read/options";
import type { Resource, Rule } from "../rule";

const namespace = "aws:elasticbeanstalk:managedactions";
const enabled: Wanted = { namespace, name: "ManagedActionsEnabled", value: "true" };
const level: Wanted = { namespace: `${namespace}:platformupdate`, name: "UpdateLevel", value: "minor" };
const window: Wanted = { namespace, name: "PreferredStartTime", value: "Sun:03:00" };
const role = "ServiceRoleForManagedUpdates";
const linkedRole = "AWSServiceRoleForElasticBeanstalkManagedUpdates";

export const managedUpdates: Rule = {
    name: "managed-updates",
    displayName: "Managed platform updates",
    description: "Elastic Beanstalk brings platform updates by itself, of a stated level and in a stated window.",
    levels: advisoryInDev,
    severity: "high",
    framework: securityHub("ElasticBeanstalk.2", "Elastic Beanstalk managed platform updates should be enabled"),
    standards: ["CT.ELASTICBEANSTALK.PR.2", "CKV_AWS_340", "AwsSolutions-EB3"],
    remediationSteps:
        `Set ${namespace}/${enabled.name} to "true", ${level.namespace}/${level.name} to "minor" or "patch", and ` +
        `${namespace}/${window.name} to a day and time in UTC such as "${window.value}".`,
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html",
    tags: ["platform", "updates"],
    sees: "resource",
    types: [environmentType],
    judge(environment) {
        const off = judgeEnabled(environment);
        // Enhanced health and a service role, which AWS demands too, are findings of enhanced-health and environment-roles.
        return off.length > 0
            ? off
            : [...judgeLevel(environment), ...judgeWindow(environment), ...judgeRole(environment)];
    },
};

const judgeEnabled = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: enabled,
        words: '"true"',
        accepts: (value) => value.toLowerCase() === "true",
        because: "Left out, an environment made through the API gets no platform updates.",
        stackFile: "environment.managedUpdates: {enabled: true}, the default",
        together: [level, window],
    });

const judgeLevel = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: level,
        words: '"minor" or "patch"',
        accepts: (value) => ["minor", "patch"].includes(value),
        because: "Without a level AWS refuses managed updates.",
        stackFile: "environment.managedUpdates: {level: minor}, the default",
    });

const judgeWindow = (environment: Resource): string[] =>
    judgeOption(environment, {
        option: window,
        words: "a day and time in UTC such as Sun:03:00",
        accepts: (value) => /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat):([01]\d|2[0-3]):[0-5]\d$/.test(value),
        because: "Without a window AWS refuses managed updates.",
        stackFile: 'environment.managedUpdates: {window: "Sun:03:00"}, the default',
    });

/**
 * It has one right value besides the environment's own role. Where one of the two is not known yet, they are taken to be the same.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elasticbeanstalkmanagedactions
 */
function judgeRole(environment: Resource): string[] {
    const given = readOption(environment, namespace, role);
    const service = readOption(environment, environmentNamespace, "ServiceRole");
    if (given.state !== "known" || isAlways(given, linkedRole) || service.state === "unknown") {
        return [];
    }
    const roles = namesIn(service);
    return namesIn(given).every((name) => name === linkedRole || roles.includes(name))
        ? []
        : [
              `${namespace}/${role} is neither the environment's ServiceRole nor "${linkedRole}"; wanted: one of the two. AWS ` +
                  "refuses others. In this project: leave it out of options. In any other program: leave it out, or repeat " +
                  `${environmentNamespace}/ServiceRole.`,
          ];
}

/** A role may be given as its name, with its path, or as its ARN. */
const namesIn = (option: Option): readonly (string | undefined)[] =>
    option.state === "known" ? option.values.map((value) => value.split("/").at(-1)) : [];
