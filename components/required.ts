/**
 * What the program has made by then, whatever the settings say.
 *
 * @throws Error with what is wrong with the program, not with anybody's settings
 */
export function required<T>(value: T | undefined, otherwise: string): T {
    if (value === undefined) {
        throw new Error(otherwise);
    }
    return value;
}
