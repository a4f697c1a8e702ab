import type { Findings, Problem } from "../problem";
import { compareReleases, nameOfStack, parseStackName, SolutionStack } from "../solution-stack";

/** What AWS answers about a pinned release, before an environment is created with it. */
export interface Offer {
    /** Name of the branch's current release; undefined when AWS offers none of the branch. */
    readonly current: string | undefined;
    /** Whether AWS offers this account the pinned one. */
    readonly offered: boolean;
}

const setting = "app.platform.release";

export const pinCommand = (stack: string): string => `npm run --silent platforms -- --pin --stack ${stack}`;

/**
 * A release that is superseded is open only to an account that used it in the same region in the last 30 days. For any other, the creation would
 * fail after everything else was made.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/welcome.html
 */
export function checkPin(pin: SolutionStack, { current, offered }: Offer, stack: string): Findings {
    const newest = current === undefined ? undefined : parseStackName(current)?.release;
    if (newest === undefined) {
        return { problems: [noBranch(pin)], warnings: [] };
    }
    if (!offered) {
        return { problems: [notOffered(pin, newest, stack)], warnings: [] };
    }
    return { problems: [], warnings: compareReleases(pin.release, newest) < 0 ? [older(pin, newest, stack)] : [] };
}

const noBranch = ({ branch }: SolutionStack): Problem => ({
    where: "app.platform",
    got: `${branch}, of which AWS offers this account no release in the stack's region`,
    allowed: "a platform branch that is not retired",
    remedy: "See what there is: npm run --silent platforms",
});

const notOffered = ({ branch, release }: SolutionStack, newest: string, stack: string): Problem => ({
    where: setting,
    got: `${release}, which AWS does not offer this account for a new environment`,
    allowed: `${newest}, the current release of ${branch}; an older one only where the account used it in the last 30 days`,
    remedy: `Pin the current one: ${pinCommand(stack)}`,
});

const older = ({ release }: SolutionStack, newest: string, stack: string): string =>
    `${setting} is ${release}, and ${newest} is current. The environment is created with the older one, because this account used it lately. ` +
    `To begin with the current one: ${pinCommand(stack)}`;

/** What to tell when AWS did not answer. */
export const unchecked = ({ release }: SolutionStack, reason: string): string =>
    `${setting} ${release} was not checked: ${reason}. Unless AWS offers it to this account, the environment cannot be created. ` +
    `See what it offers: npm run --silent platforms. app.platform: {checkRelease: false} leaves the question out.`;

/** Where an environment is, for a command that moves it. */
export interface RunningEnvironment {
    readonly name: string;
    readonly region: string;
}

/**
 * The release of an environment that runs is left to managed updates: without that, each of them would show as a change, and the next `up` would
 * put the old release back.
 *
 * @returns nothing unless the pin was edited; a change of the branch is refused elsewhere
 */
export function editedPin(
    before: string | undefined,
    after: SolutionStack,
    { name, region }: RunningEnvironment,
): string | undefined {
    const was = before === undefined ? undefined : parseStackName(before);
    if (was === undefined || was.branch !== after.branch || was.release === after.release) {
        return undefined;
    }
    return [
        `${setting} went from ${was.release} to ${after.release}. That does not move the environment that runs: it counts when one is created, and ` +
            "managed updates move it afterwards (environment.managedUpdates). To move it now, either",
        `  aws elasticbeanstalk update-environment --region ${region} --environment-name ${name} --solution-stack-name "${nameOfStack(after)}"`,
        "or in the console of Elastic Beanstalk: the environment, Managed updates, Apply now.",
    ].join("\n");
}
