import * as assert from "node:assert/strict";
import * as path from "node:path";
import { ClientTrust } from "../../../components/client-certificates/client-trust";
import { verification, Verify } from "../../../components/client-certificates/mutual-tls";
import { record } from "../../support/record";
import { minimalRaw, testSettings } from "../../support/settings";

const root = path.resolve(__dirname, "..", "..", "fixtures", "authorities");
const domain = { name: "www.example.com", zone: "example.com" };

function verify(mutualTls: Readonly<Record<string, unknown>>): Verify {
    const loadBalancer = { kind: "dedicated", mutualTls: { mode: "verify", ...mutualTls } };
    return (
        verification(testSettings({ app: minimalRaw.app, domain, environment: { loadBalancer } })) ??
        assert.fail("no verification")
    );
}

const recorded = (mutualTls: Readonly<Record<string, unknown>>) =>
    record({ preview: false }, () =>
        Promise.resolve(
            new ClientTrust("notes-dev-clients", {
                applicationName: "notes-dev",
                verify: verify(mutualTls),
                root,
                region: "us-east-1",
                tags: { stack: "dev" },
            }),
        ),
    );

describe("ClientTrust", () => {
    it("uploads files of the user's own under their fingerprint, into a private bucket", async () => {
        const recording = await recorded({
            authorities: { from: "file", path: "ca.pem" },
            revocations: [{ from: "file", path: "crl.pem" }],
        });
        assert.deepEqual(recording.resources.map(({ type, name }) => `${type.split(":").pop() ?? ""} ${name}`).sort(), [
            "Bucket notes-dev-clients",
            "BucketLifecycleConfiguration notes-dev-clients-lifecycle",
            "BucketObjectv2 notes-dev-clients-authorities",
            "BucketObjectv2 notes-dev-clients-revocations-1",
            "BucketOwnershipControls notes-dev-clients-owner",
            "BucketPolicy notes-dev-clients-tls-only",
            "BucketPublicAccessBlock notes-dev-clients-public-access",
            "BucketServerSideEncryptionConfiguration notes-dev-clients-encryption",
            "ClientTrust notes-dev-clients",
            "TrustStore notes-dev-clients-store",
            "TrustStoreRevocation notes-dev-clients-revocations-1",
        ]);
        const { name, caCertificatesBundleS3Bucket, caCertificatesBundleS3Key } =
            recording.only("aws:lb/trustStore:TrustStore").inputs;
        assert.deepEqual([name, caCertificatesBundleS3Bucket], ["notes-dev", "notes-dev-clients"]);
        assert.match(String(caCertificatesBundleS3Key), /^authorities\/[0-9a-f]{64}\.pem$/);
    });

    it("takes what is in S3 from there, and makes no bucket", async () => {
        const recording = await recorded({
            authorities: { from: "s3", bucket: "of-ours", key: "ca.pem", versionId: "v1" },
        });
        assert.deepEqual(
            recording.resources.map(({ type }) => type.split(":").pop()),
            ["ClientTrust", "TrustStore"],
        );
        assert.deepEqual(recording.only("aws:lb/trustStore:TrustStore").inputs, {
            name: "notes-dev",
            caCertificatesBundleS3Bucket: "of-ours",
            caCertificatesBundleS3Key: "ca.pem",
            caCertificatesBundleS3ObjectVersion: "v1",
            tags: { stack: "dev" },
        });
    });
});
