import { managedUpdates } from "../../../policies/rules/managed-updates";
import { unknown } from "../../support/policy-runner";
import { optionScenarios } from "../option-scenarios";
import { environment } from "../sample-stack";
import { itJudges } from "../scenarios";

const namespace = "aws:elasticbeanstalk:managedactions";
const enabled = `${namespace}/ManagedActionsEnabled`;
const level = `${namespace}:platformupdate/UpdateLevel`;
const window = `${namespace}/PreferredStartTime`;
const role = `${namespace}/ServiceRoleForManagedUpdates`;
const service = "aws:elasticbeanstalk:environment/ServiceRole";

const entry = (name: string, value: string) => `{namespace: "${namespace}", name: "${name}", value: "${value}"}`;
const levelEntry = `{namespace: "${namespace}:platformupdate", name: "UpdateLevel", value: "minor"}`;
const windowEntry = entry("PreferredStartTime", "Sun:03:00");
const other = "In any other program, in the environment's settings: ";

const saysEnabled = (state: string) =>
    `${enabled} ${state}; wanted: "true". Left out, an environment made through the API gets no platform updates. In this ` +
    `project: environment.managedUpdates: {enabled: true}, the default. ${other}` +
    `${entry("ManagedActionsEnabled", "true")}, ${levelEntry}, ${windowEntry}.`;
const saysLevel = (state: string) =>
    `${level} ${state}; wanted: "minor" or "patch". Without a level AWS refuses managed updates. In this project: ` +
    `environment.managedUpdates: {level: minor}, the default. ${other}${levelEntry}.`;
const saysWindow = (state: string) =>
    `${window} ${state}; wanted: a day and time in UTC such as Sun:03:00. Without a window AWS refuses managed updates. In ` +
    `this project: environment.managedUpdates: {window: "Sun:03:00"}, the default. ${other}${windowEntry}.`;
const saysRole =
    `${role} is neither the environment's ServiceRole nor "AWSServiceRoleForElasticBeanstalkManagedUpdates"; wanted: one of ` +
    "the two. AWS refuses others. In this project: leave it out of options. In any other program: leave it out, or repeat " +
    "aws:elasticbeanstalk:environment/ServiceRole.";

describe("managed-updates", () => {
    describe("on or off", () => {
        itJudges(
            managedUpdates,
            optionScenarios({
                option: enabled,
                right: ["true", "True"],
                wrong: ["false", "yes"],
                wanted: '"true"',
                whenAbsent: "wrong",
                says: saysEnabled,
            }),
        );
        itJudges(managedUpdates, [
            { title: "a boolean is right", stack: () => [environment({ [enabled]: true })], reads: [`env ${enabled}`] },
            {
                title: "off is advice in a dev stack",
                stage: "dev",
                stack: () => [environment({ [enabled]: "false" })],
                finds: [saysEnabled('is not "true"')],
            },
            {
                title: "the last of two values does not win, and no more does any that is true, as with Checkov",
                stack: () => [environment({ [enabled]: ["true", "false"] })],
                finds: [saysEnabled('is set 2 times and not always "true"')],
            },
        ]);
    });

    describe("the level, which Checkov does not ask for", () => {
        itJudges(
            managedUpdates,
            optionScenarios({
                option: level,
                right: ["minor", "patch"],
                wrong: ["major", ""],
                wanted: '"minor" or "patch"',
                whenAbsent: "wrong",
                says: saysLevel,
            }),
        );
    });

    describe("the window", () => {
        itJudges(
            managedUpdates,
            optionScenarios({
                option: window,
                right: ["Sun:03:00", "Wed:23:59"],
                wrong: ["Sun:24:00", "Sunday:03:00", "03:00", "sun:03:00"],
                wanted: "a day and time in UTC such as Sun:03:00",
                whenAbsent: "wrong",
                says: saysWindow,
            }),
        );
    });

    describe("the role", () => {
        const reads = [`env ${role}`, `env ${service}`];
        itJudges(managedUpdates, [
            { title: "absent is right", stack: () => [environment({ [role]: undefined })], reads: [`env ${window}`] },
            {
                title: "the environment's own is right, by name and ARN",
                stack: () => [
                    environment({ [service]: "arn:aws:iam::111122223333:role/eb/updates", [role]: "updates" }),
                ],
                reads,
            },
            {
                title: "AWS's own is right",
                stack: () => [environment({ [role]: "AWSServiceRoleForElasticBeanstalkManagedUpdates" })],
                reads,
            },
            { title: "another is wrong", stack: () => [environment({ [role]: "another" })], finds: [saysRole] },
            {
                title: "another is wrong where the environment names none",
                stack: () => [environment({ [role]: "another", [service]: undefined })],
                finds: [saysRole],
            },
            {
                title: "two that differ are wrong",
                stack: () => [environment({ [role]: ["service-role", "another"] })],
                finds: [saysRole],
            },
            {
                title: "one that is not known yet proves nothing",
                stack: () => [environment({ [role]: unknown })],
                reads: [`env ${role}`],
            },
            {
                title: "nor does an environment's role that is not known yet",
                stack: () => [environment({ [role]: "another", [service]: unknown })],
                reads,
            },
        ]);
    });
});
