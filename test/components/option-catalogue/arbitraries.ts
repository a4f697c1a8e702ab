import fc from "fast-check";
import { canonicalValue } from "../../../components/option-catalogue/canonical";
import { catalogue } from "../../../components/option-catalogue/catalogue";
import { optionKey, scheduledAction } from "../../../components/option-catalogue/option-problems";
import type { CatalogueEntry, OptionContext, OptionValue } from "../../../components/option-catalogue/types";
import { isValidIn, whyValueNotValid } from "../../../components/option-catalogue/validity";

/** Texts for forms that a pattern describes; a pattern with look-arounds is nothing to generate from. */
const samples: Readonly<Record<string, readonly string[]>> = {
    "aws:elasticbeanstalk:application:environmentsecrets *": [
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:notes-AbCdEf:DATABASE_URL",
        "arn:aws:ssm:eu-west-1:123456789012:parameter/notes/key",
    ],
    "aws:elbv2:loadbalancer SharedLoadBalancer": [
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/0123456789abcdef",
    ],
    "aws:elasticbeanstalk:environment:proxy:staticfiles *": ["staticfiles", "media/uploads"],
    "aws:autoscaling:launchconfiguration SSHSourceRestriction": ["tcp,22,22,10.0.0.0/8"],
    "aws:elasticbeanstalk:application Application Healthcheck URL": ["/health", "HTTPS:443/health"],
    "aws:autoscaling:scheduledaction StartTime": ["2027-01-31T09:00:00Z"],
    "aws:autoscaling:scheduledaction EndTime": ["2027-02-28T09:00:00+01:00"],
};
const durations = ["PT5M", "PT1H", "PT90S"];

const each = <K extends keyof OptionContext>(key: K, ...values: OptionContext[K][]) =>
    values.map((value) => ({ [key]: value }) as Pick<OptionContext, K>);

/** Every kind of environment. */
const contexts: readonly OptionContext[] = each("tier", "web", "worker").flatMap((tier) =>
    each("platform", "python", "docker").flatMap((platform) =>
        each("loadBalancer", "application", "network", "application-shared", "none").map((loadBalancer) => ({
            ...tier,
            ...platform,
            ...loadBalancer,
        })),
    ),
);

export interface Generated {
    readonly context: OptionContext;
    readonly options: readonly OptionValue[];
}

/** What nobody should set is left out. */
function environmentOf(context: OptionContext): fc.Arbitrary<Generated> {
    const entries = catalogue.filter((entry) => entry.refuse === undefined && isValidIn(entry, context));
    return fc
        .tuple(...entries.map((entry) => fc.option(optionOf(entry, context), { nil: undefined })))
        .map((options) => ({ context, options: unique(options.filter((option) => option !== undefined)) }));
}

/** Names that users choose are drawn freely, so one may come twice. */
const unique = (options: readonly OptionValue[]): OptionValue[] => [
    ...new Map(options.map((option) => [optionKey(option), option])).values(),
];

function optionOf(entry: CatalogueEntry, context: OptionContext): fc.Arbitrary<OptionValue> {
    const namespace = entry.namespace.replace(/\{(\w+)\}$/, (_, placeholder) =>
        placeholder === "listener_port" ? "8443" : "alpha",
    );
    const names = entry.name === "*" ? nameOf(entry) : fc.constant(entry.name);
    const resources = namespace === scheduledAction ? fc.constantFrom("morning", "evening") : fc.constant("");
    return fc
        .tuple(names, valueOf(entry, context), resources)
        .map(([name, value, resource]) => ({ namespace, name, value: canonicalValue(entry, value), resource }));
}

const nameOf = ({ namespace }: CatalogueEntry): fc.Arbitrary<string> =>
    namespace.endsWith("staticfiles")
        ? fc.constantFrom("/static", "/media")
        : fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/);

function valueOf(entry: CatalogueEntry, context: OptionContext): fc.Arbitrary<string> {
    const { form } = entry;
    const fixed = samples[`${entry.namespace} ${entry.name}`];
    if (fixed !== undefined) {
        return fc.constantFrom(...fixed);
    }
    const valid = (value: string) => whyValueNotValid(entry, value, context) === undefined;
    switch (form.type) {
        case "boolean":
            return fc.constantFrom(...["true", "false"].filter(valid));
        case "enum":
            return fc.constantFrom(...form.values.filter(valid));
        case "number":
            return form.whole
                ? fc.integer({ min: form.min ?? -50, max: form.max ?? 50 }).map(String)
                : fc
                      .integer({ min: Math.ceil((form.min ?? 0) * 1000), max: (form.max ?? 50) * 1000 })
                      .map((n) => String(n / 1000));
        case "json":
            return fc.json();
        case "list":
            return fc
                .array(fc.stringMatching(form.item ?? /^[a-z]+$/), { minLength: 1, maxLength: 4 })
                .filter((items) => items.every((item) => item.length <= 40))
                .map((items) => items.join(","));
        case "duration":
            return fc.constantFrom(...durations);
        case "text":
        case "arn":
        case "timestamp":
        case "cron":
            return form.pattern === undefined
                ? fc.string({ minLength: 1 }).filter((s) => s.trim() !== "")
                : fc.stringMatching(form.pattern);
    }
}

/** A context with options that are right for it, in canonical texts, each once. */
export const environments: fc.Arbitrary<Generated> = fc.oneof(...contexts.map(environmentOf));
