import type { Settings } from "./settings";

/**
 * How long an instance asks its application at most; 0 for not at all. A generated entry point waits and migrates first, which is time of the application's
 * too. The build of its image spends from the same time-out of Elastic Beanstalk's, so that the extension leaves a third of it.
 */
export function probeSeconds({ app: { deploy, platform }, environment: { deployment } }: Settings): number {
    const own = deploy.probeSeconds;
    if (own === 0 || platform.kind !== "docker") {
        return own;
    }
    const waits = platform.databaseWaitSeconds + platform.migrationWaitSeconds;
    return Math.max(own, Math.min(own + waits, Math.floor((deployment.timeoutSeconds * 2) / 3)));
}
