import { compareBytes } from "../option-catalogue/json";

/** One option of an environment. `V` is a text in a plan, and an input that may be unknown in a program. */
export interface Option<V> {
    readonly namespace: string;
    readonly name: string;
    readonly value: V;
    /**
     * Name of a scheduled action, and empty for everything else: without it a value that is unknown in the preview makes the provider contradict its own plan.
     */
    readonly resource: string;
}

/** Namespace → name → value. A value that is undefined is left to Elastic Beanstalk. */
export type OptionTree<V> = Readonly<Record<string, Readonly<Record<string, V | undefined>>>>;

/**
 * Options in one canonical order, each key once. The provider compares them as a set, so a key given twice would show as a change for ever.
 *
 * @param resources - options by the resource that they belong to
 * @throws Error when two trees set one option: a fault of the planner
 */
export function flattenOptions<V>(
    trees: readonly OptionTree<V>[],
    resources: Readonly<Record<string, OptionTree<V>>> = {},
): Option<V>[] {
    const options = [
        ...trees.flatMap((tree) => optionsOf(tree, "")),
        ...Object.entries(resources).flatMap(([resource, tree]) => optionsOf(tree, resource)),
    ];
    options.sort(
        (a, b) =>
            compareBytes(a.namespace, b.namespace) ||
            compareBytes(a.name, b.name) ||
            compareBytes(a.resource, b.resource),
    );
    options.forEach((option, i) => {
        const next = options[i + 1];
        if (next?.namespace === option.namespace && next.name === option.name && next.resource === option.resource) {
            throw new Error(`${option.namespace} / ${option.name} is set twice.`);
        }
    });
    return options;
}

const optionsOf = <V>(tree: OptionTree<V>, resource: string): Option<V>[] =>
    Object.entries(tree).flatMap(([namespace, byName]) =>
        Object.entries(byName).flatMap(([name, value]) =>
            value === undefined ? [] : [{ namespace, name, value, resource }],
        ),
    );

/** A value, unless it is the one that AWS takes by itself. */
export const unless = (standard: number, value: number): string | undefined =>
    value === standard ? undefined : String(value);

/** An option that is off unless it is set. */
export const onlyOn = (on: boolean): "true" | undefined => (on ? "true" : undefined);

/** A value as a text, where there is one. */
export const given = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : String(value);
