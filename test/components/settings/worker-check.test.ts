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
const ecdsaKey = `ecdsa-sha2-nistp256 ${"A".repeat(140)}=`;
const rsaKey = `ssh-rsa ${"A".repeat(372)}`;
const slow = (stopSeconds: number) => ({ services: { a: { command: "x", stopSeconds } } });

describe("workerCheck", () => {
    it("opens the database of the stack", () => {
        assert.deepEqual(of({ database: true }), []);
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
