import * as assert from "node:assert/strict";
import { containerNotices, containerProblems } from "../../../components/source-bundle/container-files";
import { minimalRaw, testSettings } from "../../support/settings";

const settingsOf = (platform: object = {}, app: object = {}) =>
    testSettings({ app: { ...minimalRaw.app, ...app, platform: { kind: "docker", ...platform } } });

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
});
