import type { OptionSetting } from "../application";
import type { Hit } from "../finding";
import { FileRule, rule } from "../pattern-rule";
import { entriesIn, Node, valueOf } from "../read-config";
import { hasCredentials, isSecretName } from "../secret-signs";
import { source } from "../sources";

/** Values that arrive as something else than was written, or at more people than were meant. No rule here shows one. */
export const valueRules: readonly FileRule[] = [
    rule(
        {
            name: "variable-in-option",
            level: "warning",
            what: "shell variables in option values, as $PYTHONPATH",
            happens:
                "No shell reads option values: the application gets the dollar sign and the name, and a value of the platform's under that name, such as PYTHONPATH, is lost.",
            instead:
                "Write the value out, or leave the variable to the platform and set it in manage.py, wsgi.py or the Procfile.",
            source: source.optionSettings,
        },
        ({ options }) =>
            options
                .filter(({ name, value }) => !isSecretName(name) && /^[^`]*\$(\{?[A-Za-z_]\w*|\()/.test(textOf(value)))
                .map(hit),
    ),
    rule(
        {
            name: "secret-in-option",
            level: "error",
            what: "secrets and access keys in option_settings",
            happens:
                "The value lies in the bundle and in the environment's configuration; everyone who may describe the environment reads it.",
            instead:
                "Put it under secrets in the stack file. For S3 and other services of AWS the instance's role needs no key at all.",
            source: source.secrets,
        },
        ({ options }) =>
            options
                .filter(
                    ({ namespace, name, value }) =>
                        isEnvironment(namespace) &&
                        ((isSecretName(name) && isLiteral(textOf(value))) || hasCredentials(textOf(value))),
                )
                .map(hit),
    ),
    rule(
        {
            name: "resolved-secret",
            level: "error",
            what: "{{resolve:…}} in option_settings",
            happens:
                "CloudFormation puts the secret in plain text into the environment's configuration, where everyone who may describe the environment reads it.",
            instead: "Use secrets of the stack file (aws:elasticbeanstalk:application:environmentsecrets).",
            source: source.secrets,
        },
        ({ options }) => options.filter(({ value }) => /\{\{\s*resolve:/.test(textOf(value))).map(hit),
    ),
    rule(
        {
            name: "no-environment-database",
            level: "error",
            what: "option values that refer to AWSEBRDSDatabase, in an environment without one",
            happens:
                "Only an environment with aws:rds:dbinstance options has that resource; elsewhere CloudFormation does not find it, and the update fails.",
            instead: "Use database of the stack file; the application reads RDS_HOSTNAME.",
            source: source.otherKeys,
        },
        ({ options }) =>
            options.some(({ namespace }) => namespace === "aws:rds:dbinstance")
                ? []
                : options.filter(namesDatabase).map(hit),
    ),
    rule(
        {
            name: "yaml-value",
            level: "warning",
            what: "option values that YAML 1.1 changes: on, no, 9:30, 010",
            happens:
                "Elastic Beanstalk reads YAML 1.1: on and yes are true, off and no are false, 9:30 is 570, 010 is 8. The option gets that value.",
            instead: "Put the value in quotes.",
            source: source.yamlBoolean,
        },
        ({ options }) => options.filter(({ value }) => isChanged(value)).map(hit),
    ),
    rule(
        {
            name: "file-mode",
            level: "warning",
            what: "modes of files without quotes",
            happens:
                "YAML 1.1 reads 0755 and 000755 as the number 493, which is no mode; the file may get other rights than were meant.",
            instead: 'Six digits in quotes: "000755" for a script, "000644" for other files.',
            source: source.instanceKeys,
        },
        ({ configs }) =>
            configs.flatMap(({ path, root }) =>
                entriesIn(valueOf(root, "files")).flatMap(({ key, value }): Hit[] => {
                    const mode = valueOf(value, "mode");
                    return mode === undefined || isMode(mode)
                        ? []
                        : [{ file: path, line: mode.line, found: `the mode of ${key}` }];
                }),
            ),
    ),
];

const textOf = (value: OptionSetting["value"]): string => value?.text ?? "";

/** A function of CloudFormation stands in an option value as a text in back-quotes. */
export const namesDatabase = ({ value }: OptionSetting): boolean => textOf(value).includes("AWSEBRDSDatabase");

const isEnvironment = (namespace: string): boolean => namespace === "aws:elasticbeanstalk:application:environment";

/** No value, a function of CloudFormation's, a reference, or a word that says "fill me in later" is no secret. */
const isLiteral = (text: string): boolean => text !== "" && !/^[`<]|\{\{\s*resolve:|^arn:aws/.test(text);

/** Numbers and booleans in their usual form arrive as they were written. */
function isChanged(value: OptionSetting["value"]): boolean {
    if (value?.plain !== true) {
        return false;
    }
    return (
        (typeof value.value === "boolean" && !/^(true|false)$/i.test(value.text)) ||
        (typeof value.value === "number" && /:|^[-+]?0[\d_]+$|\d_\d/.test(value.text))
    );
}

/** Octal digits in quotes. Without a leading zero YAML leaves them alone, but makes a number of them. */
const isMode = (mode: Node): boolean =>
    mode.kind === "scalar" && typeof mode.value === "string" && /^[0-7]{3,6}$/.test(mode.text);

function hit({ file, line, namespace, name }: OptionSetting): Hit {
    return { file, line, found: isEnvironment(namespace) ? `the variable ${name}` : `${namespace} ${name}` };
}
