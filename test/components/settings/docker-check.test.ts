import * as assert from "node:assert/strict";
import { Problem, ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

function problemsOf(
    platform: Readonly<Record<string, unknown>>,
    others: Readonly<Record<string, unknown>> = {},
): readonly Problem[] {
    try {
        testSettings({ ...others, app: { ...minimalRaw.app, platform: { kind: "docker", ...platform } } });
        return [];
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems;
    }
}

const account = "us-east-1:123456789012";
const sharedArn = `arn:aws:elasticloadbalancing:${account}:loadbalancer/app/shared/0123456789abcdef`;
const certificateArn = `arn:aws:acm:${account}:certificate/12345678-1234-1234-1234-123456789012`;

const where = (platform: Readonly<Record<string, unknown>>) => problemsOf(platform).map((each) => each.where);

describe("settings of containers", () => {
    it("do not put the host's network and no proxy together", () => {
        assert.deepEqual(problemsOf({ network: "host", proxy: "none" }), [
            {
                where: "app.platform.network",
                got: "host, without a proxy",
                allowed: "host with proxy: nginx, which alone may listen on port 80 there",
                remedy: "Use proxy: nginx, or network: bridge.",
            },
        ]);
        assert.deepEqual(problemsOf({ network: "host" }), []);
    });

    for (const [what, loadBalancer, where] of [
        ["own", { kind: "dedicated", mutualTls: { mode: "passthrough" } }, "environment.loadBalancer.mutualTls"],
        [
            "shared",
            {
                kind: "shared",
                arn: sharedArn,
                securityGroupId: "sg-0123456789abcdef0",
                ownListener: { certificateArn, mutualTls: { mode: "passthrough" } },
            },
            "environment.loadBalancer.ownListener.mutualTls",
        ],
    ] as const) {
        it(`ask for certificates of clients behind a load balancer, ${what}, only with the proxy that drops forged headers`, () => {
            const others = {
                domain: { name: "www.example.com", zone: "example.com" },
                environment: { stage: "dev", loadBalancer },
            };
            assert.deepEqual(problemsOf({}, others), []);
            assert.deepEqual(problemsOf({ proxy: "none" }, others), [
                {
                    where,
                    got: "certificates of clients, with app.platform.proxy none",
                    allowed: "with proxy: nginx, which takes away headers about certificates that clients write",
                    remedy: "Use proxy: nginx, or remove mutualTls.",
                },
            ]);
        });
    }

    it("keep a volume where deployments leave it", () => {
        const volume = (folder: string) => where({ volume: { kind: "host", folder, target: "/data" } });
        assert.deepEqual(volume("/srv/data"), []);
        assert.deepEqual(volume("/var/app/data"), ["app.platform.volume.folder"]);
        for (const folder of ["data", "/srv/../etc", "/srv/a b", "/"]) {
            assert.deepEqual(volume(folder), ["app.platform.volume.folder"], folder);
        }
    });

    it("pin images", () => {
        for (const image of [
            "python:3.13-slim",
            `python@sha256:${"0a".repeat(32)}`,
            "registry.example.com:5000/a/b:1",
        ]) {
            assert.deepEqual(where({ baseImage: image }), [], image);
        }
        for (const image of ["python", "python:latest", "registry.example.com:5000/python", "a b:1", "x:1\nRUN id"]) {
            assert.deepEqual(where({ baseImage: image }), ["app.platform.baseImage"], image);
        }
    });

    it("take names of packages and registries alone", () => {
        assert.deepEqual(where({ systemPackages: ["libpango-1.0-0", "gcc=4:12.2.0-3"] }), []);
        assert.deepEqual(where({ systemPackages: ["gcc; id"] }), ["app.platform.systemPackages[0]"]);
        const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:login-AbCdEf";
        assert.deepEqual(where({ registry: { server: "https://registry.example.com", secretArn } }), [
            "app.platform.registry.server",
        ]);
        assert.deepEqual(where({ registry: { server: "registry.example.com", secretArn: "canary" } }), [
            "app.platform.registry.secretArn",
        ]);
    });
});
