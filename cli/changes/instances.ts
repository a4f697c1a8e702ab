import type { Effect } from "./effect";
import { isSingleInstance, Options, optionText } from "./stated-options";

const rollingUpdate = "aws:autoscaling:updatepolicy:rollingupdate";

/** All instances end before there are new ones. */
export const outage: Effect = { kind: "new-instances", how: "outage", interrupts: true };
const besideTheOld: Effect = { kind: "new-instances", how: "beside the old", interrupts: false };

/**
 * How all instances are exchanged for new ones.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rollingupdates.html
 */
export function instanceExchange(options: Options): Effect {
    if (isSingleInstance(options) || optionText(options, rollingUpdate, "RollingUpdateEnabled") !== "true") {
        return outage;
    }
    return optionText(options, rollingUpdate, "RollingUpdateType") === "Immutable"
        ? besideTheOld
        : { kind: "new-instances", how: "batch by batch", interrupts: false };
}

/** What to say of instances that are exchanged with an outage. */
export const exchangeWarning = (options: Options): string =>
    isSingleInstance(options)
        ? "The only instance is exchanged for a new one, and the site is down meanwhile."
        : `All instances are exchanged at once, and the site is down meanwhile, because ${rollingUpdate} / RollingUpdateEnabled is not "true"; with it they are exchanged batch by batch.`;

/**
 * How a new version reaches the instances.
 *
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.rolling-version-deploy.html
 */
export function deployment(options: Options): { readonly policy: string; readonly effect: Effect } {
    const policy = optionText(options, "aws:elasticbeanstalk:command", "DeploymentPolicy") ?? "AllAtOnce";
    switch (policy) {
        case "Rolling":
        case "RollingWithAdditionalBatch":
            return { policy, effect: { kind: "restart", how: "batch by batch", interrupts: false } };
        case "Immutable":
        case "TrafficSplitting":
            return { policy, effect: besideTheOld };
        default:
            return { policy, effect: restart };
    }
}

/** Of the application servers, on every instance at once. */
export const restart: Effect = { kind: "restart", how: "short outage", interrupts: true };
