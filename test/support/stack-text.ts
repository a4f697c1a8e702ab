import { parse, stringify } from "yaml";
import { settingsOfConfig } from "../../cli/raw-settings";
import { table, Table } from "../../components/parsed-values";
import { Problem, ProblemError } from "../../components/problem";
import { secretsRelease } from "../../components/settings/secrets-check";
import { minimalRaw } from "./settings";

const added: ReadonlySet<string> = new Set(Object.keys(minimalRaw));

/** The `config` of a stack file that has these keys of `django-beanstalk:`. What it has of `app` and `environment` is added to the smallest right stack's. */
function configWith(keys: Table, region: string): Table {
    const settings: Table = { ...minimalRaw, ...keys };
    return {
        "aws:region": region,
        ...Object.fromEntries(
            Object.entries(settings).map(([key, value]) => [
                `django-beanstalk:${key}`,
                added.has(key) ? { ...table((minimalRaw as Table)[key]), ...table(value) } : value,
            ]),
        ),
    };
}

/**
 * What is wrong with a stack file, read as every command reads one.
 *
 * @param keys - those of `django-beanstalk:`, as YAML or parsed
 */
export function problemsOfStack(keys: string | Table, region = "us-east-1"): readonly Problem[] {
    const given = table(typeof keys === "string" ? parse(keys) : keys);
    const file = stringify({ config: configWith(given, region) });
    try {
        const { config } = parse(file) as { config: Table };
        return secretsRelease(settingsOfConfig(config, "dev", "/repository"));
    } catch (error) {
        if (error instanceof ProblemError) {
            return error.problems;
        }
        throw error;
    }
}
