import { Effect, Effects, secret, variable } from "./effect";

const marker = variable("SECRETS_VERSION");

/** Elastic Beanstalk reads secrets when an environment is updated; the marker makes a new value an update. */
const newValue: Effect = { does: ["restart"], options: [marker] };
const otherReference: Effect = {
    does: ["undocumented"],
    note: "The environment is updated, which fetches secrets again; AWS does not say how the application servers get them.",
};
const names: Effect = {
    does: ["restart"],
    note: "A new certificate is issued and validated before the listener changes to it, and records are added or removed. A first domain is a new version too: port 80 then redirects.",
    options: [
        "aws:elbv2:listener:443 / ListenerEnabled",
        "aws:elbv2:listener:443 / Protocol",
        "aws:elbv2:listener:443 / SSLCertificateArns",
        variable("ALLOWED_HOSTS"),
        variable("CSRF_TRUSTED_ORIGINS"),
    ],
};
const inOtherZone: Effect = {
    does: ["replaced"],
    note: "The records of the site and of the certificate's validation.",
};
const emptyServer = "The new server is empty; take the data over by hand.";

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.tagging.html
 */
export const dataEffects: Effects = {
    "database.kind": {
        does: ["restart", "newVersion"],
        note: "Away from `postgres` the server is deleted, which `environment.protect` and `deletionProtection` refuse.",
        options: [
            ...["RDS_DB_NAME", "RDS_HOSTNAME", "RDS_PORT", "RDS_USERNAME"].map(variable),
            secret("DATABASE_URL"),
            secret("RDS_PASSWORD"),
        ],
    },
    "database.version": {
        does: ["window"],
        note: "With an outage. AWS refuses another major version, because the stack does not allow it to upgrade to one.",
    },
    "database.instanceClass": { does: ["window"], note: "With an outage." },
    "database.storageGb": { does: ["creation"] },
    "database.maxStorageGb": { does: ["inPlace"] },
    "database.multiAz": { does: ["window"], note: "Without an outage; the database may be slower for a while." },
    "database.backupDays": { does: ["inPlace"] },
    "database.deletionProtection": { does: ["inPlace"] },
    "database.name": {
        does: ["replaced", "restart"],
        note: emptyServer,
        options: [variable("RDS_DB_NAME"), secret("DATABASE_URL")],
    },
    "database.username": {
        does: ["replaced", "restart"],
        note: emptyServer,
        options: [variable("RDS_USERNAME"), secret("DATABASE_URL")],
    },
    "database.urlScheme": { does: ["restart"], options: [secret("DATABASE_URL"), marker] },
    "database.verifyCertificate": {
        does: ["newVersion", "restart"],
        note: "The new version is for the hook that fetches the certificates.",
        options: [secret("DATABASE_URL"), marker],
    },
    "database.urlSecretArn": { ...otherReference, options: [secret("DATABASE_URL")] },
    "database.kmsKeyArn": { does: ["inPlace"] },
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
    "media.kind": {
        does: ["newVersion", "restart"],
        note: "To `none` the bucket is deleted, which `environment.protect` refuses; without that the uploads go too.",
        options: [variable("AWS_S3_REGION_NAME"), variable("AWS_STORAGE_BUCKET_NAME")],
    },
    "domain.name": names,
    "domain.zone": inOtherZone,
    "domain.zoneId": inOtherZone,
    "domain.alternativeNames": names,
    "tags.*": {
        does: ["undocumented"],
        note: "AWS says that Elastic Beanstalk passes them on to the environment's resources, not whether instances notice. Elsewhere they change in place.",
    },
    "options.*.*": { does: ["byOption"] },
};
