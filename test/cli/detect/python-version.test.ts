import assert from "node:assert/strict";
import { TreeFiles } from "../../support/tree";
import { detected, problemsOf } from "./detected";
import { flat, without } from "./projects";

const bare = without(flat, ".python-version");
const lines = (files: TreeFiles) =>
    detected({ ...bare, ...files }).lines.filter((line) => line.split(":")[0]?.endsWith(" python"));
const requires = (text: string) => ({ "pyproject.toml": `[project]\nname = "shop"\nrequires-python = "${text}"\n` });
const problem = (got: string) => ({
    where: "app.platform",
    got,
    allowed: "a Python that the platform has: 3.11, 3.12, 3.13 or 3.14",
    remedy: 'Set app.platform in the stack file, for example app: {platform: {kind: "python", version: "3.13"}}, after a test with it.',
});

describe("choosing the Python branch", () => {
    it("assumes the default when nothing is said", () => {
        assert.deepEqual(lines({}), ["assumed python: 3.13 (no file names a version, and this is the default)"]);
    });

    for (const text of [
        "3.12",
        "3.12.4\n",
        "cpython-3.12.4\n",
        "# pinned\n3.12.4\n3.11.9\n",
        "3.12-dev\n",
        ">=3.12,<3.13",
    ]) {
        it(`reads .python-version ${JSON.stringify(text)}`, () => {
            const said = text
                .trim()
                .split("\n")
                .find((line) => !line.startsWith("#"));
            assert.deepEqual(lines({ ".python-version": text }), [`found python: 3.12 (.python-version says ${said})`]);
        });
    }

    it("takes the newest branch that a range allows", () => {
        assert.deepEqual(lines(requires(">=3.11,<3.14")), [
            "assumed python: 3.13 (requires-python in pyproject.toml says >=3.11,<3.14; the newest of 3.11, 3.12 and 3.13)",
        ]);
    });

    it("lets a pin narrow a range", () => {
        assert.deepEqual(lines({ ...requires(">=3.11"), ".python-version": "3.12" }), [
            "found python: 3.12 (.python-version says 3.12 and requires-python in pyproject.toml says >=3.11)",
        ]);
    });

    it("reads Poetry's constraint", () => {
        const text = '[tool.poetry.dependencies]\npython = "~3.11 || ~3.12"\n';
        assert.deepEqual(lines({ "pyproject.toml": text }), [
            "assumed python: 3.12 (tool.poetry python in pyproject.toml says ~3.11 || ~3.12; the newest of 3.11 and 3.12)",
        ]);
    });

    it("names the branches when the version is retired", () => {
        assert.deepEqual(problemsOf({ ...bare, "runtime.txt": "python-3.9.18\n" }), [
            problem("runtime.txt says python-3.9.18"),
        ]);
    });

    it("names both sides of a contradiction", () => {
        assert.deepEqual(problemsOf({ ...bare, ".python-version": "3.11\n", "runtime.txt": "python-3.12.1" }), [
            problem(".python-version says 3.11 and runtime.txt says python-3.12.1"),
        ]);
    });

    it("passes over the name of a virtual environment, and says so", () => {
        assert.deepEqual(lines({ ".python-version": "shop-env\n" }), [
            "assumed python: 3.13 (no file names a version, and this is the default)",
            "attention python: shop-env (.python-version is no version that this program understands; not used)",
        ]);
    });
});
