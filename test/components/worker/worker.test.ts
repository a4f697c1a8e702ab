import * as assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { Outputs, recordProgram } from "../../support/program";
import type { Recorded, Recording } from "../../support/record";
import { temporaryFolder } from "../../support/temporary-folder";

type Raw = Readonly<Record<string, unknown>>;

const small = {
    "django-beanstalk:media": { kind: "none" },
    "django-beanstalk:domain": {},
    "django-beanstalk:monitoring": { kind: "none" },
};
const services = { consumer: { command: "python3 consume.py" } };
const ssh = { kind: "ssh", allowedCidrs: ["203.0.113.0/24", "2001:db8::/32"] };

const unsecret = (value: unknown): unknown =>
    typeof value === "object" && value !== null && "value" in value ? value.value : value;

describe("Worker", function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    beforeEach(() => {
        fs.writeFileSync(path.join(folder.path, "consume.py"), "print('working')\n");
    });

    const program = (worker: Raw, { preview = false, more = {} } = {}) =>
        recordProgram("dev", preview, {
            ...small,
            "django-beanstalk:worker": { consumer: { directory: folder.path, services, ...worker } },
            ...more,
        });
    const inWorker = ({ resources }: Recording<Outputs>) =>
        resources.filter(({ parents }) => parents.at(-1) === "django-beanstalk:worker:Worker");
    const inventory = (recording: Recording<Outputs>) =>
        inWorker(recording)
            .map(({ type, name }) => `${type} ${name.replace("notes-dev-worker-", "")}`)
            .sort();
    /** The instance, or the group, has the worker's own name, as its security group has. */
    const called = (recording: Recording<Outputs>, name: string): Recorded =>
        inWorker(recording).find(
            (each) =>
                each.name === `notes-dev-worker-consumer${name}` &&
                (name !== "" || /:(Instance|Group)$/.test(each.type)),
        ) ?? assert.fail(`no ${name}`);
    const statements = (recording: Recording<Outputs>) =>
        (
            JSON.parse(String(called(recording, "-instance-policy").inputs["policy"])) as {
                Statement: { Sid: string; Action: string[]; Resource: string[] }[];
            }
        ).Statement.map(({ Sid, Action, Resource }) => [Sid, Action, Resource] as const);

    const always = [
        "aws:cloudwatch/logGroup:LogGroup consumer-logs",
        "aws:ec2/securityGroup:SecurityGroup consumer",
        "aws:iam/instanceProfile:InstanceProfile consumer-instance-profile",
        "aws:iam/role:Role consumer-instance-role",
        "aws:iam/rolePolicy:RolePolicy consumer-instance-policy",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule consumer-out",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule consumer-database",
    ];

    for (const preview of [false, true]) {
        const when = preview ? "preview" : "update";

        it(`makes exactly this of one that fetches from S3, and nothing where there is none (${when})`, async () => {
            const recording = await program({}, { preview });
            assert.deepEqual(
                inventory(recording),
                [
                    ...always,
                    "aws:ec2/instance:Instance consumer",
                    "aws:s3/bucketObjectv2:BucketObjectv2 consumer-bundle",
                    "aws:ssm/parameter:Parameter consumer-release",
                ].sort(),
            );
            const without = await recordProgram("dev", preview, small);
            assert.deepEqual(
                without.resources.filter(({ name }) => name.includes("worker")),
                [],
            );
            assert.equal("workers" in without.result, false);
        });

        it(`makes exactly this of one over SSH that reads a secret (${when})`, async () => {
            const recording = await program({ delivery: ssh, secrets: ["SECRET_KEY"] }, { preview });
            assert.deepEqual(
                inventory(recording),
                [
                    ...always,
                    "aws:ec2/instance:Instance consumer",
                    "aws:ec2/keyPair:KeyPair consumer-key",
                    "aws:ssm/parameter:Parameter consumer-references",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule consumer-ssh-203-0-113-0-24",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule consumer-ssh-2001-db8-32",
                    "command:remote:Command consumer-install",
                    "command:remote:Command consumer-prepare",
                    "command:remote:Command consumer-restart",
                    "command:remote:CopyToRemote consumer-bundle",
                    "tls:index/privateKey:PrivateKey consumer-private-key",
                ].sort(),
            );
        });

        it(`makes exactly this of one over SSH whose bundle has two parts (${when})`, async () => {
            fs.writeFileSync(path.join(folder.path, "ballast"), randomBytes(1_200_000));
            const recording = await program({ delivery: { ...ssh, kind: "ssh-parts", partMiB: 1 } }, { preview });
            assert.deepEqual(
                inventory(recording),
                [
                    ...always,
                    "aws:ec2/instance:Instance consumer",
                    "aws:ec2/keyPair:KeyPair consumer-key",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule consumer-ssh-203-0-113-0-24",
                    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule consumer-ssh-2001-db8-32",
                    "command:remote:Command consumer-install",
                    "command:remote:Command consumer-prepare",
                    "command:remote:CopyToRemote consumer-part-1",
                    "command:remote:CopyToRemote consumer-part-2",
                    "tls:index/privateKey:PrivateKey consumer-private-key",
                ].sort(),
            );
            const parts = ["-part-1", "-part-2"].map((name) => called(recording, name).inputs);
            const [sha256] = parts[0]?.["triggers"] as [string];
            assert.deepEqual(
                parts.map(({ remotePath }) => remotePath),
                ["0000", "0001"].map((number) => `/opt/incoming/${sha256.slice(0, 12)}.bundle.part-${number}`),
            );
            assert.match(String(called(recording, "-install").inputs["create"]), /^part_count=2$/m);
            if (!preview) {
                assert.deepEqual((called(recording, "-install").inputs["triggers"] as unknown[]).slice(2), [
                    "notes-dev-worker-consumer-part-1-id",
                    "notes-dev-worker-consumer-part-2-id",
                ]);
            }
        });

        it(`makes exactly this of a group (${when})`, async () => {
            const recording = await program({ instances: { kind: "group", size: 2 } }, { preview });
            assert.deepEqual(
                inventory(recording),
                [
                    ...always,
                    "aws:autoscaling/group:Group consumer",
                    "aws:ec2/launchTemplate:LaunchTemplate consumer-template",
                    "aws:s3/bucketObjectv2:BucketObjectv2 consumer-bundle",
                    "aws:ssm/parameter:Parameter consumer-release",
                ].sort(),
            );
        });
    }

    it("makes several, each with resources of its own", async () => {
        const worker = { directory: folder.path, services };
        const workers = {
            consumer: { ...worker, delivery: ssh },
            scraper: { ...worker, instances: { kind: "group" } },
        };
        const recording = await recordProgram("dev", false, { ...small, "django-beanstalk:worker": workers });
        const own = (name: string) => inventory(recording).filter((line) => line.includes(` ${name}`));
        const parts = always.map((line) => line.replace(" consumer", " scraper"));
        assert.deepEqual(
            own("scraper"),
            [
                ...parts,
                "aws:autoscaling/group:Group scraper",
                "aws:ec2/launchTemplate:LaunchTemplate scraper-template",
                "aws:s3/bucketObjectv2:BucketObjectv2 scraper-bundle",
                "aws:ssm/parameter:Parameter scraper-release",
            ].sort(),
        );
        assert.equal(own("consumer").length + own("scraper").length, inventory(recording).length);
        assert.ok(own("consumer").includes("command:remote:Command consumer-install"));
        assert.deepEqual(Object.keys(recording.result.workers ?? {}), ["consumer", "scraper"]);
    });

    it("asks for a spot instance with IMDSv2 alone and an encrypted volume", async () => {
        const recording = await program({ instances: { kind: "spot", maxPrice: 0.01 }, volumeGiB: 20 });
        const { inputs, ignoreChanges } = called(recording, "");
        const { userDataBase64, tags, ...rest } = inputs;
        assert.equal(typeof userDataBase64, "string");
        assert.equal((tags as Raw)["Name"], "notes-dev-worker-consumer");
        assert.deepEqual(rest, {
            ami: "image of /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            instanceType: "t3.micro",
            subnetId: "subnet-a",
            associatePublicIpAddress: true,
            vpcSecurityGroupIds: ["notes-dev-worker-consumer-id"],
            iamInstanceProfile: "notes-dev-worker-consumer-instance-profile",
            userDataReplaceOnChange: true,
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: { volumeType: "gp3", volumeSize: 20, encrypted: true, deleteOnTermination: true },
            instanceMarketOptions: {
                marketType: "spot",
                spotOptions: {
                    instanceInterruptionBehavior: "terminate",
                    spotInstanceType: "one-time",
                    maxPrice: "0.01",
                },
            },
        });
        assert.deepEqual(ignoreChanges, ["ami", "associatePublicIpAddress", "subnetId"]);
    });

    it("stays in its subnet when AWS lists another one first, and moves where the stack file says so", async () => {
        const inNetwork = async (network: Raw) =>
            called(await program({}, { more: { "django-beanstalk:network": network } }), "");
        const place = { vpcId: "vpc-1", subnetIds: ["subnet-2", "subnet-1"] };
        const found = await inNetwork({ kind: "default" });
        const given = await inNetwork({ kind: "default", ...place });
        const own = await inNetwork({ kind: "new" });
        assert.deepEqual(
            [found, given, own].map(({ ignoreChanges }) => ignoreChanges?.includes("subnetId")),
            [true, false, false],
        );
        assert.equal(given.inputs["subnetId"], "subnet-1");
    });

    it("asks for a request that persists where the instance is to be stopped, and for none on demand", async () => {
        const stopped = await program({ instances: { kind: "spot", interruption: "stop", instanceType: "t4g.small" } });
        assert.deepEqual((called(stopped, "").inputs["instanceMarketOptions"] as Raw)["spotOptions"], {
            instanceInterruptionBehavior: "stop",
            spotInstanceType: "persistent",
        });
        assert.match(String(called(stopped, "").inputs["ami"]), /-arm64$/);
        const image = { id: "ami-0123456789abcdef0", user: "admin" };
        const paid = await program({ instances: { kind: "on-demand" }, image });
        assert.equal(called(paid, "").inputs["instanceMarketOptions"], undefined);
        assert.equal(called(paid, "").inputs["ami"], image.id);
    });

    it("mixes instances in a group, which takes the newest image by itself", async () => {
        const recording = await program({
            instances: { kind: "group", size: 2, instanceTypes: ["t3.small", "t3a.small"], onDemandBase: 1 },
        });
        const { mixedInstancesPolicy, instanceRefresh, minSize, maxSize } = called(recording, "").inputs;
        assert.deepEqual([minSize, maxSize], [2, 2]);
        assert.deepEqual(instanceRefresh, { strategy: "Rolling", preferences: { minHealthyPercentage: 50 } });
        assert.deepEqual(mixedInstancesPolicy, {
            instancesDistribution: {
                onDemandBaseCapacity: 1,
                onDemandPercentageAboveBaseCapacity: 0,
                onDemandAllocationStrategy: "prioritized",
                spotAllocationStrategy: "price-capacity-optimized",
            },
            launchTemplate: {
                launchTemplateSpecification: {
                    launchTemplateId: "notes-dev-worker-consumer-template-id",
                    version: "3",
                },
                overrides: [{ instanceType: "t3.small" }, { instanceType: "t3a.small" }],
            },
        });
        const template = called(recording, "-template").inputs;
        assert.match(String(template["imageId"]), /^resolve:ssm:\/aws\/service\/ami-amazon-linux-latest\//);
        assert.deepEqual(template["metadataOptions"], {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
        });
        assert.deepEqual((template["blockDeviceMappings"] as Raw[])[0], {
            deviceName: "/dev/xvda",
            ebs: { volumeType: "gp3", volumeSize: 8, encrypted: "true", deleteOnTermination: "true" },
        });
        const own = await program({
            image: { id: "ami-0123456789abcdef0", user: "admin" },
            instances: { kind: "group" },
        });
        assert.equal((called(own, "-template").inputs["blockDeviceMappings"] as Raw[])[0]?.["deviceName"], "/dev/sda1");
    });

    for (const [delivery, instances] of [
        [{ kind: "s3" }, { kind: "spot" }],
        [ssh, { kind: "spot" }],
        [{ kind: "s3" }, { kind: "group" }],
    ] as const) {
        it(`gives the same user data to two bundles (${delivery.kind}, ${instances.kind})`, async () => {
            const userData = async () => {
                const recording = await program({ delivery, instances });
                const { inputs } = called(recording, instances.kind === "group" ? "-template" : "");
                const release =
                    delivery.kind === "s3"
                        ? called(recording, "-release").inputs["insecureValue"]
                        : (called(recording, "-bundle").inputs["triggers"] as unknown[])[0];
                return { text: inputs["userDataBase64"] ?? inputs["userData"], release };
            };
            const before = await userData();
            fs.writeFileSync(path.join(folder.path, "consume.py"), "print('working otherwise')\n");
            const after = await userData();
            assert.equal(typeof before.text, "string");
            assert.equal(after.text, before.text);
            assert.equal(typeof before.release, "string");
            assert.notEqual(after.release, before.release);
        });
    }

    it("opens SSH to the addresses that are named, and no port where instances fetch", async () => {
        const ingress = (recording: Recording<Outputs>) =>
            inWorker(recording)
                .filter(({ type }) => type.endsWith(":SecurityGroupIngressRule"))
                .map(({ inputs: { securityGroupId, fromPort, cidrIpv4, cidrIpv6, referencedSecurityGroupId } }) => [
                    securityGroupId,
                    fromPort,
                    cidrIpv4 ?? cidrIpv6 ?? referencedSecurityGroupId,
                ]);
        const toDatabase = ["notes-dev-network-database-id", 5432, "notes-dev-worker-consumer-id"];
        assert.deepEqual(ingress(await program({})), [toDatabase]);
        assert.deepEqual(ingress(await program({ database: false })), []);
        const own = "notes-dev-worker-consumer-id";
        assert.deepEqual(ingress(await program({ delivery: ssh })), [
            [own, 22, "203.0.113.0/24"],
            [own, 22, "2001:db8::/32"],
            toDatabase,
        ]);
        const more = {
            "django-beanstalk:cache": { kind: "valkey" },
            "django-beanstalk:database": { kind: "postgres", proxy: {} },
        };
        assert.deepEqual(ingress(await program({ secrets: ["REDIS_URL"] }, { more })), [
            toDatabase,
            ["notes-dev-network-database-proxy-id", 5432, own],
            ["notes-dev-network-cache-id", 6379, own],
        ]);
    });

    it("may read what it needs, and nothing else", async () => {
        const secrets = { SECRET_KEY: { kind: "generated" }, TOKEN: { kind: "generated" } };
        const recording = await program({ secrets: ["SECRET_KEY"] }, { more: { "django-beanstalk:secrets": secrets } });
        const parameter = "arn:aws:ssm:us-east-1:123456789012:parameter/notes-dev/dev/worker/consumer";
        const logs = "arn:aws:logs:us-east-1:123456789012:log-group:/notes-dev/worker/consumer:*";
        assert.deepEqual(
            statements(recording).filter(([sid]) => sid !== "SessionManager"),
            [
                ["WorkerParameters", ["ssm:GetParameter"], [`${parameter}/release`, `${parameter}/references`]],
                ["WorkerBundles", ["s3:GetObject"], ["arn:test:notes-dev-bundle/workers/consumer/*"]],
                ["Secrets", ["secretsmanager:GetSecretValue"], ["arn:test:notes-dev-secret-secret-key-value"]],
                ["WorkerLogs", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], [logs]],
            ],
        );
        const { insecureValue, type } = called(recording, "-references").inputs;
        assert.deepEqual([type, insecureValue], ["String", "SECRET_KEY arn:test:notes-dev-secret-secret-key-value\n"]);
        const bare = await program({ delivery: ssh });
        assert.deepEqual(
            statements(bare).map(([sid]) => sid),
            ["WorkerLogs", "SessionManager"],
        );
    });

    it("names the release only once the bundle is there, and another when a secret changes", async () => {
        const recording = await program({ secrets: ["DATABASE_URL"] });
        const { key } = called(recording, "-bundle").inputs;
        const sha256 = String(key).replace("workers/consumer/", "");
        assert.match(sha256, /^[0-9a-f]{64}$/);
        assert.match(
            String(called(recording, "-release").inputs["insecureValue"]),
            new RegExp(`^${sha256} s3://\\S+ [0-9a-f]{12}$`),
        );
        const url = { kind: "url", url: "https://example.com/worker.tar.gz", sha256: "0".repeat(64) };
        const elsewhere = await program({ delivery: url });
        assert.equal(called(elsewhere, "-release").inputs["insecureValue"], `${url.sha256} ${url.url}`);
        assert.deepEqual(elsewhere.ofType("command:remote:CopyToRemote"), []);
    });

    it("copies and installs again for another bundle or another instance, and keeps the key secret", async () => {
        const recording = await program({ delivery: { ...ssh, timeoutMinutes: 5 } });
        const [copy, install, prepare] = ["-bundle", "-install", "-prepare"].map((name) => called(recording, name));
        const [sha256] = copy?.inputs["triggers"] as [string];
        assert.match(sha256, /^[0-9a-f]{64}$/);
        assert.deepEqual(copy?.inputs["triggers"], [sha256, "notes-dev-worker-consumer-id"]);
        assert.deepEqual(install?.inputs["triggers"], [
            sha256,
            "notes-dev-worker-consumer-id",
            "notes-dev-worker-consumer-bundle-id",
        ]);
        assert.deepEqual(prepare?.inputs["triggers"], ["notes-dev-worker-consumer-id"]);
        assert.equal(copy?.inputs["remotePath"], `/opt/incoming/${sha256.slice(0, 12)}.bundle`);
        assert.deepEqual(
            [copy, install, prepare].map((each) => each?.createTimeout),
            ["6m", "6m", "6m"],
        );
        const connection = unsecret(copy?.inputs["connection"]) as Raw;
        assert.equal(unsecret(connection["privateKey"]), "canary-notes-dev-worker-consumer-private-key");
        assert.deepEqual(
            { ...connection, privateKey: undefined },
            {
                host: "203.0.113.7",
                port: 22,
                user: "ec2-user",
                dialErrorLimit: -1,
                perDialTimeout: 15,
                privateKey: undefined,
            },
        );
        const plain = JSON.stringify(
            recording.resources.filter(({ type }) => !type.startsWith("command:")).map(({ inputs }) => inputs),
        );
        assert.ok(!plain.includes("canary-notes-dev-worker-consumer-private-key"));
    });

    it("logs in with a key of the user's own, and knows the host", async () => {
        const publicKey = `ssh-ed25519 ${"B".repeat(68)}`;
        const key = {
            kind: "secret",
            secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:worker-key-AbCdEf",
            publicKey,
        };
        const recording = await program({ delivery: { ...ssh, key, hostKey: publicKey } });
        assert.deepEqual(recording.ofType("tls:index/privateKey:PrivateKey"), []);
        assert.equal(called(recording, "-key").inputs["publicKey"], publicKey);
        const connection = unsecret(called(recording, "-bundle").inputs["connection"]) as Raw;
        assert.deepEqual([unsecret(connection["privateKey"]), connection["hostKey"]], ["canary-own-key", publicKey]);
    });

    it("tells where each worker is", async () => {
        const { workers } = (await program({})).result;
        const address = await new Promise((resolve) => workers?.["consumer"]?.apply(resolve));
        assert.equal(address, "203.0.113.7");
    });
});
