import { OptionLinks, uniformLinks } from "../../components/beanstalk-environment/option-links";
import { planOptions } from "../../components/beanstalk-environment/plan-options";
import { secretsMarker } from "../../components/beanstalk-environment/secrets-marker";
import { filledInVariables, fixedVariables, hasCertificate } from "../../components/beanstalk-environment/variables";
import { parseSettings, Settings } from "../../components/settings";
import type { OptionName } from "./effect";
import { effects } from "./effects";

/** Stands for a value that another resource of the stack has. */
const madeByStack = "made by the stack";

/** Every option that a stack with these settings sets, by its name, with its value. */
export function optionsOf(settings: Settings): Map<OptionName, string> {
    const names = [...filledInVariables(settings), secretsMarker];
    const links: OptionLinks<string> = {
        ...uniformLinks(madeByStack),
        certificateArn: hasCertificate(settings) ? madeByStack : undefined,
        variables: { ...Object.fromEntries(names.map((name) => [name, madeByStack])), ...fixedVariables(settings) },
        secrets: Object.fromEntries([...names, ...Object.keys(settings.secrets)].map((name) => [name, madeByStack])),
    };
    return new Map(planOptions(settings, links).map(({ namespace, name, value }) => [nameOf(namespace, name), value]));
}

export const nameOf = (namespace: string, name: string): OptionName => `${namespace} / ${name}` as OptionName;

/** Whether an option is the one that is named, `*` being any name and `{…}` any port, process or rule. */
export function isNamedBy(option: OptionName, name: OptionName): boolean {
    if (name.endsWith(" / *")) {
        return option.startsWith(name.slice(0, -1));
    }
    const [before, after] = name.split(/\{\w+\}/) as [string, string | undefined];
    return after === undefined ? option === name : option.startsWith(before) && option.endsWith(after);
}

/** Options that no setting stands behind: the same on every stack with a load balancer. */
export function fixedOptions(): [OptionName, string][] {
    const settings = parseSettings(
        { app: { name: "app", directory: ".", wsgi: "app:app", settingsModule: "app" } },
        { stack: "prod", region: "us-east-1", root: "/" },
    );
    const named = Object.values(effects).flatMap(({ options = [] }) => options);
    return [...optionsOf(settings)].filter(([option]) => !named.some((name) => isNamedBy(option, name)));
}
