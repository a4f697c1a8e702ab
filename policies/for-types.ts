/** With a single type attached to it, the SDK does not call a function, nor unpack properties, for other types. */
export function forTypes<F extends object>(types: readonly string[], judge: F): F {
    return types.length === 1 ? Object.assign(judge, { __pulumiType: types[0] }) : judge;
}
