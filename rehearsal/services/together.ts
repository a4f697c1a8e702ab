export interface Stoppable {
    stop(): Promise<unknown>;
}

/**
 * Starts services side by side. Where one does not start, those that did are stopped before the fault is told.
 *
 *     const services = await startTogether({ postgres: () => Postgres.start(…), aws: () => Aws.start(…) });
 */
export async function startTogether<T extends Readonly<Record<string, Stoppable>>>(starts: {
    readonly [Name in keyof T]: () => Promise<T[Name]>;
}): Promise<T & Stoppable> {
    const names = Object.keys(starts) as (keyof T & string)[];
    const services: Partial<T> = {};
    const outcomes = await Promise.allSettled(
        names.map(async (name) => {
            services[name] = await starts[name]();
        }),
    );
    const stop = () => stopAll(Object.values(services));
    const fault = outcomes.find((each) => each.status === "rejected");
    if (fault !== undefined) {
        await stop();
        throw fault.reason;
    }
    return { ...(services as T), stop };
}

/** Stops all, the last first, also where one of them cannot be stopped. */
export async function stopAll(services: readonly Stoppable[]): Promise<void> {
    const outcomes = await Promise.allSettled([...services].reverse().map((each) => each.stop()));
    const fault = outcomes.find((each) => each.status === "rejected");
    if (fault !== undefined) {
        throw fault.reason;
    }
}
