import { djangoDebugOff } from "../../../policies/rules/django-debug-off";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario, unknownSettings } from "../scenarios";

const namespace = "aws:elasticbeanstalk:application:environment";
const option = `${namespace}/DEBUG`;
const says = (name: string, found: string) =>
    `${namespace}/${name} ${found}; wanted: "false", or not set. With DEBUG Django answers an error with its settings and source ` +
    `code, and keeps every SQL query in memory. In this project: take ${name} out of app.variables. In any other program: out ` +
    "of the environment's settings.";

const right = (value: unknown): Scenario => ({
    title: `${JSON.stringify(value)} is off`,
    stack: () => [environment({ [option]: value })],
    reads: [`env ${option}`],
});
const wrong = (title: string, value: unknown, found = "is on"): Scenario => ({
    title,
    stack: () => [environment({ [option]: value })],
    finds: [says("DEBUG", found)],
});

describe("django-debug-off", () => {
    itJudges(djangoDebugOff, [
        unknownSettings("no property DEBUG or DJANGO_DEBUG turns DEBUG on"),
        { title: "absent is off", stack: () => [environment()], reads: ["env.settings"] },
        ...["false", "False", "0", "off", "no", "", "express:*"].map(right),
        right(false),
        ...["true", "True", "1", "on", "yes", "Y", "t"].map((value) => wrong(`"${value}" is on`, value)),
        wrong("a boolean is on", true),
        wrong("off and on is wrong", ["false", "true"]),
        wrong("unknown is not proven", unknown, "is not known in this preview, so that it is off cannot be proven"),
        {
            title: "a secret that turns nothing on is right",
            stack: () => [environment({ [option]: secret("hunter2") })],
            reads: [`env ${option}`],
        },
        {
            title: "the other name is the same",
            stack: () => [environment({ [`${namespace}/DJANGO_DEBUG`]: "1" })],
            finds: [says("DJANGO_DEBUG", "is on")],
        },
        { ...wrong("in a dev stack it is advice", "true"), stage: "dev" },
    ]);
});
