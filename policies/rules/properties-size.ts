import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { platformOf } from "../read/platform";
import { propertiesNamespace, readProperties, secretsNamespace } from "../read/environment-properties";
import { unprovenSettings } from "../read/options";
import { numberIn } from "../rule-configuration";
import type { Resource, Rule } from "../rule";

/** All properties travel as one parameter of a CloudFormation template, which holds no more bytes. */
const limit = 4096;

/** What the Python platform adds (assumed, seen in environments of 2025). */
const pythonPath = "PYTHONPATH=/var/app/venv/staging-LQM1lest/bin";

export const propertiesSize: Rule = {
    name: "properties-size",
    displayName: "Environment properties within their size",
    description: "All environment properties together are within the 4,096 bytes that Elastic Beanstalk accepts.",
    levels: everywhere,
    severity: "medium",
    remediationSteps: "Move large values to Secrets Manager or Parameter Store, whose properties do not count.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-softwaresettings.html",
    tags: ["options", "properties"],
    configSchema: {
        properties: {
            maximumBytes: {
                type: "integer",
                minimum: 1,
                maximum: limit,
                default: limit,
                description: "Ceiling of your own, below the limit of Elastic Beanstalk",
            },
        },
    },
    sees: "resource",
    types: [environmentType],
    judge(environment, config) {
        const ceiling = Math.min(numberIn(config, "maximumBytes", limit), limit);
        const { bytes, complete, largest } = sizeOf(environment);
        if (bytes <= ceiling) {
            return unprovenSettings(environment, `the environment properties have at most ${ceiling} bytes`);
        }
        return [
            `The properties of ${propertiesNamespace} have ${complete ? "" : "at least "}${bytes} bytes as NAME=value and the commas ` +
                `between them; wanted: at most ${ceiling}. The largest: ${largest.join(", ")}. In this project: secrets, ` +
                `which do not count. In any other program: put large values into Secrets Manager or Parameter Store, and their ` +
                `ARNs into ${secretsNamespace}.`,
        ];
    },
};

/** Their size as far as it is known: what is not known yet counts with its name only. Names set twice count once. */
function sizeOf(environment: Resource): { bytes: number; complete: boolean; largest: string[] } {
    const values = new Map(readProperties(environment).map(({ name, value }) => [name, value()]));
    const sizes = [...values].map(([name, value]) => ({ name, bytes: Buffer.byteLength(`${name}=${value ?? ""}`) }));
    const platform = platformOf(environment) === "python" && !values.has("PYTHONPATH") ? [pythonPath.length] : [];
    const all = [...sizes.map(({ bytes }) => bytes), ...platform];
    const largest = [...sizes].sort((a, b) => b.bytes - a.bytes).slice(0, 5);
    return {
        bytes: all.reduce((sum, bytes) => sum + bytes, Math.max(0, all.length - 1)),
        complete: ![...values.values()].includes(undefined),
        largest: largest.map(({ name, bytes }) => `${name} ${bytes}`),
    };
}
