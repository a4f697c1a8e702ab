/** The name closest to a misspelt one, or undefined when none is close enough to be a likely slip of the finger. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
    const limit = Math.max(2, Math.floor(wrong.length / 3));
    const ranked = names
        .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase()) }))
        .filter(({ distance }) => distance <= limit)
        .sort((a, b) => a.distance - b.distance);
    return ranked[0]?.name;
}

/** Levenshtein distance: insertions, deletions and replacements of single characters. */
function editDistance(a: string, b: string): number {
    let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const current = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, replaced));
        }
        previous = current;
    }
    return previous[b.length] ?? 0;
}
