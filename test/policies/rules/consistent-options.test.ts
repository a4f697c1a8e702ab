import { consistentOptions } from "../../../policies/rules/consistent-options";
import { secret, unknown } from "../../support/policy-runner";
import { environment, settings } from "../sample-stack";
import { itJudges, unknownSettings } from "../scenarios";

const option = "aws:elasticbeanstalk:command/Timeout";
const action = "aws:autoscaling:scheduledaction";
const says = (how: string, times = 2, which = option) =>
    `${which} is set ${times} times, ${how}; wanted: once. In this project: leave it out of options where a setting sets it. ` +
    "In any other program: remove all but one of its entries from the environment's settings.";
const differs =
    "with different values. Elastic Beanstalk keeps one of them, and each preview shows the other as a change";

const scheduled = (resources: readonly unknown[]) =>
    environment(
        {},
        {
            props: {
                settings: resources.map((resource) => ({ namespace: action, name: "MinSize", resource, value: "1" })),
            },
        },
    );

describe("consistent-options", () => {
    itJudges(consistentOptions, [
        unknownSettings("no option is set twice"),
        {
            title: "absent is right",
            stack: () => [environment({}, { props: { settings: undefined } })],
            reads: ["env.settings"],
        },
        {
            title: "once is right, and no value is read",
            stack: () => [environment({ [option]: "600" })],
            reads: ["env.settings.0.namespace", "env.settings.0.name", "env.settings.0.resource"],
        },
        {
            title: "two values are wrong",
            stack: () => [environment({ [option]: ["600", "900"] })],
            finds: [says(differs)],
        },
        {
            title: "the same value twice is wrong",
            stack: () => [environment({ [option]: ["600", "600"] })],
            finds: [says("with the same value")],
        },
        {
            title: "three times is one finding",
            stack: () => [environment({ [option]: ["600", "900", unknown] })],
            finds: [says(differs, 3)],
        },
        {
            title: "twice is enough when a value is unknown",
            stack: () => [environment({ [option]: ["600", unknown] })],
            finds: [says("and whether the values agree is not known in this preview")],
        },
        {
            title: "a secret is not repeated",
            stack: () => [environment({ [option]: [secret("hunter2"), secret("hunter3")] })],
            finds: [says(differs)],
        },
        {
            title: "the options of two scheduled actions are two",
            stack: () => [scheduled(["morning", "evening"])],
            reads: ["env.settings.0.resource", "env.settings.1.resource"],
        },
        {
            title: "the options of one scheduled action are one",
            stack: () => [scheduled(["morning", "morning"])],
            finds: [says("with the same value", 2, `${action}/MinSize`)],
        },
        {
            title: "an action whose name is unknown may be another",
            stack: () => [scheduled(["morning", unknown])],
            reads: ["env.settings.1.resource"],
        },
        {
            title: "a resource left out is that of everything else",
            stack: () => [
                environment(
                    {},
                    {
                        props: {
                            settings: [
                                ...settings({ [option]: "600" }),
                                { namespace: "aws:elasticbeanstalk:command", name: "Timeout", value: "900" },
                            ],
                        },
                    },
                ),
            ],
            finds: [says(differs)],
        },
        {
            title: "entries that are not known yet are not compared",
            stack: () => [
                environment({}, { props: { settings: [unknown, unknown, { namespace: unknown, name: "Timeout" }] } }),
            ],
            reads: ["env.settings.2.namespace"],
        },
    ]);
});
