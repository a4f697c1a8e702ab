import { commandStart, runCommand } from "./commands";
import type { ContainerCommandEntry, InstanceConfig } from "./model";
import { packagesOf } from "./packages";
import type { KeysRun } from "./run-instance-keys";
import { KeysEnd, runTasks, Task } from "./task";

export interface ContainerCommandsRun extends KeysRun {
    /** Environment properties and secrets, with what the platform adds. */
    readonly env: Readonly<Record<string, string>>;
    /** Folder of the new version on the instance. */
    readonly staging: string;
    /** Whether this is the instance that runs what is `leader_only`. */
    readonly leader: boolean;
}

/**
 * Container commands run as root from the staging folder, in alphabetical order by name. "Leader-only container commands are run before other container
 * commands"; that this holds across files is assumed.
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html#linux-container-commands
 */
export function runContainerCommands(config: InstanceConfig, run: ContainerCommandsRun): Promise<KeysEnd> {
    const all = config.files.flatMap(({ containerCommands }) => containerCommands);
    const ofLeader = all.filter(({ leaderOnly }) => leaderOnly);
    const others = all.filter(({ leaderOnly }) => !leaderOnly);
    return runTasks(
        [...ofLeader, ...others].map((entry) => task(entry, run, packagesOf(config))),
        run.recorder,
    );
}

/** "A command can be leader-only or have a test, but not both (leader_only takes precedence)." */
function task(entry: ContainerCommandEntry, run: ContainerCommandsRun, absent: readonly string[]): Task {
    const { shell, env, staging, leader } = run;
    const { leaderOnly, test } = entry;
    // "Set environment variables prior to running the command, overriding any existing value": added to the others, unlike those of `commands`.
    const options = { cwd: staging, env: { ...env, ...entry.env } };
    const bare = { ...entry, env: undefined, test: leaderOnly ? undefined : test };
    return {
        start: commandStart("container commands", entry),
        work: () =>
            leaderOnly && !leader
                ? Promise.resolve({ verdict: "skipped", note: "Another instance is the leader." })
                : runCommand(bare, { shell, absent }, options),
    };
}
