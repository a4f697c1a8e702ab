import * as assert from "node:assert/strict";
import { Problem, ProblemError } from "../../../components/problem";
import { testSettings } from "../../support/settings";

type Raw = Readonly<Record<string, unknown>>;

const services = { consumer: { command: "python3 consume.py" } };
const cidrs = { allowedCidrs: ["203.0.113.0/24"] };
const ssh = { kind: "ssh", ...cidrs };
const publicKey = `ssh-ed25519 ${"A".repeat(68)}`;
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:worker-key-AbCdEf";
const sha256 = "0".repeat(64);

function problemsOf(worker: Raw, more: Raw = {}): readonly Problem[] {
    try {
        testSettings({ worker, ...more });
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
    return [];
}

const of = (raw: Raw, more: Raw = {}) => problemsOf({ consumer: { services, ...raw } }, more);
const name = "1 to 20 lower-case letters, digits and hyphens, starting with a letter";
const key = "a public key of Ed25519 or RSA on one line, such as ssh-ed25519 AAAA…";
const hostKey = "a host's public key of Ed25519 or ECDSA on one line, such as ssh-ed25519 AAAA…";
const ecdsaKey = `ecdsa-sha2-nistp256 ${"A".repeat(140)}=`;
const rsaKey = `ssh-rsa ${"A".repeat(372)}`;
/** As messages show a long value. */
const shown = (text: string) => `${JSON.stringify(text).slice(0, 77)}…`;
const slow = (stopSeconds: number) => ({ services: { a: { command: "x", stopSeconds } } });
const secrets = { secrets: { SECRET_KEY: { kind: "generated" } } };

/** Settings of a worker, where below it, got, allowed, remedy. */
const refused: readonly (readonly [Raw, string, string | undefined, string, RegExp])[] = [
    [{ services: undefined }, ".services", "nothing", "a mapping of names to values", /Set django-beanstalk:worker/],
    [{ services: {} }, ".services", "{}", "at least one service", /./],
    [{ services: { Consumer: { command: "x" } } }, ".services.Consumer", '"Consumer"', name, /./],
    [{ services: { a: { command: "x\ny" } } }, ".services.a.command", '"x\\ny"', "a command on one line", /./],
    [
        { services: { a: { command: "x", stopSeconds: 0 } } },
        ".services.a.stopSeconds",
        "0 (a number)",
        "at least 1",
        /./,
    ],
    [{ setup: ["a\nb"] }, ".setup[0]", '"a\\nb"', "a command on one line", /./],
    [{ packages: ["a b"] }, ".packages[0]", '"a b"', "the name of a package, such as python3.12", /./],
    [{ image: "ubuntu" }, ".image", '"ubuntu"', "al2023, or {id: ami-…, user: the user who may use sudo}", /./],
    [
        { image: { id: "ami-0123456789abcdef0" } },
        ".image",
        '{"id":"ami-0123456789abcdef0"}',
        "al2023, or {id: ami-…, user: the user who may use sudo}",
        /./,
    ],
    [{ compression: "bzip2" }, ".compression", '"bzip2"', '"gzip", "xz", "zstd"', /Write gzip/],
    [{ volumeGiB: 7 }, ".volumeGiB", "7 (a number)", "at least 8", /./],
    [{ delivery: { kind: "scp" } }, ".delivery.kind", '"scp"', "s3, ssh, ssh-parts, url", /./],
    [{ delivery: { kind: "ssh" } }, ".delivery.allowedCidrs", "nothing", "a list", /Set django-beanstalk:worker/],
    [{ delivery: { ...ssh, allowedCidrs: [] } }, ".delivery.allowedCidrs", "[]", "at least 1 entries", /./],
    [
        { delivery: { ...ssh, allowedCidrs: ["10.0.0.0/8", "0.0.0.0/0"] } },
        ".delivery.allowedCidrs[1]",
        '"0.0.0.0/0", the whole world',
        "a range of addresses of your own",
        /delivery: \{kind: s3\}/,
    ],
    [
        { delivery: { ...ssh, allowedCidrs: ["::/0"] } },
        ".delivery.allowedCidrs[0]",
        '"::/0", the whole world',
        "a range of addresses of your own",
        /Name the addresses/,
    ],
    [{ delivery: { ...ssh, hostKey: "AAAA" } }, ".delivery.hostKey", '"AAAA"', hostKey, /./],
    [{ delivery: { ...ssh, hostKey: rsaKey } }, ".delivery.hostKey", shown(rsaKey), hostKey, /./],
    [
        { delivery: { ...ssh, key: { kind: "secret", secretArn, publicKey: ecdsaKey } } },
        ".delivery.key.publicKey",
        shown(ecdsaKey),
        key,
        /./,
    ],
    [
        { ...slow(841), instances: { kind: "on-demand" }, delivery: { ...ssh, timeoutMinutes: 15 } },
        ".services",
        "841 s of stopSeconds together",
        "at most 840 s, since an update waits 15 minutes for an installation, which stops them",
        /raise worker\.consumer\.delivery\.timeoutMinutes/,
    ],
    [
        { ...slow(106), instances: { kind: "group", size: 2, onDemandBase: 1, onDemandPercentage: 99 } },
        ".services",
        "106 s of stopSeconds together",
        "at most 105 s, since AWS ends an interrupted spot instance after two minutes",
        /on-demand/,
    ],
    [{ delivery: { ...ssh, timeoutMinutes: 1 } }, ".delivery.timeoutMinutes", "1 (a number)", "at least 2", /./],
    [
        { delivery: { ...ssh, partMiB: 8 } },
        ".delivery.partMiB",
        "an unknown setting",
        "kind, allowedCidrs, key, hostKey, timeoutMinutes",
        /./,
    ],
    [
        { delivery: { ...ssh, key: { kind: "secret", secretArn: "arn:x", publicKey } } },
        ".delivery.key.secretArn",
        "a value that is not shown",
        "the ARN of a Secrets Manager secret with its six-character suffix",
        /./,
    ],
    [
        {
            delivery: {
                ...ssh,
                key: { kind: "secret", secretArn: secretArn.replace("us-east", "eu-west"), publicKey },
            },
        },
        ".delivery.key.secretArn",
        "a secret in eu-west-1",
        "a secret in us-east-1",
        /replica/,
    ],
    [
        { delivery: { kind: "url", url: "http://example.com/a", sha256 } },
        ".delivery.url",
        "a value that is not shown",
        "a URL that begins with https:// and has no user in it",
        /./,
    ],
    [
        { delivery: { kind: "url", url: "https://me:hunter2@example.com/a", sha256 } },
        ".delivery.url",
        "a value that is not shown",
        "a URL that begins with https:// and has no user in it",
        /./,
    ],
    [
        { delivery: { kind: "url", url: "https://example.com:99999/a", sha256 } },
        ".delivery.url",
        "an address that is none (not shown)",
        "a URL that begins with https:// and has no user in it",
        /./,
    ],
    [
        { delivery: { kind: "url", url: "https://example.com/a?X-Amz-Signature=hunter2", sha256 } },
        ".delivery.url",
        "an address with X-Amz-Signature (not shown), which gives access to whoever reads it",
        "an address that needs no credentials",
        /the instance role fetches it/,
    ],
    [
        { delivery: { kind: "url", url: "https://example.com/a", sha256: "abc" } },
        ".delivery.sha256",
        '"abc"',
        "64 lower-case hexadecimal digits",
        /./,
    ],
    [{ instances: { kind: "fleet" } }, ".instances.kind", '"fleet"', "spot, on-demand, group", /./],
    [
        { instances: { kind: "spot", instanceType: "micro" } },
        ".instances.instanceType",
        '"micro"',
        "an EC2 instance type: family, dot, size",
        /./,
    ],
    [{ instances: { kind: "spot", maxPrice: 0 } }, ".instances.maxPrice", "0 (a number)", "at least 0", /./],
    [
        { delivery: ssh, instances: { kind: "group" } },
        ".delivery.kind",
        "ssh, to a group",
        "s3 or url",
        /instances: \{kind: spot\}/,
    ],
    [
        { delivery: { kind: "ssh-parts", ...cidrs }, instances: { kind: "group" } },
        ".delivery.kind",
        "ssh-parts, to a group",
        "s3 or url",
        /delivery: \{kind: s3\}/,
    ],
    [
        { instances: { kind: "group", instanceTypes: ["t3.micro", "t4g.micro"] } },
        ".instances.instanceTypes",
        "t3.micro, t4g.micro",
        "types of one processor",
        /Graviton/,
    ],
    [
        { instances: { kind: "group", instanceTypes: ["t3.micro", "t3.micro"] } },
        ".instances.instanceTypes",
        '"t3.micro" twice',
        "each name once",
        /./,
    ],
    [
        { instances: { kind: "group", size: 2, onDemandBase: 3 } },
        ".instances.onDemandBase",
        "3, of 2 instances",
        "at most 2",
        /./,
    ],
    [
        { services: { a: { command: "x", stopSeconds: 90 }, b: { command: "y" } } },
        ".services",
        "120 s of stopSeconds together",
        "at most 105 s, since AWS ends an interrupted spot instance after two minutes",
        /on-demand/,
    ],
    [
        { secrets: ["SECRET_KEY", "TOKEN"] },
        ".secrets[1]",
        '"TOKEN", which the stack does not have',
        "DATABASE_URL, RDS_PASSWORD, SECRET_KEY",
        /Add secrets\.TOKEN/,
    ],
    [{ secrets: ["SECRET_KEY", "SECRET_KEY"] }, ".secrets", '"SECRET_KEY" twice', "each name once", /./],
    [
        { environmentVariables: { SECRET_KEY: "hunter2" } },
        ".environmentVariables.SECRET_KEY",
        "the name of a secret",
        "any other name",
        /worker\.consumer\.secrets/,
    ],
    [
        { environmentVariables: { TOKEN: "" } },
        ".environmentVariables.TOKEN",
        "a value that is not shown",
        "at least 1 characters",
        /./,
    ],
];

describe("workerCheck", () => {
    for (const [raw, where, got, allowed, remedy] of refused) {
        it(`refuses ${JSON.stringify(raw)}`, () => {
            const problems = of(raw, secrets);
            assert.deepEqual(
                problems.map((each) => [each.where, each.got, each.allowed]),
                [[`worker.consumer${where}`, got, allowed]],
            );
            assert.match(problems[0]?.remedy ?? "", remedy);
        });
    }

    it("refuses a name that resources cannot have", () => {
        const [problem] = problemsOf({ Consumer: { services } });
        assert.deepEqual([problem?.where, problem?.allowed], ["worker.Consumer", name]);
    });

    it("opens a database only where the stack has one", () => {
        assert.deepEqual(of({ database: true }), []);
        const url = "arn:aws:secretsmanager:us-east-1:123456789012:secret:notes/database-url-AbCdEf";
        assert.deepEqual(of({ database: true }, { database: { kind: "external", urlSecretArn: url } }), [
            {
                where: "worker.consumer.database",
                got: "true, while the database is external",
                allowed: "true where database.kind is postgres",
                remedy: "Remove it; an external database has to let the worker's security group in itself.",
            },
        ]);
    });

    it("has nothing by default, and a lone spot instance that fetches from S3 for a worker", () => {
        assert.deepEqual(testSettings().worker, {});
        const common = {
            services: { consumer: { command: "python3 consume.py", stopSeconds: 30 } },
            setup: [],
            packages: [],
            environmentVariables: {},
            secrets: [],
            image: "al2023",
            compression: "gzip",
            multipart: false,
            volumeGiB: 8,
            delivery: { kind: "s3" },
        };
        const spot = { kind: "spot", interruption: "terminate" };
        const worker = (stage: string) =>
            testSettings({ environment: { stage }, worker: { consumer: { services } } }).worker["consumer"];
        assert.deepEqual(worker("dev"), {
            ...common,
            logRetentionDays: 7,
            instances: { ...spot, instanceType: "t3.micro" },
        });
        assert.deepEqual(worker("prod"), {
            ...common,
            logRetentionDays: 90,
            instances: { ...spot, instanceType: "t3.small" },
        });
    });

    it("takes every form that is documented", () => {
        const deliveries = [
            { kind: "s3" },
            { ...ssh, hostKey: publicKey, timeoutMinutes: 30 },
            { kind: "ssh-parts", ...cidrs, key: { kind: "secret", secretArn, publicKey }, partMiB: 4 },
            { kind: "url", url: "https://github.com/a/b/releases/download/v1/worker.tar.gz", sha256 },
        ];
        for (const delivery of deliveries) {
            assert.deepEqual(of({ delivery }), []);
        }
        const group = { kind: "group", size: 3, instanceTypes: ["t4g.small", "m7g.medium"], onDemandBase: 1 };
        assert.deepEqual(of({ instances: group, image: { id: "ami-0123456789abcdef0", user: "admin" } }), []);
        const onDemand = { kind: "on-demand" };
        assert.deepEqual(of({ ...slow(3600), instances: onDemand }), []);
        assert.deepEqual(of({ ...slow(840), instances: onDemand, delivery: { ...ssh, timeoutMinutes: 15 } }), []);
        for (const neverSpot of [{ onDemandPercentage: 100 }, { onDemandBase: 2 }]) {
            assert.deepEqual(of({ ...slow(600), instances: { kind: "group", size: 2, ...neverSpot } }), []);
        }
        const keys = { ...ssh, hostKey: ecdsaKey, key: { kind: "secret", secretArn, publicKey: rsaKey } };
        assert.deepEqual(of({ delivery: keys }), []);
    });
});
