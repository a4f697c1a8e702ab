/** Seconds before the second, third, … attempt. */
const waits = [5, 10, 20, 40] as const;

/** Of the engine's environment: another number of seconds before each, 0 for none. */
export const retryVariable = "DJANGO_BEANSTALK_RETRY_WAIT_SECONDS";

/**
 * What a connection that breaks leaves of an error, in the words of Go's network and SSH packages, of SFTP and of OpenSSH. Everything else, such as a full disk
 * or a command that fails, would only fail again.
 */
const broken =
    /lost connection|connection (lost|reset|refused|closed|timed out)|closed by remote host|broken pipe|\bEOF\b|i\/o timeout|without exit status|Connection to \S+ closed|kex_exchange_identification/i;

/**
 * What the provider says itself: behind it stands the command with all that it printed, such as the last lines of a service that lost a connection of its own.
 * https://github.com/pulumi/pulumi-command/blob/v1.2.1/provider/pkg/provider/remote/commandOutputs.go
 */
const ownWords = (error: string): string => error.split(': running "', 1)[0] ?? "";

/** How long a worker's steps have been failing, and how long they may. */
export interface Patience {
    /** Since the first failure of any of them. */
    readonly milliseconds: number;
    readonly limitMinutes: number;
    /** Seconds before each attempt, as `retryVariable` gives them. */
    readonly given: string | undefined;
}

/**
 * Whether what failed is tried again: not when the worker's time after its first failure is up.
 *
 * @param errors - of all attempts so far, the newest first
 * @returns milliseconds to wait before; undefined when it is not
 */
export function retryAfter(
    errors: readonly string[],
    { milliseconds, limitMinutes, given }: Patience,
): number | undefined {
    const [newest = ""] = errors;
    const seconds = waits[errors.length - 1];
    if (seconds === undefined || !broken.test(ownWords(newest))) {
        return undefined;
    }
    const wait = (given !== undefined && /^\d{1,3}$/.test(given) ? Number(given) : seconds) * 1000;
    return milliseconds + wait < limitMinutes * 60_000 ? wait : undefined;
}

/**
 * One time for all steps of a worker: without it each step, and each part of a bundle, would begin one of its own. It counts from the first failure, because the
 * steps before may rightly have taken long, such as a first boot.
 *
 * @param clock - milliseconds; only differences count
 * @returns milliseconds since it was called first
 */
export function sinceFirstCall(clock: () => number): () => number {
    let first: number | undefined;
    return () => {
        const now = clock();
        first ??= now;
        return now - first;
    };
}

/** Where an operation happens, for what is said about it. */
export interface StageTwoPlace {
    /** The worker's name. */
    readonly worker: string;
    readonly limitMinutes: number;
}

/**
 * What a user can do about a failure of which the provider says little: it gives up in the words of Go's clocks, and puts the whole command before what that
 * printed.
 *
 * @returns undefined where the error itself is enough
 */
export function explainFailure(error: string, { worker, limitMinutes }: StageTwoPlace): string | undefined {
    const setting = `worker.${worker}.delivery`;
    if (/deadline exceeded/.test(ownWords(error))) {
        return (
            `Nobody let the engine in at worker ${worker} within ${limitMinutes} minutes, or what it ran there did not end. Look whether the instance runs, whether ${setting}.allowedCidrs has the address that ` +
            `\`pulumi up\` comes from, whether its subnet can be reached from there, and, where ${setting}.hostKey is given, whether it is this host's. ` +
            `An instance that AWS took back is found by \`pulumi up --refresh\`.`
        );
    }
    const printed = /: running "[^]*?[^\\]":\n([^]*)$/.exec(error)?.[1]?.trim();
    return printed === undefined || printed === "" ? undefined : `Worker ${worker}: ${printed}`;
}
