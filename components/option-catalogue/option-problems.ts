import type { Problem } from "../problem";
import { nearestName } from "../settings/nearest";
import { canonicalValue } from "./canonical";
import { catalogue, findOption, namespaces, optionsOf } from "./catalogue";
import { allowedInstead, describe } from "./check-value";
import type { CatalogueEntry, OptionContext, OptionValue } from "./types";
import { whyNotValid, whyValueNotValid } from "./validity";

/** Options are set once for each of these, and compared by them. */
export const optionKey = ({ namespace, name, resource = "" }: Omit<OptionValue, "value">): string =>
    JSON.stringify([namespace, name, resource]);

/** The namespace whose options belong to a scheduled action, which `resource` names. */
export const scheduledAction = "aws:autoscaling:scheduledaction";

/** Namespaces that exist, or did, and that this project has another place for. */
const otherNamespaces: Readonly<Record<string, string>> = {
    "aws:elasticbeanstalk:container:python:staticfiles":
        "Use aws:elasticbeanstalk:environment:proxy:staticfiles; this one was of Amazon Linux 1.",
    "aws:elasticbeanstalk:customoption":
        "Remove it; write the value where an .ebextensions file of yours reads it, or use app.variables.",
};

/**
 * What is wrong with options that a user gave under `options:`: names that do not exist, values that AWS refuses, and options that it would take
 * and then not return for such an environment, so that they would show as a change for ever. Says nothing of options that a setting sets already.
 */
export function optionProblems(options: readonly OptionValue[], context: OptionContext): Problem[] {
    return [...options.flatMap((option) => problemsOf(option, context)), ...duplicates(options)];
}

const whereOf = ({ namespace, name }: OptionValue): string => `options.${namespace}.${name}`;

function problemsOf(option: OptionValue, context: OptionContext): Problem[] {
    const where = whereOf(option);
    const entry = findOption(option.namespace, option.name);
    if (entry === undefined) {
        return [unknownOption(option)];
    }
    const named = nameProblem(entry, option);
    if (named !== undefined) {
        return [named];
    }
    if (entry.refuse !== undefined) {
        return [{ where, ...entry.refuse }];
    }
    const invalid = whyNotValid(entry, context);
    if (invalid !== undefined) {
        const remedy = entry.instead ?? "Remove it; AWS would drop it, and each preview would show it again.";
        return [{ where, got: `an option that ${invalid.why}`, allowed: invalid.allowed, remedy }];
    }
    return [...resourceProblem(option), ...valueProblem(entry, option, context)];
}

function unknownOption({ namespace, name, value }: OptionValue): Problem {
    const where = whereOf({ namespace, name, value });
    const options = optionsOf(namespace);
    if (options === undefined) {
        const nearest = nearestName(namespace, namespacesLike(namespace));
        const guess = nearest === undefined ? "Look the namespace up in AWS's guide." : `Did you mean ${nearest}?`;
        const remedy = otherNamespaces[namespace] ?? guess;
        return { where, got: "a namespace that Elastic Beanstalk does not have for Python and Docker", remedy };
    }
    const known = [...options.keys()];
    const nearest = nearestName(name, known);
    const elsewhere = catalogue.find((entry) => entry.name === name && entry.loadBalancers.includes("application"));
    return {
        where,
        got: "an option that the namespace does not have",
        allowed: known.join(", "),
        remedy:
            otherNamespaces[namespace] ??
            (nearest !== undefined
                ? `Did you mean ${nearest}?`
                : elsewhere !== undefined
                  ? `Did you mean ${elsewhere.namespace} / ${name}?`
                  : "Correct the name, or remove the option."),
    };
}

/** Known namespaces, a placeholder filled with what the wrong one has at its end. */
function namespacesLike(wrong: string): string[] {
    const last = wrong.slice(wrong.lastIndexOf(":") + 1);
    return namespaces.map((namespace) => namespace.replace(/\{\w+\}$/, last)).filter((each) => each !== wrong);
}

function nameProblem({ name, names, namesAllowed }: CatalogueEntry, option: OptionValue): Problem | undefined {
    return name !== "*" || names === undefined || names.test(option.name)
        ? undefined
        : {
              where: whereOf(option),
              got: `the name ${JSON.stringify(option.name)}`,
              ...(namesAllowed === undefined ? {} : { allowed: namesAllowed }),
              remedy: "Correct the name.",
          };
}

function resourceProblem(option: OptionValue): Problem[] {
    const given = (option.resource ?? "") !== "";
    if (given === (option.namespace === scheduledAction)) {
        return [];
    }
    const where = whereOf(option);
    return given
        ? [
              {
                  where,
                  got: "a resource",
                  allowed: `a resource with options of ${scheduledAction} only`,
                  remedy: "Remove the resource; AWS would not return it, and each preview would show it again.",
              },
          ]
        : [{ where, got: "no resource", allowed: "the name of a scheduled action", remedy: "Name the action." }];
}

function valueProblem(entry: CatalogueEntry, option: OptionValue, context: OptionContext): Problem[] {
    const where = whereOf(option);
    if (option.value.trim() === "") {
        const remedy = "Remove the option; AWS then takes its own default.";
        return [{ where, got: "an empty value", allowed: describe(entry.form), remedy }];
    }
    const got = entry.secret === true ? "another value" : JSON.stringify(option.value);
    const allowed = allowedInstead(entry, option.value);
    if (allowed !== undefined) {
        return [{ where, got, allowed, remedy: valueRemedy(entry, option.value) }];
    }
    const limit = whyValueNotValid(entry, canonicalValue(entry, option.value), context);
    return limit === undefined
        ? []
        : [
              {
                  where,
                  got: `${got}, which ${limit.why}`,
                  allowed: `this value ${limit.allowed}`,
                  remedy: "Choose another value.",
              },
          ];
}

function valueRemedy({ form }: CatalogueEntry, value: string): string {
    const nearest = form.type === "enum" ? nearestName(value, form.values) : undefined;
    return nearest === undefined ? "Correct the value." : `Did you mean ${nearest}?`;
}

/** Only one of them would come back. */
function duplicates(options: readonly OptionValue[]): Problem[] {
    const seen = new Set<string>();
    return options.flatMap((option) => {
        const key = optionKey(option);
        if (!seen.has(key)) {
            seen.add(key);
            return [];
        }
        return [
            {
                where: whereOf(option),
                got: "an option that is set twice",
                allowed: "each option once",
                remedy: "Remove one of the two.",
            },
        ];
    });
}
