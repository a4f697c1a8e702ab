import { Effect, Effects, variable } from "./effect";

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
const inPlaceRecords: Effect = { does: ["inPlace"], note: "Of the site's records." };
const healthCheckReplaced: Effect = {
    does: ["replaced"],
    note: "The health check; the records change to the new one first.",
};

/**
 * https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export const domainEffects: Effects = {
    "domain.name": names,
    "domain.zone": {
        does: ["replaced"],
        note: "The records of the site and of the certificate's validation. To `elsewhere` those in Route 53 are deleted: create them in the other zone first.",
    },
    "domain.zoneId": inOtherZone,
    "domain.zones": inOtherZone,
    "domain.alternativeNames": names,
    "domain.certificate.keyAlgorithm": {
        ...names,
        does: ["inPlace"],
        note: "A new certificate is issued and validated before the listener changes to it.",
        options: ["aws:elbv2:listener:443 / SSLCertificateArns"],
    },
    "domain.certificate.validationMinutes": { does: ["inPlace"], note: "It counts from the next certificate on." },
    "domain.waitForCertificate": {
        ...names,
        does: ["newVersion"],
        note: "To `true` the listener on 443 opens once ACM has issued the certificate; the new version is for the redirect on port 80.",
    },
    "domain.evaluateTargetHealth": inPlaceRecords,
    "domain.routing.kind": {
        does: ["inPlace"],
        note: "Each record is deleted and created in one step. Route 53 refuses a weighted or failover record beside a simple one, so change the stack that has the simple one first.",
    },
    "domain.routing.weight": inPlaceRecords,
    "domain.routing.role": {
        does: ["inPlace"],
        note: "Route 53 refuses two records of one role; make the other stack's records weighted or remove them first.",
    },
    "domain.routing.setIdentifier": inPlaceRecords,
    "domain.routing.healthCheck.intervalSeconds": healthCheckReplaced,
    "domain.routing.healthCheck.failureThreshold": { does: ["inPlace"] },
};
