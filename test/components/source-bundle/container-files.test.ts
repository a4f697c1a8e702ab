import * as assert from "node:assert/strict";
import {
    containerNotices,
    containerProblems,
    ownContainerProblems,
} from "../../../components/source-bundle/container-files";
import { minimalRaw, testSettings } from "../../support/settings";

const settingsOf = (platform: object = {}, app: object = {}, others: object = {}) =>
    testSettings({ ...others, app: { ...minimalRaw.app, ...app, platform: { kind: "docker", ...platform } } });

describe("container files of an application", () => {
    it("are generated from manage.py and requirements.txt, and each that is missing is named", () => {
        assert.deepEqual(containerProblems(settingsOf(), new Set(["manage.py", "requirements.txt"])), []);
        assert.deepEqual(
            containerProblems(settingsOf(), new Set()).map(({ got }) => got),
            [
                "docker, for an application without a container file and without manage.py",
                "docker, for an application without a container file and without requirements.txt",
            ],
        );
        assert.deepEqual(containerProblems(testSettings(), new Set()), []);
    });

    it("of its own need neither, and leave settings of generated ones without effect", () => {
        const own = new Set(["Dockerfile", "docker-compose.yml"]);
        assert.deepEqual(containerProblems(settingsOf(), own), []);
        assert.deepEqual(containerNotices(settingsOf(), own), []);
        const processes = { mail: { kind: "command", command: "python manage.py mail" } };
        assert.deepEqual(containerNotices(settingsOf({ pythonVersion: "3.12", proxy: "none" }, { processes }), own), [
            "No effect on the application's own docker-compose.yml and Dockerfile: app.platform.pythonVersion, app.platform.proxy and app.processes.",
        ]);
    });

    it("of its own are refused beside certificates of clients, whose headers nothing would protect", () => {
        const loadBalancer = { kind: "dedicated", mutualTls: { mode: "passthrough" } };
        const others = {
            domain: { name: "www.example.com", zone: "example.com" },
            environment: { stage: "dev", loadBalancer },
        };
        const own = new Set(["Dockerfile", "docker-compose.yml"]);
        assert.deepEqual(ownContainerProblems(settingsOf({}, {}, others), own), [
            {
                where: "environment.loadBalancer.mutualTls",
                got: "certificates of clients, for an application with its own docker-compose.yml and Dockerfile",
                allowed:
                    "with generated containers, whose proxy takes away headers about certificates that clients write",
                remedy: "Remove docker-compose.yml and Dockerfile and have them generated, or remove mutualTls.",
            },
        ]);
        assert.deepEqual(ownContainerProblems(settingsOf({}, {}, others), new Set(["manage.py"])), []);
        assert.deepEqual(ownContainerProblems(settingsOf(), own), []);
        assert.deepEqual(ownContainerProblems(testSettings(others), own), []);
        // An image that is pulled runs behind the generated proxy, beside a Dockerfile too.
        const image = `registry.example.com/notes@sha256:${"0a".repeat(32)}`;
        const pulled = settingsOf({}, { package: { mode: "minimal", code: { from: "image", image } } }, others);
        assert.deepEqual(ownContainerProblems(pulled, new Set(["Dockerfile"])), []);
        assert.equal(ownContainerProblems(pulled, new Set(["docker-compose.yml"])).length, 1);
    });
});
