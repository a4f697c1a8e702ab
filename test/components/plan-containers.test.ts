import * as assert from "node:assert/strict";
import { containerAccess, planContainers } from "../../components/plan-containers";
import { minimalRaw, testSettings } from "../support/settings";

const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const secretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:login-AbCdEf";
const settingsOf = (
    platform: Readonly<Record<string, unknown>> = {},
    app: Readonly<Record<string, unknown>> = {},
    others: Readonly<Record<string, unknown>> = {},
) => testSettings({ ...others, app: { ...minimalRaw.app, ...app, platform: { kind: "docker", ...platform } } });

describe("what containers need of the instance role", () => {
    const rights = (...args: Parameters<typeof settingsOf>) =>
        containerAccess(settingsOf(...args)).map(({ sid, resources }) => `${sid}: ${resources.join(" ")}`);

    it("is nothing for public images, and on the Python platform", () => {
        assert.deepEqual(rights(), []);
        assert.deepEqual(containerAccess(testSettings()), []);
    });

    it("is each image of ECR that the settings name, once", () => {
        const repository = "arn:aws:ecr:eu-west-1:123456789012:repository";
        const images = { baseImage: `${ecr}/base/python:3.13`, proxyImage: `${ecr}/nginx:1.30` };
        assert.deepEqual(rights(images), [
            "RegistryLogin: *",
            `CodeImage: ${repository}/base/python ${repository}/nginx`,
        ]);
        assert.deepEqual(rights({ ...images, proxy: "none" }), [
            "RegistryLogin: *",
            `CodeImage: ${repository}/base/python`,
        ]);
        const code = { from: "image", image: `${ecr}/team/notes@sha256:${"0a".repeat(32)}` };
        assert.deepEqual(rights(images, { package: { mode: "minimal", code } }), [
            "RegistryLogin: *",
            `CodeImage: ${repository}/nginx ${repository}/team/notes`,
        ]);
    });

    it("is the secret of a registry", () => {
        assert.deepEqual(rights({ registry: { server: "registry.example.com", secretArn } }), [
            `RegistrySecret: ${secretArn}`,
        ]);
    });
});

describe("the plan of containers", () => {
    it("asks the application for as long as it may wait and migrate, but leaves the build of its image a third of the time-out", () => {
        const seconds = (platform: object, deployment: object = {}, app: object = {}) =>
            planContainers(settingsOf({ ...platform }, { ...app }, { environment: { stage: "dev", deployment } })).probe
                ?.seconds;
        assert.equal(seconds({}), 400);
        assert.equal(seconds({}, { timeoutSeconds: 1000 }), 45 + 60 + 300);
        assert.equal(seconds({ migrationWaitSeconds: 3600 }), 400);
        assert.equal(seconds({ migrationWaitSeconds: 3600 }, { timeoutSeconds: 3600 }), 2400);
        assert.equal(seconds({}, {}, { deploy: { probeSeconds: 500 } }), 500);
        assert.equal(planContainers(settingsOf({}, { deploy: { probeSeconds: 0 } })).probe, undefined);
    });

    it("needs no more hops on the host's network", () => {
        assert.equal(planContainers(settingsOf()).hopLimit, 2);
        assert.equal(planContainers(settingsOf({ network: "host" })).hopLimit, 1);
    });
});
