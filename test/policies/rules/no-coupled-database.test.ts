import { noCoupledDatabase } from "../../../policies/rules/no-coupled-database";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, unknownSettings } from "../scenarios";

const namespace = "aws:rds:dbinstance";
const says = (which: string) =>
    `${which} is set, so Elastic Beanstalk makes a database inside the environment, which ends with it unless DBDeletionPolicy ` +
    `says otherwise; wanted: nothing of ${namespace}, or HasCoupledDatabase "false" to take out one that is there. In this ` +
    "project: database: {kind: postgres}. In any other program: a database resource of its own, its address among the " +
    "environment properties and its password a secret.";

describe("no-coupled-database", () => {
    itJudges(noCoupledDatabase, [
        unknownSettings(`nothing of ${namespace} is set`),
        { title: "absent is right", stack: () => [environment()], reads: ["env.settings.0.namespace"] },
        {
            title: "one option is wrong",
            stack: () => [environment({ [`${namespace}/DBEngine`]: "postgres" })],
            finds: [says(`${namespace}/DBEngine`)],
        },
        {
            title: "several options are one finding, none of which is repeated",
            stack: () => [
                environment({
                    [`${namespace}/DBUser`]: secret("alice"),
                    [`${namespace}/DBPassword`]: [secret("hunter2"), secret("hunter2")],
                }),
            ],
            finds: [says(`${namespace}/DBUser, DBPassword`)],
        },
        {
            title: "an unknown value is wrong too",
            stack: () => [environment({ [`${namespace}/DBPassword`]: unknown })],
            finds: [says(`${namespace}/DBPassword`)],
        },
        {
            title: "an unknown name is wrong too",
            stack: () => [environment({ [`${namespace}/${unknown}`]: "postgres" })],
            finds: [says(`An option of ${namespace}`)],
        },
        {
            title: "a database that is taken out keeps its policy",
            stack: () => [
                environment({
                    [`${namespace}/HasCoupledDatabase`]: "false",
                    [`${namespace}/DBDeletionPolicy`]: "Retain",
                }),
            ],
            reads: [`env ${namespace}/HasCoupledDatabase`],
        },
        {
            title: "whether it is taken out is not known",
            stack: () => [environment({ [`${namespace}/HasCoupledDatabase`]: unknown })],
            finds: [says(`${namespace}/HasCoupledDatabase`)],
        },
        {
            title: "the subnets of one make none",
            stack: () => [environment({ "aws:ec2:vpc/DBSubnets": "subnet-1" })],
            reads: ["env.settings.0.namespace"],
        },
    ]);
});
