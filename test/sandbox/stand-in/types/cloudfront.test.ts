import * as assert from "node:assert/strict";
import type { Properties } from "../../../../sandbox/stand-in/values";
import { ProviderClient } from "../../../support/provider-client";
import { temporaryFolder } from "../../../support/temporary-folder";

const distribution = "aws:cloudfront/distribution:Distribution";
const control = "aws:cloudfront/originAccessControl:OriginAccessControl";

const inputs = (more: Properties = {}): Properties => ({ enabled: true, origins: [{ originId: "media" }], ...more });
const certified = (region: string): Properties => ({
    viewerCertificate: { acmCertificateArn: `arn:aws:acm:${region}:123456789012:certificate/0a1b` },
});

describe("what CloudFront does in the stand-in", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    it("names distribution, domain and zone as AWS does", async () => {
        const { id, outputs } = await aws.create(distribution, "d", inputs());
        assert.match(id, /^E[0-9A-F]{13}$/);
        assert.match(String(outputs["arn"]), new RegExp(`^arn:aws:cloudfront::\\d{12}:distribution/${id}$`));
        assert.match(String(outputs["domainName"]), /^d[0-9a-f]{13}\.cloudfront\.net$/);
        assert.equal(outputs["hostedZoneId"], "Z2FDTNDATAQYW2");
    });

    it("refuses a certificate of another region, at creation and later", async () => {
        await assert.rejects(aws.create(distribution, "d", inputs(certified("eu-west-1"))), /InvalidViewerCertificate/);
        const { id, outputs } = await aws.create(distribution, "d", inputs(certified("us-east-1")));
        await assert.rejects(
            aws.update(distribution, "d", id, outputs, inputs(certified("eu-west-1"))),
            /InvalidViewerCertificate/,
        );
    });

    it("refuses a name that another distribution has", async () => {
        await aws.create(distribution, "a", inputs({ aliases: ["media.example.com"] }));
        await aws.create(distribution, "b", inputs());
        await assert.rejects(
            aws.create(distribution, "c", inputs({ aliases: ["media.example.com"] })),
            /CNAMEAlreadyExists/,
        );
    });

    it("keeps what signs requests as long as a distribution uses it", async () => {
        const access = { name: "media", originAccessControlOriginType: "s3" };
        const { id } = await aws.create(control, "o", access);
        const user = inputs({ origins: [{ originId: "media", originAccessControlId: id }] });
        const { id: userId } = await aws.create(distribution, "d", user);
        await assert.rejects(aws.remove(control, id, access), /OriginAccessControlInUse/);
        await aws.remove(distribution, userId, user);
        await aws.remove(control, id, access);
    });

    it("refuses logs of a bucket into one that is not there", async () => {
        const logging = { bucket: "media", targetBucket: "logs", targetPrefix: "s3/" };
        await assert.rejects(aws.create("aws:s3/bucketLogging:BucketLogging", "l", logging), /InvalidTargetBucket/);
    });
});
