import type { DeploymentPolicy } from "../diagnosis/consequence";
import type { Finding } from "../model";

/** What an old version met beside a new one that has migrated. */
export interface Met {
    readonly instance: string;
    /** Its label. */
    readonly old: string;
    /** The migration's path in the bundle, or words for what is not one file. */
    readonly migration: string;
    /** A line for each. */
    readonly failures: readonly string[];
}

/** Of a migration with which the version that still runs cannot work. */
export const besideFinding = ({ instance, old, migration, failures }: Met, policy: DeploymentPolicy): Finding => ({
    what: `${instance}: ${old} fails since the new version has migrated the database`,
    file: migration.endsWith(".py") ? migration : undefined,
    lastLines: failures,
    cause: `${migration} takes away what the code of ${old} reads or writes, and ${old} still serves.`,
    advice: "Make such a change in two versions: the first adds what is new and works with both states of the database; the second, deployed when the first runs everywhere, takes away what is old.",
    consequence: `${sideBySide(policy, old)} If a later step fails, or the old version is deployed again, it fails until the migration is undone by hand.`,
});

/** How long a version serves with a database that a newer one has migrated. https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html */
function sideBySide(policy: DeploymentPolicy, old: string): string {
    const failures = "their users meet these failures";
    switch (policy) {
        case "AllAtOnce":
            return `With the policy AllAtOnce all instances serve ${old} from the migration on the leader to the flip, some seconds to minutes: ${failures}.`;
        case "Rolling":
        case "RollingWithAdditionalBatch":
            return `With the policy ${policy} the instances of later batches serve ${old} until their turn comes: ${failures}.`;
        case "Immutable":
            return `With the policy Immutable the old instances serve ${old} until the new ones are healthy and take over: ${failures}.`;
        case "TrafficSplitting":
            return `With the policy TrafficSplitting the old instances serve ${old} until the evaluation of the new ones ends: ${failures}.`;
    }
}
