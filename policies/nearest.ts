/** What to say of a name that is not known: the known one that it may have been meant for, or nothing. */
export function nearestOf(wrong: string, known: readonly string[]): string {
    const limit = Math.max(2, Math.floor(wrong.length / 3));
    const [nearest] = known
        .map((name) => ({ name, distance: distance(wrong.toLowerCase(), name.toLowerCase()) }))
        .filter((it) => it.distance <= limit)
        .sort((a, b) => a.distance - b.distance);
    return nearest === undefined ? "" : ` (${nearest.name}?)`;
}

/** Characters to insert, delete or replace between two words. */
function distance(from: string, to: string): number {
    let row = Array.from({ length: to.length + 1 }, (_, index) => index);
    [...from].forEach((letter, i) => {
        const next = [i + 1];
        [...to].forEach((other, j) => {
            next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (letter === other ? 0 : 1)));
        });
        row = next;
    });
    return row.at(-1)!;
}
