/** One option of an environment. `V` is a text in a plan, and an input that may be unknown in a program. */
export interface Option<V> {
    readonly namespace: string;
    readonly name: string;
    readonly value: V;
}

/** Namespace → name → value. A value that is undefined is left to Elastic Beanstalk. */
export type OptionTree<V> = Readonly<Record<string, Readonly<Record<string, V | undefined>>>>;

/**
 * Options in one canonical order, each key once. The provider compares them as a set, so a key given twice would show as a change for ever.
 *
 * @throws Error when two trees set one option: a fault of the planner
 */
export function flattenOptions<V>(trees: readonly OptionTree<V>[]): Option<V>[] {
    const options = trees.flatMap((tree) =>
        Object.entries(tree).flatMap(([namespace, byName]) =>
            Object.entries(byName).flatMap(([name, value]) =>
                value === undefined ? [] : [{ namespace, name, value }],
            ),
        ),
    );
    options.sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
    options.forEach((option, i) => {
        const next = options[i + 1];
        if (next?.namespace === option.namespace && next.name === option.name) {
            throw new Error(`${option.namespace} / ${option.name} is set twice.`);
        }
    });
    return options;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
