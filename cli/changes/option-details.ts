import { findOption } from "../../components/option-catalogue/catalogue";
import { normalise } from "../../components/option-catalogue/round-trip";
import type { CatalogueEntry, OptionContext } from "../../components/option-catalogue/types";
import { changeOf } from "../../components/option-catalogue/validity";
import { Effect, inPlace } from "./effect";
import { instanceExchange, outage, restart } from "./instances";
import { Detail, shown } from "./row";
import { environmentNamespace, isSingleInstance, Options, StatedOption } from "./stated-options";
import type { Value } from "./step";

/** Namespaces whose values belong to the application; their names are shown. */
const ofTheApplication = [
    "aws:elasticbeanstalk:application:environment",
    "aws:elasticbeanstalk:application:environmentsecrets",
];

export const worstCase = "cost not documented: the worst case";

/**
 * Every option that the provider would send, in the order of namespaces and names.
 *
 * @param context - of the environment that runs
 */
export function optionDetails(before: Options, after: Options, context: OptionContext): Detail[] {
    const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
    return keys.flatMap((key): Detail[] => {
        const [was, wanted] = [before.get(key), after.get(key)];
        const option = wanted ?? was;
        if (option === undefined || isSame(was?.value, wanted?.value)) {
            return [];
        }
        const entry = findOption(option.namespace, option.name);
        const mayShow = entry !== undefined && entry.secret !== true && !ofTheApplication.includes(option.namespace);
        const values = { was: was?.value, wanted: wanted?.value };
        return [
            {
                what: nameOf(option),
                ...shown(values.was, values.wanted, mayShow),
                ...costOf(entry, { ...values, before, after, context }),
            },
        ];
    });
}

const nameOf = ({ namespace, name, resource }: StatedOption): string =>
    `${namespace} / ${name}${resource === "" ? "" : ` (${resource})`}`;

/** By the provider's rules. Two secrets cannot be compared, so they count as different. */
const isSame = (was: Value | undefined, wanted: Value | undefined): boolean =>
    was?.kind === "known" && wanted?.kind === "known" && normalise(was.text) === normalise(wanted.text);

interface Change {
    readonly was: Value | undefined;
    readonly wanted: Value | undefined;
    readonly before: Options;
    readonly after: Options;
    readonly context: OptionContext;
}

type Cost = Pick<Detail, "effect" | "note">;

function costOf(entry: CatalogueEntry | undefined, change: Change): Cost {
    if (entry?.namespace === environmentNamespace && entry.name === "EnvironmentType") {
        return { effect: outage };
    }
    switch (entry === undefined ? "unknown" : changeOf(entry, change.context)) {
        case "in-place":
            return { effect: inPlace };
        case "restart":
            return { effect: restart };
        case "new-instances":
            return { effect: instanceExchange(change.after) };
        case "refused":
            return comesWithLoadBalancer(entry, change)
                ? { effect: outage, note: "it comes or goes with the load balancer" }
                : refusal(change.wanted);
        case "unknown":
            return { effect: instanceExchange(change.after), note: worstCase };
    }
}

/** AWS takes such an option when a single instance gets its first load balancer, and loses it with the last. */
const comesWithLoadBalancer = (entry: CatalogueEntry | undefined, { was, wanted, before, after }: Change): boolean =>
    (was === undefined || wanted === undefined) &&
    entry?.namespace !== "aws:ec2:vpc" &&
    isSingleInstance(before) !== isSingleInstance(after);

function refusal(wanted: Value | undefined): Cost {
    const effect: Effect = { kind: "impossible", how: "AWS refuses it", interrupts: false };
    return wanted?.kind === "unknown" ? { effect, note: "unless it turns out to be the old value" } : { effect };
}
