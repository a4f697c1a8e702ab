import { Effect, Effects } from "./effect";

const release: Effect = {
    does: ["newVersion"],
    note: "The worker's bundle changes, and its services start again with the new release. The environment's bundle stays.",
};
const another: Effect = {
    does: ["replaced"],
    note: "The user data change, which count at the first boot only: another instance is made, and the old one ends. A group exchanges its instances one after the other.",
};
const anotherInstance: Effect = { does: ["replaced"], note: "Another instance is made, and the old one ends." };
const refresh: Effect = { does: ["newInstances"], note: "The group exchanges its instances one after the other." };
const later: Effect = { does: ["creation"], note: "It counts for what is copied or made next; the instance stays." };

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export const workerEffects: Effects = {
    "worker.*": {
        does: ["inPlace"],
        note: "Another worker is made beside what runs; a name that goes takes its instances and its logs with it.",
    },
    "worker.*.directory": release,
    "worker.*.services.*": release,
    "worker.*.services.*.command": release,
    "worker.*.services.*.stopSeconds": release,
    "worker.*.setup": release,
    "worker.*.packages": another,
    "worker.*.environmentVariables.*": release,
    "worker.*.secrets": {
        ...release,
        note: "The role may read what is named, and the services start again with the new release.",
    },
    "worker.*.database": { does: ["inPlace"], note: "A rule of the database's security group comes or goes." },
    "worker.*.image": {
        does: ["replaced"],
        note: "Another user makes another instance. A lone instance keeps the image that it was made from; a group exchanges its instances.",
    },
    "worker.*.image.id": {
        does: ["creation"],
        note: "A lone instance that runs keeps the image that it was made from, until something else makes another; a group exchanges its instances.",
    },
    "worker.*.image.user": another,
    "worker.*.compression": release,
    "worker.*.multipart": another,
    "worker.*.logRetentionDays": { does: ["inPlace"] },
    "worker.*.volumeGiB": {
        does: ["inPlace"],
        note: "The volume grows; the file system follows at the next boot. A group exchanges its instances.",
    },
    "worker.*.delivery.kind": {
        does: ["replaced"],
        note: "Between fetching (s3, url) and SSH (ssh, ssh-parts) the user data change: another instance is made, and the old one ends; a group exchanges its instances. From s3 to url, from ssh to ssh-parts, or back they stay the same, and so does the instance.",
    },
    "worker.*.delivery.allowedCidrs": { does: ["inPlace"], note: "Rules of the security group come and go." },
    "worker.*.delivery.key.kind": another,
    "worker.*.delivery.key.secretArn": later,
    "worker.*.delivery.key.publicKey": another,
    "worker.*.delivery.hostKey": later,
    "worker.*.delivery.timeoutMinutes": later,
    "worker.*.delivery.partMiB": { ...release, note: "The next release travels in parts of this size." },
    "worker.*.delivery.url": release,
    "worker.*.delivery.sha256": release,
    "worker.*.instances.kind": anotherInstance,
    "worker.*.instances.instanceType": anotherInstance,
    "worker.*.instances.maxPrice": anotherInstance,
    "worker.*.instances.interruption": anotherInstance,
    "worker.*.instances.size": { does: ["inPlace"], note: "Instances start or end." },
    "worker.*.instances.instanceTypes": refresh,
    "worker.*.instances.onDemandBase": refresh,
    "worker.*.instances.onDemandPercentage": refresh,
};
