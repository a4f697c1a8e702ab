import { Effects, variable } from "./effect";

const cors = "A browser that has asked already keeps the old answer for `maxAgeSeconds`.";
const certificate =
    "A new certificate is issued and validated before the distribution changes to it; the old name stops answering.";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html */
export const mediaEffects: Effects = {
    "media.kind": {
        does: ["newVersion", "restart"],
        note: "To `none` the bucket is deleted, which `environment.protect` refuses; without that the uploads go too.",
        options: [variable("AWS_S3_REGION_NAME"), variable("AWS_STORAGE_BUCKET_NAME")],
    },
    "media.oldVersionDays": { does: ["inPlace"], note: "Fewer days end older versions within two days, for ever." },
    "media.kmsKeyArn": {
        does: ["inPlace"],
        note: "What is there keeps the key that it has: name that one in `formerKmsKeyArns`, or the application cannot read it.",
    },
    "media.formerKmsKeyArns": { does: ["inPlace"] },
    "media.transition.storageClass": { does: ["inPlace"], note: "What has moved already moves on, or stays." },
    "media.transition.afterDays": { does: ["inPlace"] },
    "media.uploads.origins": { does: ["inPlace"], note: cors },
    "media.uploads.methods": { does: ["inPlace"], note: cors },
    "media.uploads.headers": { does: ["inPlace"], note: cors },
    "media.uploads.maxAgeSeconds": { does: ["inPlace"] },
    "media.cdn.publicPrefixes": {
        does: ["newVersion", "restart", "inPlace"],
        note: "A first or last `cdn` is a new version with another environment property; other prefixes only change the bucket's policy. What CloudFront holds already it gives out for up to a day.",
        options: [variable("AWS_S3_CUSTOM_DOMAIN")],
    },
    "media.cdn.name": { does: ["restart"], note: certificate, options: [variable("AWS_S3_CUSTOM_DOMAIN")] },
    "media.cdn.priceClass": { does: ["inPlace"] },
    "environment.loadBalancer.accessLogs.kind": {
        does: ["inPlace"],
        note: "Away from `new` the bucket is deleted, which `environment.protect` refuses; without that the logs go too.",
        options: ["aws:elbv2:loadbalancer / AccessLogsS3Enabled", "aws:elbv2:loadbalancer / AccessLogsS3Bucket"],
    },
    "environment.loadBalancer.accessLogs.expireDays": {
        does: ["inPlace"],
        note: "Fewer days delete older logs within two days.",
    },
    "environment.loadBalancer.accessLogs.buckets": { does: ["inPlace"] },
};
