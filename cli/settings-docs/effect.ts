/**
 * What changing a setting does to the service that runs. Where AWS says it in words, those are followed; where only its API does, the API's
 * `ChangeSeverity` counts (`aws elasticbeanstalk describe-configuration-options`).
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-updating.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_ConfigurationOptionDescription.html
 */
export const effectKinds = {
    nothing: {
        label: "nothing",
        text: "It acts where the bundle is made or where the engine runs; the service that runs stays as it is.",
    },
    inPlace: { label: "in place", text: "The resource is changed while it serves; AWS documents no interruption." },
    newVersion: {
        label: "new version",
        text: "The bundle changes, and a new version is deployed as `environment.deployment.policy` says. A bundle that stays the same is not deployed again.",
    },
    restart: {
        label: "restart",
        text: "Elastic Beanstalk changes the instances as they are and restarts the application servers, a short outage.",
    },
    newInstances: {
        label: "new instances",
        text: "Elastic Beanstalk exchanges the instances as `environment.rollingUpdates` says, in batches unless you turn that off. A single instance ends before the new one starts, and the site is down meanwhile.",
    },
    environmentRestart: {
        label: "environment restarted",
        text: "AWS's API says of it that the environment's resources are deleted and made again, and that the environment is not available meanwhile.",
    },
    replaced: {
        label: "replaced",
        text: "The resource is made anew and the old one deleted. `environment.protect` makes the engine refuse that for environment, database and uploads.",
    },
    refused: {
        label: "refused",
        text: "AWS cannot change it, so the preview stops. Move by blue/green: a second stack with the new value, then the domain, then the end of the old stack.",
    },
    creation: {
        label: "at creation only",
        text: "It counts when the resource is created; a later change of it does nothing.",
    },
    window: {
        label: "maintenance window",
        text: "RDS does it in the database's next maintenance window, because the stack does not ask for it at once.",
    },
    byOption: { label: "as the option does", text: "AWS's description of the option says it." },
    undocumented: {
        label: "not documented",
        text: "AWS does not say what it does to a service that runs; take it for new instances.",
    },
} as const;

export type EffectKind = keyof typeof effectKinds;

/** Namespace and name of an option of Elastic Beanstalk; `*` for any name in the namespace. */
export type OptionName = `aws:${string} / ${string}`;

export interface Effect {
    readonly does: readonly [EffectKind, ...EffectKind[]];
    /** Whole sentences. */
    readonly note?: string;
    readonly options?: readonly OptionName[];
}

/** By the path of the setting. */
export type Effects = Readonly<Record<string, Effect>>;

/** Namespaces of names that the user, or another part of the graph, chooses. */
export const variable = (name: string): OptionName => `aws:elasticbeanstalk:application:environment / ${name}`;
export const secret = (name: string): OptionName => `aws:elasticbeanstalk:application:environmentsecrets / ${name}`;
