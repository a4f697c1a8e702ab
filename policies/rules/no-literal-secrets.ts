import { everywhere } from "../levels";
import { environmentType } from "../read/environment";
import { propertiesNamespace, Property, readProperties, secretsNamespace } from "../read/environment-properties";
import { unprovenSettings } from "../read/options";
import { hasSecretForm, isSecretName, isPlainly, mayHoldPassword } from "../read/secret-signs";
import { listIn } from "../rule-configuration";
import type { Rule } from "../rule";

export const noLiteralSecrets: Rule = {
    name: "no-literal-secrets",
    displayName: "No secret as a plain property",
    description: "No environment property holds a secret: whoever may describe the environment reads them all.",
    levels: everywhere,
    severity: "critical",
    remediationSteps:
        `Put the value into Secrets Manager or Parameter Store and its ARN into ${secretsNamespace} under the same name; ` +
        "change the value where it may have been seen.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html",
    tags: ["secrets", "properties"],
    configSchema: {
        properties: {
            allow: {
                type: "array",
                items: { type: "string" },
                default: [],
                description:
                    "Names of environment properties that hold no secret, whatever they look like, such as a DB_SECRET that holds the name of one",
            },
        },
    },
    sees: "resource",
    types: [environmentType],
    judge(environment, config) {
        const allowed = listIn(config, "allow");
        return [
            ...unprovenSettings(environment, "no environment property holds a secret"),
            ...readProperties(environment)
                .filter(({ name }) => !allowed.includes(name))
                .flatMap(problemOf),
        ];
    },
};

function problemOf({ name, value }: Property): string[] {
    const text = value();
    const reason = text === undefined ? reasonUnknown(name) : reasonKnown(name, text);
    return reason === undefined
        ? []
        : [
              `${propertiesNamespace}/${name} ${reason}; wanted: no secret among the plain properties, which anyone who may ` +
                  `describe the environment reads. In this project: secrets: {${name}: {kind: stack}}. In any other program: ` +
                  `the ARN of a secret or parameter as ${secretsNamespace}/${name}. A name that holds none: allow, in this ` +
                  "rule's configuration.",
          ];
}

function reasonKnown(name: string, text: string): string | undefined {
    if (hasSecretForm(text)) {
        return "has the form of a secret";
    }
    return isSecretName(name) && !isPlainly(text) ? "is a secret by its name" : undefined;
}

/**
 * What is made in this run under such a name is most likely a generated password, or holds one. Not so under `…_SECRET`, which usually holds a secret's ARN
 * or id: that passes here, and is judged in the update, in which the rule is asked again with the value before the environment is made. The other names do
 * not wait for the update, where a finding leaves half a stack behind.
 */
function reasonUnknown(name: string): string | undefined {
    return !/_SECRET$/i.test(name) && (isSecretName(name) || mayHoldPassword(name))
        ? "is a secret by its name, and its value is not known in this preview, so that it is none cannot be proven"
        : undefined;
}
