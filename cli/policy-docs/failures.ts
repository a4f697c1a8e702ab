/** Numbers of the failures in docs/failures.md that name a rule or its test, by the rule's name. */
export function failuresOf(text: string): ReadonlyMap<string, readonly number[]> {
    const found = new Map<string, Set<number>>();
    for (const line of text.split("\n")) {
        const number = /^\| (\d+) \|/.exec(line)?.[1];
        if (number === undefined) {
            continue;
        }
        for (const [, inTest, inText] of line.matchAll(
            /policies\/rules\/([a-z0-9-]+)\.test\.ts|(?:rule|policy|policies) `([a-z0-9-]+)`/g,
        )) {
            const rule = inTest ?? inText ?? "";
            found.set(rule, (found.get(rule) ?? new Set()).add(Number(number)));
        }
    }
    return new Map([...found].map(([rule, numbers]) => [rule, [...numbers].sort((a, b) => a - b)]));
}
