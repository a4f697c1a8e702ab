import { optionContext } from "../beanstalk-environment/option-context";
import type { OptionLinks } from "../beanstalk-environment/option-links";
import { planOptions } from "../beanstalk-environment/plan-options";
import { secretsMarker } from "../beanstalk-environment/secrets-marker";
import { filledInVariables, fixedVariables, hasCertificate } from "../beanstalk-environment/variables";
import { combinationProblems } from "../option-catalogue/combination-problems";
import { optionProblems } from "../option-catalogue/option-problems";
import { ownerOf } from "../option-catalogue/owners";
import { hashBlindProblems, propertyProblems } from "../option-catalogue/property-problems";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/**
 * What Elastic Beanstalk would refuse, drop, or return differently of the options that the settings compile to, and of those under `options`.
 *
 * @param compiles - whether the settings of the environment fit each other; else there is nothing to compile
 */
export function optionsCheck(settings: Settings, compiles: boolean): Problem[] {
    const contradicting = contradictions(settings);
    return [
        ...contradicting,
        ...(compiles && contradicting.length === 0 ? compiledCheck(settings) : []),
        ...variablesCheck(settings),
    ];
}

/** Options that the stack file sets under `options` although a setting is there for them. */
function contradictions({ options }: Settings): Problem[] {
    return Object.entries(options).flatMap(([namespace, byName]) =>
        Object.keys(byName).flatMap((name) => {
            const owner = ownerOf(namespace, name);
            return owner === undefined
                ? []
                : [
                      {
                          where: `options.${namespace}.${name}`,
                          got: "an option that a setting sets",
                          allowed: "options for which there is no setting",
                          remedy: owner.startsWith("nothing: ")
                              ? `Remove it: ${owner.slice("nothing: ".length)}.`
                              : `Remove it and use ${owner}.`,
                      },
                  ];
        }),
    );
}

/** The problems of an option are told where it is set: at its setting, or under `options`. */
function compiledCheck(settings: Settings): Problem[] {
    const [options, context] = [planOptions(settings, anyLinks(settings)), optionContext(settings)];
    const places = new Map(
        options
            .filter(({ namespace, name }) => settings.options[namespace]?.[name] === undefined)
            .map(({ namespace, name }) => [`options.${namespace}.${name}`, ownerOf(namespace, name)]),
    );
    return [...optionProblems(options, context), ...combinationProblems(options, context)].map((problem) => ({
        ...problem,
        where: places.get(problem.where) ?? problem.where,
    }));
}

/** Bytes for values that other parts of the graph fill in, at their longest. An endpoint of RDS is the longest of them. */
const bytesFilledIn = 120;

function variablesCheck(settings: Settings): Problem[] {
    const fixed = fixedVariables(settings);
    const platform = settings.app.platform.kind;
    const placeholders = [...filledInVariables(settings), secretsMarker].filter((name) => !(name in fixed));
    const all = { ...Object.fromEntries(placeholders.map((name) => [name, "x".repeat(bytesFilledIn)])), ...fixed };
    return [...propertyProblems(all, platform), ...hashBlindProblems(fixed)];
}

/** Stands for what the graph makes, in a form that the catalogue takes. */
function anyLinks(settings: Settings): OptionLinks<string> {
    return {
        vpcId: "vpc-0",
        instanceSubnetIds: "subnet-0",
        loadBalancerSubnetIds: "subnet-0",
        publicInstances: true,
        instanceSecurityGroupId: "sg-0",
        loadBalancerSecurityGroupId: "sg-0",
        instanceProfileName: "profile",
        serviceRoleArn: "role",
        certificateArn: hasCertificate(settings) ? "arn:aws:acm:us-east-1:123456789012:certificate/0" : undefined,
        // They have checks of their own, which show no value.
        variables: {},
        secrets: {},
    };
}
