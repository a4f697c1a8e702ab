import { classicTables } from "./catalogue/classic";
import { deploymentTables } from "./catalogue/deployment";
import { environmentTables } from "./catalogue/environment";
import { healthTables } from "./catalogue/health";
import { instanceTables } from "./catalogue/instances";
import { loadBalancerTables } from "./catalogue/load-balancer";
import { networkTables } from "./catalogue/network";
import { platformTables } from "./catalogue/platform";
import { processTables } from "./catalogue/processes";
import { scalingTables } from "./catalogue/scaling";
import { unwantedTables } from "./catalogue/unwanted";
import type { CatalogueEntry, NamespaceTable, OptionRow } from "./types";

const tables: readonly NamespaceTable[] = [
    ...scalingTables,
    ...instanceTables,
    ...networkTables,
    ...environmentTables,
    ...deploymentTables,
    ...healthTables,
    ...processTables,
    ...loadBalancerTables,
    ...classicTables,
    ...platformTables,
    ...unwantedTables,
];

/**
 * Every option of Elastic Beanstalk that an environment of ours can meet, those of other languages' platforms left out.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
export const catalogue: readonly CatalogueEntry[] = tables.flatMap((table) =>
    Object.entries(table.options).map(([name, row]) => entryOf(table, name, row)),
);

/** As the catalogue writes them, `{placeholder}` included. */
export const namespaces: readonly string[] = tables.map(({ namespace }) => namespace);

const byNamespace: ReadonlyMap<string, ReadonlyMap<string, CatalogueEntry>> = new Map(
    namespaces.map((namespace) => [
        namespace,
        new Map(catalogue.filter((entry) => entry.namespace === namespace).map((entry) => [entry.name, entry])),
    ]),
);

const templates = tables.flatMap(({ namespace, placeholder }) =>
    placeholder === undefined ? [] : [{ namespace, prefix: namespace.replace(/\{\w+\}$/, ""), placeholder }],
);

/** The options of a namespace by name, or undefined when there is no such namespace: `aws:elbv2:listener:443` is one. */
export function optionsOf(namespace: string): ReadonlyMap<string, CatalogueEntry> | undefined {
    const options = byNamespace.get(namespace);
    if (options !== undefined) {
        // A placeholder itself is no namespace.
        return namespace.includes("{") ? undefined : options;
    }
    const template = templates.find(
        ({ prefix, placeholder }) => namespace.startsWith(prefix) && placeholder.test(namespace.slice(prefix.length)),
    );
    return template === undefined ? undefined : byNamespace.get(template.namespace);
}

/** The row of an option; for a name that users choose, the row of all such names. */
export function findOption(namespace: string, name: string): CatalogueEntry | undefined {
    const options = optionsOf(namespace);
    // A name of the user's own that is spelt "*" has no other row either.
    return options?.get(name) ?? options?.get("*");
}

function entryOf(table: NamespaceTable, name: string, row: OptionRow): CatalogueEntry {
    const { refuse, instead } = table;
    return {
        ...(table.source === undefined ? {} : { source: table.source }),
        ...(refuse === undefined ? {} : { refuse }),
        ...(instead === undefined ? {} : { instead }),
        ...(table.scalable === undefined ? {} : { scalable: table.scalable }),
        tiers: table.tiers ?? ["web", "worker"],
        platforms: table.platforms ?? ["python", "docker"],
        loadBalancers: table.loadBalancers ?? ["application", "network", "application-shared", "classic", "none"],
        change: table.change,
        ...row,
        namespace: table.namespace,
        name,
    };
}
