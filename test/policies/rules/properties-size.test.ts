import { propertiesSize } from "../../../policies/rules/properties-size";
import { secret, unknown } from "../../support/policy-runner";
import { environment } from "../sample-stack";
import { itJudges, unknownSettings } from "../scenarios";

const namespace = "aws:elasticbeanstalk:application:environment";
const secrets = "aws:elasticbeanstalk:application:environmentsecrets";
const says = (bytes: string, largest: string, limit = 4096) =>
    `The properties of ${namespace} have ${bytes} bytes as NAME=value and the commas between them; wanted: at most ${limit}. ` +
    `The largest: ${largest}. In this project: secrets, which do not count. In any other program: put large values into ` +
    `Secrets Manager or Parameter Store, and their ARNs into ${secrets}.`;

/** A value with which a property of three letters has so many bytes. */
const filling = (bytes: number): string => "x".repeat(bytes - "ABC=".length);
const python = "64bit Amazon Linux 2023 v4.13.7 running Python 3.13";
const reads = [`env ${namespace}/ABC`];

describe("properties-size", () => {
    itJudges(propertiesSize, [
        unknownSettings("the environment properties have at most 4096 bytes"),
        { title: "none are right", stack: () => [environment()], reads: ["env.settings"] },
        { title: "4,096 bytes are right", stack: () => [environment({ [`${namespace}/ABC`]: filling(4096) })], reads },
        {
            title: "4,097 bytes are wrong",
            stack: () => [environment({ [`${namespace}/ABC`]: filling(4097) })],
            finds: [says("4097", "ABC 4097")],
        },
        {
            title: "a comma between two counts, and so do the bytes of a sign",
            stack: () => [environment({ [`${namespace}/ABC`]: filling(4090), [`${namespace}/D`]: "€€" })],
            finds: [says("4099", "ABC 4090, D 8")],
        },
        {
            title: "the Python platform's own counts",
            stack: () => [
                environment({ [`${namespace}/ABC`]: filling(4090) }, { props: { solutionStackName: python } }),
            ],
            finds: [says("4136", "ABC 4090")],
        },
        {
            title: "a property set twice counts once",
            stack: () => [environment({ [`${namespace}/ABC`]: [filling(4000), filling(4000)] })],
            reads,
        },
        {
            title: "an unknown value counts with its name",
            stack: () => [environment({ [`${namespace}/ABC`]: filling(4096), [`${namespace}/D`]: unknown })],
            finds: [says("at least 4099", "ABC 4096, D 2")],
        },
        {
            title: "what may be too large is left to AWS",
            stack: () => [environment({ [`${namespace}/ABC`]: filling(4000), [`${namespace}/D`]: unknown })],
            reads,
        },
        {
            title: "a secret is not repeated",
            stack: () => [environment({ [`${namespace}/ABC`]: secret(filling(4097)) })],
            finds: [says("4097", "ABC 4097")],
        },
        {
            title: "those of Secrets Manager do not count",
            stack: () => [
                environment({
                    [`${namespace}/ABC`]: filling(4090),
                    [`${secrets}/DEF`]: `arn:aws:ssm:${"x".repeat(100)}`,
                }),
            ],
            reads,
        },
        {
            title: "a ceiling of one's own counts",
            config: { maximumBytes: 3900 },
            stack: () => [environment({ [`${namespace}/ABC`]: filling(3901) })],
            finds: [says("3901", "ABC 3901", 3900)],
        },
    ]);
});
