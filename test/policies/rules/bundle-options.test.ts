import { bundleOptions } from "../../../policies/rules/bundle-options";
import { djangoDebugOff } from "../../../policies/rules/django-debug-off";
import { noCoupledDatabase } from "../../../policies/rules/no-coupled-database";
import type { Rule } from "../../../policies/rule";
import { unknown } from "../../support/policy-runner";
import { bundle, environment, Options, settings, TemporaryFolder } from "../sample-stack";
import { itJudges } from "../scenarios";

const properties = "aws:elasticbeanstalk:application:environment";
const file = ".ebextensions/app.config";

/** What a rule says of an environment with these options alone. */
const says = (rule: Rule, options: Options): string[] =>
    rule.sees === "resource"
        ? rule
              .judge({ type: "", urn: "", name: "env", props: { settings: settings(options) } }, {}, "prod")
              .map((message) => `The bundle's ${file}, by its option_settings: ${message}`)
        : [];

describe("bundle-options", () => {
    const folder = new TemporaryFolder();
    after(() => folder.remove());

    const stackOf =
        (text: string, options: Options = {}) =>
        async () => [
            environment(options),
            ...bundle(await folder.zip("bundle.zip", { "manage.py": "", [file]: text })),
        ];
    const debug = (value: string) => `option_settings:\n  ${properties}:\n    DEBUG: ${value}\n`;
    const debugOn = () => says(djangoDebugOff, { [`${properties}/DEBUG`]: "True" });
    const reads = ["object.source.path"];

    itJudges(bundleOptions, [
        { title: "no option_settings are right", stack: stackOf("packages: {}\n"), reads },
        { title: "harmless ones are right", stack: stackOf(debug('"False"')), reads },
        { title: "DEBUG is wrong, as a table", stack: stackOf(debug('"True"')), finds: debugOn },
        {
            title: "DEBUG is wrong, as YAML's own truth",
            stack: stackOf(debug("yes")),
            finds: () => says(djangoDebugOff, { [`${properties}/DEBUG`]: "true" }),
        },
        {
            title: "DEBUG is wrong, as a list, whose entries may leave the namespace out",
            stack: stackOf("option_settings:\n  - {option_name: DEBUG, value: 'True'}\n"),
            finds: debugOn,
        },
        {
            title: "a database of the environment is wrong, as JSON",
            stack: stackOf('{"option_settings": {"aws:rds:dbinstance": {"DBEngine": "postgres"}}}'),
            finds: () => says(noCoupledDatabase, { "aws:rds:dbinstance/DBEngine": "postgres" }),
        },
        { title: "settings beat files", stack: stackOf(debug('"True"'), { [`${properties}/DEBUG`]: "False" }), reads },
        {
            title: "also those that are not known yet",
            stack: stackOf(debug('"True"'), { [`${properties}/DEBUG`]: unknown }),
            reads,
        },
        { title: "a dev stack may have DEBUG on", stage: "dev", stack: stackOf(debug('"True"')), reads },
        { title: "what is no YAML is the check of the bundle's", stack: stackOf("option_settings: ["), reads },
        { title: "option_settings of another form are none", stack: stackOf("option_settings: 3\n"), reads },
        {
            title: "another property may be unknown",
            stack: async () => {
                const [env, ...rest] = await stackOf(debug('"True"'))();
                return [{ ...env!, props: { ...env!.props, cnamePrefix: unknown } }, ...rest];
            },
            finds: debugOn,
        },
        { title: "a bundle of something else is AWS's", stack: () => [environment()], reads: ["env.version"] },
    ]);
});
