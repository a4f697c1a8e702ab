import * as assert from "node:assert/strict";
import { bucketPolicy, oldVersions, unfinishedUploads } from "../../components/plan-bucket";

const arn = "arn:aws:s3:::notes-dev-media";
const tlsOnly = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

describe("the policy of a bucket", () => {
    it("refuses what is not encrypted on its way, and allows nothing", () => {
        assert.deepEqual(JSON.parse(bucketPolicy(arn)), { Version: "2012-10-17", Statement: [tlsOnly] });
    });

    it("allows a service what it is given, on condition", () => {
        const reading = {
            sid: "Reading",
            service: "a.amazonaws.com",
            action: "s3:GetObject",
            objects: ["x/*"],
        } as const;
        const condition = { StringEquals: { "aws:SourceAccount": "123456789012" } };
        const writing = { ...reading, sid: "Writing", action: "s3:PutObject", condition } as const;
        const allowed = { Effect: "Allow", Principal: { Service: "a.amazonaws.com" }, Resource: [`${arn}/x/*`] };
        assert.deepEqual(JSON.parse(bucketPolicy(arn, [reading, writing])), {
            Version: "2012-10-17",
            Statement: [
                tlsOnly,
                { Sid: "Reading", Action: "s3:GetObject", ...allowed },
                { Sid: "Writing", Action: "s3:PutObject", ...allowed, Condition: condition },
            ],
        });
    });
});

describe("the lifecycle of a bucket", () => {
    it("ends what was never finished, and old versions after some days", () => {
        const all = { status: "Enabled", filter: { prefix: "" } };
        assert.deepEqual(unfinishedUploads, {
            id: "unfinished-uploads",
            ...all,
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        });
        assert.deepEqual(oldVersions(90), {
            id: "old-versions",
            ...all,
            noncurrentVersionExpiration: { noncurrentDays: 90 },
            expiration: { expiredObjectDeleteMarker: true },
        });
    });
});
