type WithoutUnset<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

/** The outputs that a stack has: the engine warns of one whose value is undefined. */
export const withoutUnset = <T extends object>(outputs: T): WithoutUnset<T> =>
    Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as WithoutUnset<T>;
