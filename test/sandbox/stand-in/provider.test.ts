import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseFaults } from "../../../sandbox/stand-in/faults";
import { plain, secret, unknown } from "../../../sandbox/stand-in/values";
import { ProviderClient } from "../../support/provider-client";
import { temporaryFolder } from "../../support/temporary-folder";

const bucket = "aws:s3/bucket:Bucket";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const application = "aws:elasticbeanstalk/application:Application";
const version = "aws:elasticbeanstalk/applicationVersion:ApplicationVersion";
const environment = "aws:elasticbeanstalk/environment:Environment";
const database = "aws:rds/instance:Instance";
const appSecret = "aws:secretsmanager/secret:Secret";

describe("the stand-in for AWS", () => {
    const folder = temporaryFolder();
    let aws: ProviderClient;
    beforeEach(async () => {
        aws = await ProviderClient.start(folder.path);
    });
    afterEach(() => aws.close());

    const environmentInputs = {
        name: "notes-dev",
        application: "notes",
        version: "v1",
        settings: [{ namespace: "aws:autoscaling:asg", name: "MinSize", value: "1" }],
    };
    const token = {
        namespace: "aws:elasticbeanstalk:application:environment",
        name: "TOKEN",
        value: secret("canary"),
        resource: "",
    };

    async function uploadedVersion(): Promise<void> {
        await aws.create(bucket, "b", { bucket: "versions" });
        await aws.create(object, "o", { bucket: "versions", key: "x.zip" });
        await aws.create(application, "a", { name: "notes" });
        await aws.create(version, "v", { application: "notes", name: "v1", bucket: "versions", key: "x.zip" });
    }

    describe("names", () => {
        it("makes one up from the resource's, and keeps the old one", async () => {
            assert.equal((await aws.check(bucket, "Media", {}))["bucket"], "media-0707070");
            assert.equal((await aws.check(bucket, "Media", {}, { bucket: "media-old" }))["bucket"], "media-old");
            assert.equal((await aws.check(bucket, "Media", { bucket: "mine" }))["bucket"], "mine");
        });

        it("stays within the service's length", async () => {
            const name = String((await aws.check("aws:iam/role:Role", "r".repeat(80), {}))["name"]);
            assert.equal(name, `${"r".repeat(56)}-0707070`);
        });

        it("fills in the defaults that policies would meet", async () => {
            assert.equal(
                (await aws.check("aws:ec2/securityGroup:SecurityGroup", "g", {}))["description"],
                "Managed by Pulumi",
            );
        });
    });

    describe("previews", () => {
        it("know the inputs and nothing that AWS makes up, and change nothing", async () => {
            const { id, outputs } = await aws.create(bucket, "b", { bucket: "media" }, true);
            assert.equal(id, "");
            assert.equal(outputs["bucket"], "media");
            assert.equal(outputs["arn"], unknown);
            assert.ok(!fs.existsSync(path.join(folder.path, "account.json")));
        });

        it("of a change keep what AWS made up", async () => {
            const { id, outputs } = await aws.create(bucket, "b", { bucket: "media" });
            const planned = await aws.update(bucket, "b", id, outputs, { bucket: "media", tags: { a: "b" } }, true);
            assert.equal(planned["arn"], "arn:aws:s3:::media");
        });
    });

    describe("secrets", () => {
        it("are wrapped again in derived outputs", async () => {
            await uploadedVersion();
            const settings = [token];
            const { outputs } = await aws.create(environment, "e", { ...environmentInputs, settings });
            assert.deepEqual(outputs["allSettings"], secret([{ ...token, value: "canary" }]));
            assert.deepEqual(outputs["settings"], settings);
            assert.equal(outputs["cname"], "notes-dev.eba-38b9fb84.us-east-1.elasticbeanstalk.com");
        });

        it("are wrapped again when an update derives them", async () => {
            await uploadedVersion();
            const { id, outputs } = await aws.create(environment, "e", environmentInputs);
            const settings = [token];
            const updated = await aws.update(environment, "e", id, outputs, { ...environmentInputs, settings });
            assert.deepEqual(updated["allSettings"], secret(plain(settings)));
        });

        it("never reach the account's file", async () => {
            await aws.create("aws:secretsmanager/secretVersion:SecretVersion", "v", {
                secretId: "arn:x",
                secretString: secret("canary"),
            });
            await aws.create(database, "d", { identifier: "db", password: secret("canary") });
            assert.ok(!fs.readFileSync(path.join(folder.path, "account.json"), "utf8").includes("canary"));
        });
    });

    describe("differences", () => {
        it("have paths, kinds and what replaces", async () => {
            const { detaileddiffMap, replacesList, diffsList } = await aws.diff(
                database,
                { engine: "postgres", tags: { a: "1", b: "2" }, list: [1, 2] },
                { engine: "mysql", tags: { a: "1", c: "3" }, list: [1, 3], size: 5 },
            );
            const kinds = Object.fromEntries(detaileddiffMap.map(([at, { kind }]) => [at, kind]));
            // ADD 0, DELETE 2, UPDATE 4; with a replacement one more each.
            assert.deepEqual(kinds, { engine: 5, "tags.b": 2, "tags.c": 0, "list[1]": 4, size: 0 });
            assert.deepEqual(replacesList, ["engine"]);
            assert.deepEqual(diffsList.sort(), ["engine", "list", "size", "tags"]);
        });

        it("leave out what is ignored, and see through secrets", async () => {
            const { changes } = await aws.diff(
                database,
                { allocatedStorage: 20, tags: { a: "1" }, password: secret("x") },
                { allocatedStorage: 30, tags: { a: "2" }, password: "x" },
                ["allocatedStorage", "tags"],
            );
            assert.equal(changes, 1);
        });

        it("of the provider's own configuration are real: another region replaces everything", async () => {
            assert.equal((await aws.diffConfig({ region: "us-east-1" }, { region: "us-east-1" })).changes, 1);
            const moved = await aws.diffConfig(
                { region: "us-east-1", profile: "a" },
                { region: "eu-west-1", profile: "b" },
            );
            assert.equal(moved.changes, 2);
            assert.deepEqual(moved.replacesList, ["region"]);
        });
    });

    describe("refuses what AWS refuses:", () => {
        const refusals: readonly {
            name: string;
            before: () => Promise<unknown>;
            act: () => Promise<unknown>;
            message: string;
        }[] = [
            {
                name: "a name in use",
                before: () => aws.create(bucket, "b", { bucket: "media" }),
                act: () => aws.create(bucket, "c", { bucket: "media" }),
                message:
                    "BucketAlreadyOwnedByYou: Your previous request to create the named bucket succeeded and you already own it.",
            },
            {
                name: "a version label that exists, also one that the stack no longer knows",
                before: uploadedVersion,
                act: () =>
                    aws.create(version, "w", { application: "notes", name: "v1", bucket: "versions", key: "x.zip" }),
                message: "InvalidParameterValue: Application Version v1 already exists.",
            },
            {
                name: "a version without its archive",
                before: () => aws.create(application, "a", { name: "notes" }),
                act: () => aws.create(version, "v", { application: "notes", name: "v1", bucket: "b", key: "k" }),
                message: "InvalidParameterCombination: Unable to download from S3 location (Bucket: b Key: k).",
            },
            {
                name: "an environment with an unknown version",
                before: uploadedVersion,
                act: () => aws.create(environment, "e", { ...environmentInputs, version: "v2" }),
                message: "InvalidParameterValue: No Application Version named 'v2' found.",
            },
            {
                name: "a reserved tag",
                before: uploadedVersion,
                act: () => aws.create(environment, "e", { ...environmentInputs, tags: { Name: "x" } }),
                message: "InvalidParameterValue: The tag key 'Name' is reserved by Elastic Beanstalk.",
            },
            {
                name: "deleting a bucket that is not empty",
                before: uploadedVersion,
                act: () => aws.remove(bucket, "versions"),
                message: "BucketNotEmpty: The bucket you tried to delete is not empty (bucket versions)",
            },
            {
                name: "deleting an application with a running environment",
                before: async () => {
                    await uploadedVersion();
                    await aws.create(environment, "e", environmentInputs);
                },
                act: () => aws.remove(application, "notes"),
                message:
                    "OperationInProgressFailure: Unable to delete application notes because it has running environments.",
            },
            {
                name: "deleting a protected database",
                before: () =>
                    aws.create(database, "d", { identifier: "db", deletionProtection: true, skipFinalSnapshot: true }),
                act: async () =>
                    aws.remove(
                        database,
                        (await aws.create(database, "d2", { identifier: "db2", deletionProtection: true })).id,
                    ),
                message:
                    "InvalidParameterCombination: Cannot delete protected DB Instance, please disable deletion protection and try again (db2).",
            },
            {
                name: "deleting a database without saying what becomes of its data",
                before: () => Promise.resolve(),
                act: async () => aws.remove(database, (await aws.create(database, "d", { identifier: "db" })).id),
                message: "final_snapshot_identifier is required when skip_final_snapshot is false",
            },
            {
                name: "a secret under the name of one that waits to be deleted",
                before: async () =>
                    aws.remove(
                        appSecret,
                        (await aws.create(appSecret, "s", { name: "key", recoveryWindowInDays: 30 })).id,
                    ),
                act: () => aws.create(appSecret, "s", { name: "key" }),
                message:
                    "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion (key).",
            },
            {
                name: "a record that exists",
                before: () =>
                    aws.create("aws:route53/record:Record", "r", { zoneId: "Z1", name: "a.example.com", type: "A" }),
                act: () =>
                    aws.create("aws:route53/record:Record", "r2", { zoneId: "Z1", name: "a.example.com", type: "A" }),
                message:
                    "InvalidChangeBatch: [Tried to create resource record set [name='a.example.com.', type='A'] but it already exists]",
            },
        ];
        for (const { name, before, act, message } of refusals) {
            it(name, async () => {
                await before();
                await assert.rejects(act(), { message });
            });
        }
    });

    it("lets go of what AWS lets go of", async () => {
        await aws.create(bucket, "b", { bucket: "dev", forceDestroy: true });
        await aws.create(object, "o", { bucket: "dev", key: "x" });
        await aws.remove(bucket, "dev");
        assert.equal(await aws.exists(bucket, "dev"), false);
        assert.equal(await aws.exists(object, "dev/x"), false);
        const { id } = await aws.create(appSecret, "s", { name: "key", recoveryWindowInDays: 0 });
        await aws.remove(appSecret, id);
        await aws.create(appSecret, "s", { name: "key" });
    });

    it("remembers its account between runs, and says when that cannot be read", async () => {
        await aws.create(bucket, "b", { bucket: "media" });
        const other = await ProviderClient.start(folder.path);
        assert.equal(await other.exists(bucket, "media"), true);
        await other.close();
        fs.writeFileSync(path.join(folder.path, "account.json"), "{");
        await assert.rejects(
            aws.create(bucket, "c", { bucket: "c" }),
            (error: unknown) => error instanceof Error && error.message.includes(`Delete the folder ${folder.path}`),
        );
    });

    it("makes many resources at once without losing one", async () => {
        await Promise.all(Array.from({ length: 30 }, (_, i) => aws.create(bucket, `b${i}`, { bucket: `bucket-${i}` })));
        const found = await Promise.all(Array.from({ length: 30 }, (_, i) => aws.exists(bucket, `bucket-${i}`)));
        assert.ok(found.every(Boolean));
    });

    it("takes the region from its configuration", async () => {
        await aws.configure({ region: "eu-west-1" });
        const { outputs } = await aws.create(application, "a", { name: "notes" });
        assert.equal(outputs["arn"], "arn:aws:elasticbeanstalk:eu-west-1:123456789012:application/notes");
    });

    it("gives a wildcard and its name one validation record", async () => {
        const { outputs } = await aws.create("aws:acm/certificate:Certificate", "c", {
            domainName: "example.com",
            subjectAlternativeNames: ["*.example.com", "www.example.com"],
        });
        const options = outputs["domainValidationOptions"] as { domainName: string; resourceRecordName: string }[];
        assert.deepEqual(
            options.map(({ domainName }) => domainName),
            ["example.com", "*.example.com", "www.example.com"],
        );
        assert.equal(new Set(options.map(({ resourceRecordName }) => resourceRecordName)).size, 2);
    });

    it("answers look-ups, and says which it cannot", async () => {
        const { ids } = await aws.invoke("aws:ec2/getSubnets:getSubnets", {});
        assert.equal((ids as string[]).length, 3);
        assert.match(
            String((await aws.invoke("aws:route53/getZone:getZone", { name: "example.com" }))["zoneId"]),
            /^Z[0-9A-F]{13}$/,
        );
        await assert.rejects(aws.invoke("aws:route53/getZone:getZone", { name: "example.invalid" }), {
            message: "no matching Route 53 Hosted Zone found",
        });
        await assert.rejects(aws.invoke("aws:ec2/getInstance:getInstance", {}), {
            message:
                "The sandbox has no answer for the look-up aws:ec2/getInstance:getInstance. Give the value in the settings, or add the answer to sandbox/stand-in/invokes.ts.",
        });
    });

    it("tells the labels of a secret's versions and no value, and has secrets that are not as they should be", async () => {
        const ask = (name: string) =>
            aws.invoke("aws:secretsmanager/getSecretVersions:getSecretVersions", {
                secretId: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf`,
                region: "eu-west-1",
            });
        const [version, ...others] = (await ask("team/oidc"))["versions"] as Record<string, unknown>[];
        assert.deepEqual(Object.keys(version ?? {}).sort(), ["createdTime", "versionId", "versionStages"]);
        assert.deepEqual([version?.["versionStages"], others], [["AWSCURRENT"], []]);
        assert.equal((await ask("empty/oidc"))["versions"], undefined);
        await assert.rejects(ask("missing/oidc"), /ResourceNotFoundException/);
        await assert.rejects(ask("denied/oidc"), /AccessDeniedException/);
    });
});

describe("the stand-in for random", () => {
    const folder = temporaryFolder();

    it("makes values of the wanted form, passwords as secrets", async () => {
        const client = await ProviderClient.start(folder.path, undefined, "random");
        const password = await client.create("random:index/randomPassword:RandomPassword", "p", {
            length: 40,
            special: false,
        });
        assert.match(String(plain(password.outputs["result"])), /^[A-Za-z0-9]{40}$/);
        assert.deepEqual(password.outputs["result"], secret(plain(password.outputs["result"])));
        const id = await client.create("random:index/randomId:RandomId", "i", { byteLength: 4 });
        assert.match(String(id.outputs["hex"]), /^[0-9a-f]{8}$/);
        await client.close();
    });
});

describe("faults", () => {
    const folder = temporaryFolder();

    it("strike the operation they name, and no other", async () => {
        const client = await ProviderClient.start(
            folder.path,
            `create ${bucket} 2 fail; update ${bucket} 1 throttle; delete ${bucket} 1 delay 1`,
        );
        const { id, outputs } = await client.create(bucket, "a", { bucket: "a" });
        await assert.rejects(client.create(bucket, "b", { bucket: "b" }), {
            message: `InternalFailure: the sandbox was told to fail create number 2 of ${bucket}`,
        });
        await client.create(bucket, "b", { bucket: "b" });
        await assert.rejects(client.update(bucket, "a", id, outputs, { bucket: "a", tags: {} }), {
            message: `ThrottlingException: Rate exceeded (the sandbox was told to throttle update number 1 of ${bucket})`,
        });
        await client.remove(bucket, "a");
        await client.close();
    });

    it("lose AWS's answer: it did what it was asked, and nobody hears of it", async () => {
        const client = await ProviderClient.start(
            folder.path,
            `create ${bucket} 1 timeout; delete ${bucket} 1 timeout`,
        );
        const lost = /^timeout while waiting for state .* time out create number 1/;
        await assert.rejects(client.create(bucket, "lost", { bucket: "lost" }), { message: lost });
        await assert.rejects(
            client.create(bucket, "lost", { bucket: "lost" }),
            /BucketAlreadyExists|BucketAlreadyOwned/,
        );
        await assert.rejects(client.remove(bucket, "lost"), /time out delete number 1/);
        // It has gone, so that its name is free again.
        await client.create(bucket, "lost", { bucket: "lost" });
        await client.close();
    });

    it("let AWS's answer come late, when everyone can see what it did", async () => {
        const client = await ProviderClient.start(folder.path, `create ${bucket} 1 late 300`);
        const order: string[] = [];
        const first = client.create(bucket, "slow", { bucket: "slow" }).then(() => order.push("the answer"));
        const second = assert
            .rejects(client.create(bucket, "again", { bucket: "slow" }), /BucketAlreadyExists|BucketAlreadyOwned/)
            .then(() => order.push("another refused"));
        await Promise.all([first, second]);
        assert.deepEqual(order, ["another refused", "the answer"]);
        await client.close();
    });

    it("strike the n-th operation of any type", async () => {
        const client = await ProviderClient.start(folder.path, "create any 2 fail; create any 3 timeout");
        await client.create(bucket, "a", { bucket: "a" });
        await assert.rejects(client.create("aws:kms/key:Key", "b", {}), {
            message: "InternalFailure: the sandbox was told to fail create number 2 of any",
        });
        await assert.rejects(client.create(bucket, "c", { bucket: "c" }), /time out create number 3 of any/);
        await client.create(bucket, "d", { bucket: "d" });
        await client.close();
    });

    it("lose the answer about what is in the state alone, too", async () => {
        const password = "random:index/randomPassword:RandomPassword";
        const client = await ProviderClient.start(folder.path, `delete ${password} 1 timeout`, "random");
        const { id } = await client.create(password, "a", { length: 40 });
        await assert.rejects(client.remove(password, id), /time out delete number 1/);
        await client.remove(password, id);
        await client.close();
    });

    it("of a wrong form are all named", () => {
        assert.throws(
            () => parseFaults("create a:b:C 0 fail; nonsense; create a:b:C 1 fail"),
            (error: unknown) =>
                error instanceof Error && /has 2 problems[\s\S]*create a:b:C 0 fail[\s\S]*nonsense/.test(error.message),
        );
        assert.deepEqual(parseFaults(undefined), []);
    });
});
