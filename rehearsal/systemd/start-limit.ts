/**
 * How often a unit may be started in a time.
 *
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#StartLimitIntervalSec=interval
 */
export class StartLimit {
    #begin: number | undefined;
    #count = 0;

    constructor(
        private readonly burst: number,
        /** Milliseconds. */
        private readonly interval: number,
    ) {}

    /** Counts a start, if it is allowed. */
    allows(now: number): boolean {
        if (this.burst === 0 || this.interval === 0) {
            return true;
        }
        if (this.#begin === undefined || now > this.#begin + this.interval) {
            this.#begin = now;
            this.#count = 0;
        }
        if (this.#count >= this.burst) {
            return false;
        }
        this.#count += 1;
        return true;
    }

    reset(): void {
        this.#begin = undefined;
        this.#count = 0;
    }
}
