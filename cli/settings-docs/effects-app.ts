import { Effect, Effects, variable } from "./effect";

const newVersion: Effect = { does: ["newVersion"] };
const pythonOnly: Effect = {
    does: ["newVersion"],
    note: "On the Python platform, where the application brings no `Procfile`.",
};

const staticOptions: NonNullable<Effect["options"]> = ["aws:elasticbeanstalk:environment:proxy:staticfiles / *"];

/** On the Docker platform they are inside of containers, which the bundle tells. */
const staticFiles: Effect = {
    does: ["restart", "newVersion"],
    note: "On the Docker platform a new version alone.",
    options: staticOptions,
};

export const appEffects: Effects = {
    "app.directory": newVersion,
    "app.static.folders.*": { does: ["restart", "newVersion"], note: "Python platform only.", options: staticOptions },
    "app.name": {
        does: ["replaced"],
        note: "Every resource has the name in its own, so all of them are made anew and the old ones deleted, data included.",
    },
    "app.platform.kind": { does: ["refused"] },
    "app.platform.version": { does: ["refused"], note: "The release below it moves by managed updates." },
    "app.platform.release": { does: ["creation"], note: "The preview says so; see [platforms](platforms.md)." },
    "app.platform.checkRelease": { does: ["nothing"] },
    "app.package.mode": newVersion,
    "app.package.exclude": newVersion,
    "app.package.include": newVersion,
    "app.package.allow": newVersion,
    "app.package.links": newVersion,
    "app.package.code.from": { does: ["newVersion"], note: "The instance role's rights follow." },
    "app.package.code.repository": newVersion,
    "app.package.code.commit": newVersion,
    "app.package.code.directory": newVersion,
    "app.package.code.tokenSecretArn": { does: ["newVersion"], note: "The instance role's rights follow." },
    "app.package.code.tokenUser": newVersion,
    "app.package.code.bucket": { does: ["newVersion"], note: "The instance role's rights follow." },
    "app.package.code.key": { does: ["newVersion"], note: "The instance role's rights follow." },
    "app.package.code.sha256": newVersion,
    "app.package.code.versionId": newVersion,
    "app.package.code.image": { does: ["newVersion"], note: "The instance role's rights follow." },
    "app.version.prefix": { does: ["newVersion"], note: "The same files under another label are deployed too." },
    "app.version.tagPrefix": { does: ["newVersion"], note: "The same files under another label are deployed too." },
    "app.version.header": newVersion,
    "app.version.contextProcessor": newVersion,
    "app.python.check": { does: ["nothing"] },
    "app.checks.allow.*": { does: ["nothing"] },
    "app.python.lock": newVersion,
    "app.python.lock.excludeNewer": newVersion,
    "app.python.vendorWheels": newVersion,
    "app.python.indexUrl": newVersion,
    "app.wsgi": pythonOnly,
    "app.settingsModule": { does: ["restart"], options: [variable("DJANGO_SETTINGS_MODULE")] },
    "app.healthPath": {
        does: ["inPlace"],
        note: "It counts with a load balancer.",
        options: ["aws:elasticbeanstalk:environment:process:default / HealthCheckPath"],
    },
    "app.static.url": staticFiles,
    "app.static.root": staticFiles,
    "app.web.workers": pythonOnly,
    "app.web.threads": pythonOnly,
    "app.web.timeoutSeconds": {
        does: ["newVersion"],
        note: "On the Python platform, where the application brings no `Procfile`. What waits for it follows in place where the stack file does not say it.",
    },
    "app.jobs.*": { does: ["newVersion"], note: "A run that has begun goes on." },
    "app.jobs.*.command": newVersion,
    "app.jobs.*.arguments": newVersion,
    "app.jobs.*.schedule": newVersion,
    "app.jobs.*.timeoutSeconds": newVersion,
    "app.logs": newVersion,
    "app.variables.*": {
        does: ["restart"],
        note: "A name that comes or goes is a new version too, because a hook checks that each is set.",
        options: [variable("*")],
    },
    "app.optionalVariables": { does: ["newVersion"], note: "Names alone, which a hook looks for." },
};
