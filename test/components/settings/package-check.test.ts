import * as assert from "node:assert/strict";
import { ProblemError } from "../../../components/problem";
import { minimalRaw, testSettings } from "../../support/settings";

/** What is wrong with these settings of the application: where and what. */
function wrong(app: Readonly<Record<string, unknown>>, environment: Readonly<Record<string, unknown>> = {}): string[] {
    try {
        testSettings({
            app: { ...minimalRaw.app, ...app },
            environment: { ...minimalRaw.environment, ...environment },
        });
    } catch (error) {
        assert.ok(error instanceof ProblemError, String(error));
        return error.problems.map(({ where, got }) => `${where}: ${got ?? ""}`);
    }
    return [];
}

describe("packageCheck", () => {
    const code = { from: "git", repository: "https://example.com/a.git", commit: "ab".repeat(20) };
    const minimal = { mode: "minimal", code };
    const docker = { kind: "docker" };

    it("takes a minimal package on Docker alone", () => {
        assert.deepEqual(wrong({ platform: docker, package: minimal }), []);
        assert.deepEqual(wrong({ package: minimal }), ["app.package.mode: minimal, on the Python platform"]);
    });

    it("looks at the origin of the code, and prints no credential", () => {
        const bad = { ...code, repository: "https://me:token@example.com/a.git", commit: "main" };
        assert.deepEqual(wrong({ platform: docker, package: { mode: "minimal", code: bad } }), [
            "app.package.code.repository: a URL with credentials in it",
            'app.package.code.commit: "main"',
        ]);
    });

    it("refuses on Docker what only the Python platform reads", () => {
        const version = { header: "X-V", contextProcessor: true };
        const python = {
            lock: { excludeNewer: "2026-01-31" },
            vendorWheels: true,
            indexUrl: "https://example.com/simple",
        };
        assert.deepEqual(wrong({ platform: docker, version, python }), [
            "app.version.header: a header, on the Docker platform",
            "app.version.contextProcessor: true, on the Docker platform",
            "app.python.lock: a lock, on the Docker platform",
            "app.python.vendorWheels: true, on the Docker platform",
            "app.python.indexUrl: an index, on the Docker platform",
        ]);
        assert.deepEqual(wrong({ version, python }), []);
    });
});
