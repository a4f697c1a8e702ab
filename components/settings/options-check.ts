import { optionContext } from "../beanstalk-environment/option-context";
import { filledInProperties } from "../beanstalk-environment/filled-in";
import type { OptionLinks } from "../beanstalk-environment/option-links";
import { planOptions } from "../beanstalk-environment/plan-options";
import { markerOf, secretsMarker } from "../beanstalk-environment/secrets-marker";
import { fixedVariables, hasCertificate } from "../beanstalk-environment/variables";
import { findOption } from "../option-catalogue/catalogue";
import { combinationProblems } from "../option-catalogue/combination-problems";
import { optionProblems } from "../option-catalogue/option-problems";
import { ownerOf } from "../option-catalogue/owners";
import { hashBlindProblems, propertyProblems } from "../option-catalogue/property-problems";
import type { OptionValue } from "../option-catalogue/types";
import type { Problem } from "../problem";
import type { Settings } from "../settings";

/**
 * What Elastic Beanstalk would refuse, drop, or return differently of the options that the settings compile to, and of those under `options`.
 *
 * @param compiles - whether the settings of the environment fit each other; else there is nothing to compile
 */
export function optionsCheck(settings: Settings, compiles: boolean): Problem[] {
    const contradicting = contradictions(settings, compiles);
    return [
        ...contradicting,
        ...(compiles && contradicting.length === 0 ? compiledCheck(settings) : []),
        ...variablesCheck(settings),
    ];
}

/** Settings that only some load balancers have; with another kind their options have no other place. */
const absentFrom: Readonly<Partial<Record<Settings["environment"]["loadBalancer"]["kind"], RegExp>>> = {
    dedicated: /^environment\.loadBalancer\.tlsOnInstances\b/,
    network: /^environment\.loadBalancer\.(rules|tlsOnInstances)\b/,
    shared: /^environment\.loadBalancer\.(listeners|processes|rules)\b/,
};

/** Options that the stack file sets under `options` although a setting is there for them. */
function contradictions(settings: Settings, compiles: boolean): Problem[] {
    if (Object.keys(settings.options).length === 0) {
        return [];
    }
    const typed = compiles ? planOptions({ ...settings, options: {} }, anyLinks(settings)) : [];
    const elsewhere = absentFrom[settings.environment.loadBalancer.kind];
    return Object.entries(settings.options).flatMap(([namespace, byName]) =>
        Object.keys(byName).flatMap((name) => {
            const owner = ownerOf(namespace, name);
            const isTyped = typed.some((option) => option.namespace === namespace && option.name === name);
            return owner === undefined || (elsewhere?.test(owner) === true && !isTyped)
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
    return [
        ...optionProblems(options, context),
        ...combinationProblems(options, context),
        ...blindProblems(options),
    ].map((problem) => ({
        ...problem,
        where: places.get(problem.where) ?? problem.where,
    }));
}

function variablesCheck(settings: Settings): Problem[] {
    const fixed = fixedVariables(settings);
    const all = { [secretsMarker]: markerOf([]), ...filledInProperties(settings), ...fixed };
    return [...propertyProblems(all, settings.app.platform.kind), ...hashBlindProblems(fixed)];
}

/** Texts of which some other value would look the same to the provider. That of SSH has a fixed form, in which no two do. */
const blindProblems = (options: readonly OptionValue[]): Problem[] =>
    options
        .filter(
            ({ namespace, name }) =>
                findOption(namespace, name)?.form.type === "text" &&
                name !== "SSHSourceRestriction" &&
                !namespace.startsWith("aws:elasticbeanstalk:application:environment"),
        )
        .flatMap(({ namespace, name, value }) =>
            hashBlindProblems({ [name]: value }).map((problem) => ({
                ...problem,
                where: `options.${namespace}.${name}`,
            })),
        );

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
        clientTrustStoreArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/notes/0123456789abcdef",
        certificateArn: hasCertificate(settings) ? "arn:aws:acm:us-east-1:123456789012:certificate/0" : undefined,
        accessLogsBucket: "notes-access-logs",
        // The others have checks of their own, which show no value.
        variables: "PORT" in settings.app.variables ? { PORT: settings.app.variables["PORT"] ?? "" } : {},
        secrets: {},
    };
}
