interface Refusing {
    notApplicable(reason?: string): never;
}

/**
 * Tells the engine that a policy has nothing to say of a resource. The SDK does so by an error that it catches, once for each policy and resource that do not
 * fit; to take down where each was thrown would cost most of the time that the whole pack takes, and no one reads it.
 */
export function notApplicable(args: Refusing, reason: string): never {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return args.notApplicable(reason);
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
