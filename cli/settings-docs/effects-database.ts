import { Effect, Effects, secret, variable } from "./effect";

const marker = variable("SECRETS_VERSION");
const quietly: Effect = { does: ["inPlace"] };
const frozen = (note: string): Effect => ({ does: ["refused"], note });
const anotherServer = "The server keeps it; [Another server](database.md#another-server) has the way.";
const withApplyImmediately = "At once with `applyImmediately`.";
const slowly = `Without an outage, slower for hours. ${withApplyImmediately} Left out again, it stays as it was.`;

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.secrets.env-vars.html
 */
export const databaseEffects: Effects = {
    "database.kind": {
        does: ["restart", "newVersion"],
        note: "Away from `postgres` the server is deleted, which `environment.protect` and `deletionProtection` refuse.",
        options: [
            ...["RDS_DB_NAME", "RDS_HOSTNAME", "RDS_PORT", "RDS_REPLICA_HOSTNAME", "RDS_USERNAME"].map(variable),
            secret("DATABASE_URL"),
            secret("RDS_PASSWORD"),
        ],
    },
    "database.version": {
        does: ["window"],
        note: `With an outage. ${withApplyImmediately} Another major version is refused without \`allowMajorUpgrade\` and \`applyImmediately\`, an older one always.`,
    },
    "database.minorUpgrades": quietly,
    "database.allowMajorUpgrade": quietly,
    "database.applyImmediately": {
        does: ["inPlace"],
        note: "Turned on, it makes every change that waits, too, and also one that the stack file has taken back ([when](database.md#when-changes-are-made)).",
    },
    "database.maintenanceWindow": quietly,
    "database.backupWindow": quietly,
    "database.instanceClass": { does: ["window"], note: `With an outage. ${withApplyImmediately}` },
    "database.storageGb": { does: ["creation"] },
    "database.maxStorageGb": quietly,
    "database.iops": { does: ["window"], note: slowly },
    "database.throughputMibps": { does: ["window"], note: slowly },
    "database.kmsKeyArn": { does: ["inPlace", "refused"], note: `In place of \`external\`. ${anotherServer}` },
    "database.snapshot": frozen(anotherServer),
    "database.multiAz": {
        does: ["window"],
        note: `Without an outage; the database may be slower for a while. ${withApplyImmediately}`,
    },
    "database.backupDays": quietly,
    "database.deletionProtection": quietly,
    "database.finalSnapshot": quietly,
    "database.insights": quietly,
    "database.logRetentionDays": quietly,
    "database.slowQueryMs": quietly,
    "database.parameters.*": quietly,
    "database.parameters.*.value": {
        does: ["inPlace"],
        note: "A static parameter waits for a restart of the server by hand.",
    },
    "database.parameters.*.apply": quietly,
    "database.replica.identifier": {
        does: ["restart", "newVersion"],
        note: "Another replica is made under that name, then the old one goes.",
        options: [variable("RDS_REPLICA_HOSTNAME")],
    },
    "database.replica.instanceClass": {
        does: ["window"],
        note: `With an outage of the replica. ${withApplyImmediately} A replica that comes or goes is a new version and a restart: a hook checks its variable.`,
        options: [variable("RDS_REPLICA_HOSTNAME")],
    },
    "database.proxy.maxConnectionsPercent": {
        does: ["inPlace"],
        note: "A proxy that comes or goes is a restart, with which the application moves to the other address, and a new version where certificates are checked.",
        options: [variable("RDS_HOSTNAME"), secret("DATABASE_URL"), marker],
    },
    "database.proxy.idleClientMinutes": quietly,
    "database.identifier": { ...frozen(anotherServer), options: [variable("RDS_HOSTNAME"), secret("DATABASE_URL")] },
    "database.name": { ...frozen(anotherServer), options: [variable("RDS_DB_NAME"), secret("DATABASE_URL")] },
    "database.username": { ...frozen(anotherServer), options: [variable("RDS_USERNAME"), secret("DATABASE_URL")] },
    "database.passwordVersion": {
        does: ["restart"],
        note: "With one user, new connections are refused from the change until each instance has restarted; with two, none are.",
        options: [secret("DATABASE_URL"), secret("RDS_PASSWORD"), marker],
    },
    "database.rotation": {
        does: ["newVersion", "restart"],
        note: "The new version is for the hook that makes the users. Instances go on as the user that they had until they are updated.",
        options: [
            ...["DATABASE_USERS_ARN", "RDS_USERNAME"].map(variable),
            ...["DATABASE_URL", "RDS_PASSWORD", "RDS_USERNAME"].map(secret),
            marker,
        ],
    },
    "database.urlScheme": { does: ["restart"], options: [secret("DATABASE_URL"), marker] },
    "database.verifyCertificate": {
        does: ["newVersion", "restart"],
        note: "The new version is for the hook that fetches the certificates.",
        options: [secret("DATABASE_URL"), marker],
    },
    "database.urlSecretArn": {
        does: ["undocumented"],
        note: "The environment is updated, which fetches secrets again; AWS does not say how the application servers get them.",
        options: [secret("DATABASE_URL")],
    },
};
