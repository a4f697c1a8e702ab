import { Effect, Effects, secret, variable } from "./effect";
import { cacheEffects } from "./effects-cache";

const marker = variable("SECRETS_VERSION");

/** Elastic Beanstalk reads secrets when an environment is updated; the marker makes a new value an update. */
const newValue: Effect = { does: ["restart"], options: [marker] };
const otherReference: Effect = {
    does: ["undocumented"],
    note: "The environment is updated, which fetches secrets again; AWS does not say how the application servers get them.",
};
const moved: Effect = {
    does: ["restart"],
    note: "The value stays: it is there in the new place before the environment is told, and the old one goes last.",
    options: [secret("*"), marker],
};

/**
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.tagging.html
 */
export const dataEffects: Effects = {
    ...cacheEffects,
    "secrets.*": {
        does: ["newVersion", "restart"],
        note: "A name that comes or goes is a new version, because a hook checks that each is set.",
        options: [secret("*"), marker],
    },
    "secrets.*.kind": {
        ...newValue,
        note: "The old secret is deleted where the stack made it.",
        options: [secret("*"), marker],
    },
    "secrets.*.length": { ...newValue, note: "Another `SECRET_KEY` ends all sessions." },
    "secrets.*.value": newValue,
    "secrets.*.optional": { does: ["newVersion"], note: "A hook stops the deployment without it, or only warns." },
    "secrets.*.arn": { ...otherReference, options: [secret("*")] },
    "secrets.*.jsonKey": { ...otherReference, options: [secret("*")] },
    "secrets.*.kmsKeyArn": { does: ["inPlace"] },
    "secrets.*.name": { ...otherReference, options: [secret("*")] },
    "secrets.*.store": moved,
    "environment.secretStorage.store": moved,
    "environment.secretStorage.parameterPrefix": {
        ...moved,
        note: "Parameters under the new path are there before the old ones go.",
    },
    "environment.secretStorage.key.kind": {
        does: ["inPlace"],
        note: "AWS encrypts what is stored anew. Back to `aws` is refused, because the provider does not tell AWS of it.",
    },
    "environment.secretStorage.key.arn": { does: ["inPlace"], note: "AWS encrypts what is stored anew." },
    "tags.*": {
        does: ["undocumented"],
        note: "AWS says that Elastic Beanstalk passes them on to the environment's resources, not whether instances notice. Elsewhere they change in place.",
    },
    "options.*.*": { does: ["byOption"] },
};
