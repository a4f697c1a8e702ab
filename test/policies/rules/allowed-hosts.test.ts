import { allowedHosts } from "../../../policies/rules/allowed-hosts";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario, unknownSettings } from "../scenarios";

const namespace = "aws:elasticbeanstalk:application:environment";
const option = `${namespace}/ALLOWED_HOSTS`;
const says = (name: string) =>
    `${namespace}/${name} holds "*", so Django answers under any name; wanted: the site's own names. In this project: take ` +
    `${name} out of app.variables, and domain fills it in. In any other program: the names of the site, with commas between them.`;

const right = (title: string, value: unknown): Scenario => ({
    title,
    stack: () => [environment({ [option]: value })],
    reads: [`env ${option}`],
});
const wrong = (title: string, value: unknown): Scenario => ({
    title,
    stack: () => [environment({ [option]: value })],
    finds: [says("ALLOWED_HOSTS")],
});

describe("allowed-hosts", () => {
    itJudges(allowedHosts, [
        unknownSettings('no property ALLOWED_HOSTS or DJANGO_ALLOWED_HOSTS holds "*"'),
        { title: "absent is Django's own matter", stack: () => [environment()], reads: ["env.settings"] },
        right("names are right", "www.example.com,example.com"),
        right("a leading dot is right", ".example.com"),
        right("a star inside a name is no wildcard to Django", "*.example.com"),
        right("what is made in this run is right", unknown),
        right("a secret that holds no star is right", secret("www.example.com")),
        wrong("a star is wrong", "*"),
        wrong("a star among names is wrong", "www.example.com, *"),
        wrong("a star in JSON is wrong", '["*"]'),
        wrong("a star in the first of two is wrong", ["*", "www.example.com"]),
        {
            title: "the other name is the same",
            stack: () => [environment({ [`${namespace}/DJANGO_ALLOWED_HOSTS`]: "*" })],
            finds: [says("DJANGO_ALLOWED_HOSTS")],
        },
        { ...wrong("in a dev stack it is advice", "*"), stage: "dev" },
    ]);
});
