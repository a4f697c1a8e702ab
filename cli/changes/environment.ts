import { byBlueGreen } from "../../components/beanstalk-environment/blue-green";
import { platformTag } from "../../components/beanstalk-environment/frozen";
import { Table, table } from "../../components/parsed-values";
import { byEffect, inPlace, worst } from "./effect";
import { deployment, exchangeWarning, instanceExchange } from "./instances";
import { optionDetails, worstCase } from "./option-details";
import { Detail, Row, shown } from "./row";
import { contextOf, isSingleInstance, optionsIn } from "./stated-options";
import { changedArguments, Step, valueOf } from "./step";

export const environmentType = "aws:elasticbeanstalk:Environment";

/** Arguments that only the provider itself heeds, or that label the environment. */
const harmless = ["description", "pollInterval", "tags", "waitForReadyTimeout"];

/** What an update does to an environment: option by option, then its version and its other arguments. */
export function environmentUpdate(step: Step): Pick<Row, "effect" | "details" | "warnings"> {
    const [was, wanted] = [step.before?.inputs ?? {}, step.after?.inputs ?? {}];
    const details = byEffect(changedArguments(step).flatMap((argument) => argumentDetails(argument, was, wanted)));
    return { effect: worst(details.map(({ effect }) => effect)), details, warnings: warningsOf(details, was, wanted) };
}

function argumentDetails(argument: string, was: Table, wanted: Table): Detail[] {
    const options = optionsIn(wanted);
    switch (argument) {
        case "settings":
            return Array.isArray(was["settings"]) && Array.isArray(wanted["settings"])
                ? optionDetails(optionsIn(was), options, contextOf(was))
                : [{ what: argument, change: "changed", effect: instanceExchange(options), note: worstCase }];
        case "version": {
            const { policy, effect } = deployment(options);
            return [{ what: "version", change: "changed", effect, note: `deployed ${policy}` }];
        }
        case "tags":
            return [...platformDetails(was, wanted), { what: argument, change: "changed", effect: inPlace }];
        default:
            return [
                harmless.includes(argument)
                    ? { what: argument, change: "changed", effect: inPlace }
                    : { what: argument, change: "changed", effect: instanceExchange(options), note: worstCase },
            ];
    }
}

/** The tag stands for the platform's branch, which an environment keeps; the provider's own argument is left to managed updates. */
function platformDetails(was: Table, wanted: Table): Detail[] {
    const [before, after] = [was, wanted].map(({ tags }) => valueOf(table(tags)[platformTag]));
    return before?.kind !== "known" || after?.kind !== "known" || before.text === after.text
        ? []
        : [
              {
                  what: "platform",
                  ...shown(before, after, true),
                  effect: { kind: "impossible", how: "AWS refuses it", interrupts: false },
              },
          ];
}

function warningsOf(details: readonly Detail[], was: Table, wanted: Table): string[] {
    const [before, after] = [optionsIn(was), optionsIn(wanted)];
    const isExchange = details.some(({ effect }) => effect.kind === "new-instances" && effect.interrupts);
    const exchange =
        isSingleInstance(before) === isSingleInstance(after)
            ? exchangeWarning(after)
            : // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features-managing-env-types.html
              "Elastic Beanstalk makes the environment's resources anew, and the site is down meanwhile.";
    return [
        ...(details.some(({ effect }) => effect.kind === "impossible")
            ? [`An environment keeps what it was created with. ${byBlueGreen}`]
            : []),
        ...(isExchange ? [exchange] : []),
    ];
}
