import { optionKey } from "../../../components/option-catalogue/option-problems";
import {
    HeldOption,
    optionHash,
    readBack,
    ReadBackContext,
    without,
} from "../../../components/option-catalogue/round-trip";
import type { EnvironmentKind, LoadBalancerKind, OptionValue } from "../../../components/option-catalogue/types";
import type { Account } from "../account";
import { isRecord, isSecret, plain, Properties, secret, secretTexts, textOf } from "../values";

const kindOptions = "aws:elasticbeanstalk:environment";

/** The options among an environment's inputs or outputs, without marks of secrets. */
export function optionsIn(properties: Properties): OptionValue[] {
    const settings = plain(properties["settings"]);
    return Array.isArray(settings) ? settings.filter(isRecord).map(optionIn) : [];
}

const optionIn = (setting: Properties): OptionValue => ({
    namespace: textOf(setting, "namespace"),
    name: textOf(setting, "name"),
    value: textOf(setting, "value"),
    resource: textOf(setting, "resource"),
});

/** By what the provider compares the elements of `settings`. An option that is not known yet is like no other. */
export const settingHash = (setting: unknown): string => {
    const option = plain(setting);
    return isRecord(option) ? optionHash(optionIn(option)) : JSON.stringify(option);
};

export const optionOf = (options: readonly OptionValue[], namespace: string, name: string): string | undefined =>
    options.find((option) => option.namespace === namespace && option.name === name)?.value;

/** What an environment is, from its own inputs alone. AWS's defaults are a web server with a classic load balancer. */
export function kindOf(inputs: Properties): EnvironmentKind {
    const platform = textOf(inputs, "solutionStackName") || textOf(inputs, "platformArn");
    return {
        tier: inputs["tier"] === "Worker" ? "worker" : "web",
        platform: /\bDocker\b/.test(platform) ? "docker" : "python",
        loadBalancer: loadBalancerOf(optionsIn(inputs)),
    };
}

function loadBalancerOf(options: readonly OptionValue[]): LoadBalancerKind {
    if (optionOf(options, kindOptions, "EnvironmentType") === "SingleInstance") {
        return "none";
    }
    const type = optionOf(options, kindOptions, "LoadBalancerType");
    if (type === "application") {
        return optionOf(options, kindOptions, "LoadBalancerIsShared") === "true" ? "application-shared" : type;
    }
    return type === "network" ? type : "classic";
}

/**
 * The settings that the provider keeps after it has sent what is new by its hash, and read the environment again. An option that hashes like one of
 * before is never sent: Elastic Beanstalk goes on with the old value.
 *
 * @param inputs - with marks of secrets; they go over to the values that are kept
 * @param before - outputs of the environment so far
 */
export function heldSettings(inputs: Properties, account: Account, before: Properties = {}): Properties {
    const settings = inputs["settings"];
    if (!Array.isArray(plain(settings))) {
        return inputs;
    }
    const [old, wanted] = [optionsIn(before), optionsIn(inputs)];
    const changed = new Set(without(old, wanted));
    const unchanged = old.filter((option) => !changed.has(option));
    const sent = without(wanted, unchanged);
    const held = inOrderOf(wanted, readBack([...unchanged, ...sent], contextOf(inputs, account)));
    return { ...inputs, settings: isSecret(settings) ? secret(held) : marked(held, settings as readonly unknown[]) };
}

/** The worst that AWS is known to do: several instance types come back with spaces between them. */
function contextOf(inputs: Properties, account: Account): ReadBackContext {
    return { ...kindOf(inputs), groupNames: groupNames(inputs, account), instanceTypes: "spaced" };
}

/** Names of the security groups that the settings name. One that the pretended account did not make exists elsewhere, under a name of its own. */
function groupNames(inputs: Properties, account: Account): Map<string, string> {
    const ids = optionsIn(inputs)
        .filter(({ name }) => name === "SecurityGroups")
        .flatMap(({ value }) => value.split(",").map((id) => id.trim()));
    return new Map(ids.map((id) => [id, groupName(id, account)]));
}

/** The account keeps the name behind that of the VPC. */
const groupName = (id: string, account: Account): string =>
    account.find("aws:ec2/securityGroup:SecurityGroup", id)?.name?.split("/").pop() ?? id;

/** The provider's own order is that of hashes; the program's makes a preview legible. */
function inOrderOf(wanted: readonly OptionValue[], held: readonly HeldOption[]): HeldOption[] {
    const places = new Map(wanted.map((option, i) => [optionKey(option), i]));
    const place = (option: HeldOption) => places.get(optionKey(option)) ?? 0;
    return [...held].sort((a, b) => place(a) - place(b));
}

/** An option's value is secret when it was given as one. */
function marked(held: readonly HeldOption[], settings: readonly unknown[]): Properties[] {
    const secrets = new Set(
        settings
            .filter((setting) => secretTexts(setting).length > 0)
            .map(plain)
            .filter(isRecord)
            .map((setting) => optionKey(optionIn(setting))),
    );
    return held.map((option) =>
        secrets.has(optionKey(option)) ? { ...option, value: secret(option.value) } : { ...option },
    );
}
