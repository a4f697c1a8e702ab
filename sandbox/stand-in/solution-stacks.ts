import { openBranches } from "../../components/platform-branches";
import { common } from "../../components/settings/defaults";
import { compareReleases, nameOfStack, parseStackName, SolutionStack } from "../../components/solution-stack";
import { Properties, textOf } from "./values";

/**
 * What the pretended account may create environments with: the current releases of August 2026, which the defaults of the settings name. It has
 * used no other, so AWS would offer it no other. The ECS branch is there because its name must not be taken for Docker's.
 */
const solutionStacks: readonly string[] = [
    ...[...openBranches.keys()].reverse().map((branch) => nameOfStack({ branch, release: common.platformRelease })),
    nameOfStack({ branch: "ECS", release: "4.7.7" }),
];

/**
 * The same for a stack that pins a release. AWS releases about once a month, so a release later than the known one is believed, beside it: the list is
 * of one day.
 */
export function solutionStacksFor(pin: SolutionStack): readonly string[] {
    const isLater = openBranches.has(pin.branch) && compareReleases(pin.release, common.platformRelease) > 0;
    return isLater ? [nameOfStack(pin), ...solutionStacks] : solutionStacks;
}

/** As the provider does it: the first that matches, in AWS's order. */
export function findSolutionStack(args: Properties): Properties {
    const nameRegex = textOf(args, "nameRegex");
    const asked = parseStackName(unescaped(nameRegex));
    const known = asked === undefined ? solutionStacks : solutionStacksFor(asked);
    const found = known.filter((name) => new RegExp(nameRegex).test(name));
    const [name] = found;
    if (name === undefined) {
        throw new Error("Your query returned no results. Please change your search criteria and try again.");
    }
    if (found.length > 1 && args["mostRecent"] !== true) {
        throw new Error(
            "Your query returned more than one result. Please try a more specific search criteria, or set `most_recent` attribute to true.",
        );
    }
    return { ...args, id: name, name };
}

/** The name that a regular expression asks for, when it asks for one alone. */
const unescaped = (nameRegex: string): string => nameRegex.replace(/^\^|\$$/g, "").replaceAll(/\\(.)/g, "$1");
