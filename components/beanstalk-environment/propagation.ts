const defaultSeconds = 15;

/** Of the engine's environment: another number of seconds, 0 where nothing has to spread. */
export const waitVariable = "DJANGO_BEANSTALK_IAM_WAIT_SECONDS";

/** Seconds in which IAM spreads a new instance profile; a value that is no number of seconds is as good as none. */
export function secondsToSpread(value: string | undefined): number {
    return value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : defaultSeconds;
}

/** What the hook works with; a test gives its own. */
export interface Waiting {
    readonly say: (message: string) => void;
    readonly wait: (milliseconds: number) => Promise<unknown>;
}

export async function waitToSpread(seconds: number, { say, wait }: Waiting): Promise<void> {
    if (seconds > 0) {
        say(`Waiting ${seconds} s for IAM to spread the new instance profile.`);
        await wait(seconds * 1000);
    }
}
