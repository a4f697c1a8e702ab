import { everywhere } from "../levels";
import { bundleOfEnvironment, isConfigFile } from "../read/bundle";
import { environmentType } from "../read/environment";
import { OptionSetting, optionSettingsOf } from "../read/option-settings";
import { readOption } from "../read/options";
import type { GraphResource, ResourceRule, Rule } from "../rule";
import { allowedHosts } from "./allowed-hosts";
import { djangoDebugOff } from "./django-debug-off";
import { noCoupledDatabase } from "./no-coupled-database";
import { noLiteralSecrets } from "./no-literal-secrets";
import { noSsh } from "./no-ssh";

/** Rules about what must not be set, wherever it is set. What must be set is wanted in the settings, which beat every file. */
const asked = [noLiteralSecrets, djangoDebugOff, allowedHosts, noCoupledDatabase, noSsh].filter(
    (rule): rule is Rule & ResourceRule => rule.sees === "resource",
);

export const bundleOptions: Rule = {
    name: "bundle-options",
    displayName: "Options in the bundle",
    description:
        "The option_settings of the bundle's .ebextensions hold nothing that an environment's settings may not hold: secrets, DEBUG, every host, a database, a " +
        "key pair.",
    levels: everywhere,
    severity: "high",
    remediationSteps: "Take the option out of the file in the bundle's .ebextensions.",
    url: "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/ebextensions-optionsettings.html",
    tags: ["bundle", "options"],
    sees: "graph",
    types: [environmentType],
    async judge(environment, graph, _config, stage) {
        const bundle = await bundleOfEnvironment(environment, graph);
        if (bundle.kind === "unknown") {
            return [];
        }
        const rules = asked.filter(({ levels }) => levels[stage] === "mandatory");
        const files = await bundle.contents.read(isConfigFile);
        const found = await Promise.all(
            files.map(async (file) => {
                const settings = (await optionSettingsOf(file)).filter((it) => counts(it, environment));
                const resource = { ...environment, props: { settings } };
                return rules
                    .flatMap((rule) => rule.judge(resource, {}, stage))
                    .map((message) => `The bundle's ${file.name}, by its option_settings: ${message}`);
            }),
        );
        return found.flat();
    },
};

/** Settings of the environment beat those of files. */
const counts = ({ namespace, name }: OptionSetting, environment: GraphResource): boolean =>
    readOption(environment, namespace, name).state === "absent";
