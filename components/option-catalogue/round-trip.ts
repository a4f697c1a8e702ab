import { canonicalValue, listItems } from "./canonical";
import { findOption } from "./catalogue";
import { compareBytes, goJson } from "./json";
import { optionKey, scheduledAction } from "./option-problems";
import type { EnvironmentKind, OptionValue } from "./types";
import { isValidIn, whyValueNotValid } from "./validity";

/** What a read-back depends on besides the options. */
export interface ReadBackContext extends EnvironmentKind {
    /** Names of security groups by id. A group that is not in it makes the provider's look-up fail; without it, every group is found and is ours. */
    readonly groupNames?: ReadonlyMap<string, string>;
    /**
     * How AWS returns several instance types. One published answer has a space after each comma; whether AWS puts it there or returns what it was
     * given is not known, so both are modelled.
     */
    readonly instanceTypes?: "as given" | "spaced";
}

/** An option as the provider holds it: `resource` is empty but for scheduled actions. */
export type HeldOption = Required<OptionValue>;

/** An option that a preview shows as changed, with its value in the state and in the program. */
export interface Difference {
    readonly namespace: string;
    readonly name: string;
    readonly resource: string;
    readonly inState: string | undefined;
    readonly wanted: string | undefined;
}

/**
 * A value as the provider compares it: JSON read and written again by Go, anything else split at commas and sorted. Values with one such text are one
 * value to the provider, which then sends nothing.
 *
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/elasticbeanstalk/environment.go (hashSettingsValue)
 */
export function normalise(value: string): string {
    return goJson(value) ?? sorted(value.split(",")).join(",");
}

const sorted = (texts: readonly string[]): string[] => [...texts].sort(compareBytes);

/**
 * What the provider keeps after an update. AWS drops options that such an environment does not have, and holds one value for each key, in a canonical
 * text: the worst case, because for some forms AWS may return what it was given. The provider then sorts subnets, leaves out security groups that
 * Elastic Beanstalk made, takes `resource` from scheduled actions alone, and forgets every option that the program does not name.
 */
export function readBack(options: readonly OptionValue[], context: ReadBackContext): HeldOption[] {
    const stored = new Map<string, HeldOption>();
    for (const option of options.filter((one) => isKept(one, context))) {
        const held = { ...option, resource: option.namespace === scheduledAction ? (option.resource ?? "") : "" };
        stored.set(optionKey(held), { ...held, value: readValue(option, context) });
    }
    const named = new Set(options.map(optionKey));
    return [...stored.values()].filter((held) => named.has(optionKey(held)));
}

function isKept(option: OptionValue, context: EnvironmentKind): boolean {
    const entry = findOption(option.namespace, option.name);
    return (
        entry !== undefined &&
        isValidIn(entry, context) &&
        whyValueNotValid(entry, canonicalValue(entry, option.value), context) === undefined &&
        // Without a name there is no action to which the option could belong.
        (option.namespace !== scheduledAction || (option.resource ?? "") !== "")
    );
}

function readValue({ namespace, name, value }: OptionValue, context: ReadBackContext): string {
    const entry = findOption(namespace, name);
    if (value === "") {
        // An option without a value is one that is not set; AWS answers with its default, or with null, which the provider holds as an empty text.
        return entry?.default ?? "";
    }
    if (name === "InstanceTypes") {
        return context.instanceTypes === "spaced" ? listItems(value).join(", ") : value;
    }
    if (name === "SSHSourceRestriction") {
        return listItems(value).join(",");
    }
    const stored = canonicalValue(entry, value);
    switch (name) {
        case "SecurityGroups":
            return ownGroups(stored, context.groupNames);
        case "Subnets":
        case "ELBSubnets":
            return sorted(stored.split(",")).join(",");
        default:
            return stored;
    }
}

/** A group that cannot be looked up leaves the text as AWS returned it. */
function ownGroups(value: string, names: ReadonlyMap<string, string> | undefined): string {
    const groups = [...new Set(value.split(","))];
    if (names !== undefined && groups.some((group) => !names.has(group))) {
        return value;
    }
    return sorted(groups.filter((group) => names?.get(group)?.startsWith("awseb") !== true)).join(",");
}

/**
 * What a preview shows straight after an update that nobody followed by another change. Empty is what it must be.
 *
 * @returns differences, sorted by namespace, name and resource
 */
export function secondPreview(options: readonly OptionValue[], context: ReadBackContext): Difference[] {
    const wanted = options.map((option) => ({ ...option, resource: option.resource ?? "" }));
    const inState = readBack(options, context);
    const differences = new Map<string, Difference>();
    const note = (option: HeldOption, part: Partial<Difference>) => {
        const { namespace, name, resource } = option;
        const known = differences.get(optionKey(option)) ?? { inState: undefined, wanted: undefined };
        differences.set(optionKey(option), { namespace, name, resource, ...known, ...part });
    };
    without(inState, wanted).forEach((option) => note(option, { inState: option.value }));
    without(wanted, inState).forEach((option) => note(option, { wanted: option.value }));
    return [...differences.values()].sort((a, b) => compareBytes(optionKey(a), optionKey(b)));
}

/** By what the provider knows an option in a set: two with one such text are one option, and nothing is sent for the second. */
export const optionHash = (option: OptionValue): string => `${optionKey(option)}=${normalise(option.value)}`;

/** Options of one set that the other does not have, by the provider's hash. */
export function without<T extends OptionValue>(options: readonly T[], others: readonly OptionValue[]): T[] {
    const known = new Set(others.map(optionHash));
    return options.filter((option) => !known.has(optionHash(option)));
}
