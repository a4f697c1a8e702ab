export type Architecture = "x86_64" | "aarch64";

/**
 * Processor of an instance type. Families of Graviton have a `g` right after their generation (`t4g`, `c7gn`, `im4gn`), or are `a1`.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
const isArm = (instanceType: string): boolean => /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType);

/** @param instanceTypes - of one processor, which the settings check */
export const architectureOf = (instanceTypes: readonly string[]): Architecture =>
    instanceTypes.some(isArm) ? "aarch64" : "x86_64";

export const hasBothArchitectures = (instanceTypes: readonly string[]): boolean =>
    new Set(instanceTypes.map(isArm)).size > 1;
