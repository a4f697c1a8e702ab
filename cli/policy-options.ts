import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { catalogue } from "../components/option-catalogue/catalogue";
import type { CatalogueEntry, Form } from "../components/option-catalogue/types";
import type { NamespaceData, OptionData } from "../policies/read/option-catalogue";
import { runCommand } from "./command-line";
import { repository } from "./repository";

const help = `npm run --silent policy-options -- [--check]

Writes policies/data/options.json, what the policy pack knows of options, from the option catalogue (components/option-catalogue/).

  --check  writes nothing; tells whether the file is up to date
  --help   this text

Exit code: 0; 1 when --check finds that the file is not up to date; 2 for a wrong option.`;

const file = "policies/data/options.json";

export const main = (args: readonly string[]): Promise<number> =>
    runCommand(args, {
        help,
        read: readOptions,
        run: async ({ check }) => {
            const content = await policyOptionsText();
            const target = path.join(repository, file);
            const current = fs.existsSync(target) && fs.readFileSync(target, "utf8") === content;
            if (!current && !check) {
                fs.writeFileSync(target, content);
            }
            console.log(`${file} ${current ? "is up to date" : check ? "is not up to date" : "written"}.`);
            return current || !check ? 0 : 1;
        },
    });

/** @returns undefined when the help is asked for */
function readOptions(args: readonly string[]): { check: boolean } | undefined {
    const flag = { type: "boolean", default: false } as const;
    const { values } = parseArgs({ args: [...args], options: { help: flag, check: flag } });
    return values.help ? undefined : { check: values.check };
}

/** The file's content, as the check of the format wants it. */
export async function policyOptionsText(): Promise<string> {
    const style = await resolveConfig(path.join(repository, file));
    return format(JSON.stringify(policyOptions()), { ...style, parser: "json" });
}

/** What a rule of the pack needs of each option. The pack imports nothing of the program that it judges, so it has data of its own. */
export function policyOptions(): Readonly<Record<string, NamespaceData>> {
    const namespaces: Record<string, Record<string, OptionData>> = {};
    for (const entry of catalogue) {
        const options = (namespaces[entry.namespace] ??= {});
        if (!chosenByUsers.has(entry.namespace)) {
            options[entry.name] = optionOf(entry);
        }
    }
    for (const namespace of chosenByUsers) {
        namespaces[namespace] = { "*": { ...validityOf(catalogueRow(namespace)), type: "text" } };
    }
    return namespaces;
}

/** Namespaces whose names users choose; what else the catalogue says of some names is of this project's programs. */
const chosenByUsers: ReadonlySet<string> = new Set([
    "aws:elasticbeanstalk:application:environment",
    "aws:elasticbeanstalk:environment:proxy:staticfiles",
    "aws:elasticbeanstalk:customoption",
]);

/** The row of all names, or none: a name that only this project gives says nothing about the namespace. */
const catalogueRow = (namespace: string): CatalogueEntry | undefined =>
    catalogue.find((entry) => entry.namespace === namespace && entry.name === "*");

/** This project's programs give ids; AWS takes names of groups too, such as its own example, elasticbeanstalk-default. */
const takesNames: ReadonlySet<string> = new Set(["aws:autoscaling:launchconfiguration/SecurityGroups"]);

const optionOf = (entry: CatalogueEntry): OptionData => ({
    ...(takesNames.has(`${entry.namespace}/${entry.name}`) ? { type: "list" as const } : formOf(entry.form)),
    ...validityOf(entry),
    ...(entry.limited === undefined ? {} : { limited: entry.limited }),
});

function formOf(form: Form): OptionData {
    switch (form.type) {
        case "boolean":
        case "json":
            return { type: form.type };
        case "enum":
            return { type: "enum", values: form.values };
        case "number":
            return { ...form, type: "number" };
        case "list":
            return {
                type: "list",
                ...(form.item === undefined ? {} : { pattern: form.item.source }),
                ...(form.allowed === undefined ? {} : { allowed: form.allowed }),
                ...(form.maxItems === undefined ? {} : { maxItems: form.maxItems }),
                ...(form.itemMaxLength === undefined ? {} : { itemMaxLength: form.itemMaxLength }),
            };
        case "text":
        case "arn":
        case "timestamp":
        case "duration":
        case "cron":
            return {
                type: "text",
                ...(form.pattern === undefined ? {} : { pattern: form.pattern.source }),
                ...(form.allowed === undefined ? {} : { allowed: form.allowed }),
            };
    }
}

/** Where something is valid, as far as that is not everywhere. */
function validityOf(entry: CatalogueEntry | undefined): Partial<OptionData> {
    if (entry === undefined) {
        return {};
    }
    const { tiers, platforms, loadBalancers, scalable } = entry;
    return {
        ...(tiers.length === 2 ? {} : { tiers }),
        ...(platforms.length === 2 ? {} : { platforms }),
        ...(loadBalancers.length === 5 ? {} : { loadBalancers }),
        ...(scalable === undefined ? {} : { scalable }),
    };
}
