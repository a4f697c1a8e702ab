/** What to do where an environment cannot be changed. */
export const byBlueGreen =
    "Put it back; or move by blue/green: a second stack with this setting and the same database (database: {kind: external}), " +
    "pulumi up there, then its domain, then destroy the old stack.";
