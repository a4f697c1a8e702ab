import { environmentRoles } from "../../../policies/rules/environment-roles";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, Scenario } from "../scenarios";

const tables = [
    {
        namespace: "aws:autoscaling:launchconfiguration",
        name: "IamInstanceProfile",
        words: "the name or ARN of an instance profile",
        value: "<name of the instance profile>",
        because: "Left out, instances have no credentials, and creation fails on platforms that need them.",
    },
    {
        namespace: "aws:elasticbeanstalk:environment",
        name: "ServiceRole",
        words: "the name or ARN of a role",
        value: "<ARN of the service role>",
        because: "Left out, managed updates and enhanced health depend on roles that others made in the account.",
    },
];

describe("environment-roles", () => {
    for (const { namespace, name, words, value, because } of tables) {
        const option = `${namespace}/${name}`;
        const says = (state: string) =>
            `${option} ${state}; wanted: ${words}. ${because} In this project: leave it out of options, the stack makes one. In any ` +
            `other program, in the environment's settings: {namespace: "${namespace}", name: "${name}", value: "${value}"}.`;
        const right = (title: string, given: unknown): Scenario => ({
            title,
            stack: () => [environment({ [option]: given })],
            reads: [`env ${option}`],
        });
        describe(name, () => {
            itJudges(environmentRoles, [
                { title: "absent", stack: () => [environment({ [option]: undefined })], finds: [says("is not set")] },
                { title: "empty", stack: () => [environment({ [option]: "" })], finds: [says(`is not ${words}`)] },
                {
                    title: "empty once",
                    stack: () => [environment({ [option]: ["mine", ""] })],
                    finds: [says(`is set 2 times and not always ${words}`)],
                },
                right("a name", "mine"),
                right("an ARN", "arn:aws:iam::111122223333:role/mine"),
                right("one of the same run", unknown),
                right("a secret", secret("hunter2")),
                { ...right("a worker's", "mine"), stack: () => [environment({}, { props: { tier: "Worker" } })] },
            ]);
        });
    }
});
