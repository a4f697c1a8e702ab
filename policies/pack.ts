import type { Policies } from "@pulumi/policy";
import { bundleSources } from "./bundle-sources";
import { packSettings } from "./pack-settings";
import type { Rule } from "./rule";
import { SavedConfigurations } from "./saved-configurations";
import { toPolicies } from "./to-policies";

/**
 * The policies of rules, in the order in which they have to run: settings, what observes, the rules, what became of exemptions.
 *
 * @param programFolder - folder of the program that is judged; relative paths of its assets start there
 * @param known - names of all rules that an exemption may name
 * @param today - the day of the run, YYYY-MM-DD, in UTC
 */
export function policiesOf(
    rules: readonly Rule[],
    programFolder: string,
    known: readonly string[] = rules.map(({ name }) => name),
    today: () => string = () => new Date().toISOString().slice(0, 10),
): Policies {
    const settings = packSettings(known, today);
    const sources = bundleSources(programFolder);
    const saved = new SavedConfigurations();
    const judging = rules.flatMap((rule) => toPolicies(rule, { settings, sources, saved }));
    return [settings.first, sources.observer, saved.observer, ...judging, settings.last];
}
