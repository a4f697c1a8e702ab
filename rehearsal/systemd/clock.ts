/** Time, so that tests can let it pass. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    /** @returns what calls it off */
    after(milliseconds: number, work: () => void): () => void;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    after: (milliseconds, work) => {
        if (milliseconds === Infinity) {
            return () => undefined;
        }
        const timer = setTimeout(work, milliseconds);
        return () => {
            clearTimeout(timer);
        };
    },
};
