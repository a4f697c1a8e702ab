import * as assert from "node:assert/strict";
import { ownFileFindings, platformOf } from "../../../components/source-bundle/own-files";
import { TreeFiles, withTree } from "../../support/tree";

describe("an application's own files", () => {
    it("are read from where they lie, of those that the rules ask for", () => {
        withTree({ Procfile: "web: gunicorn --daemon a.wsgi\n", "app/Procfile": "web: x\n" }, (directory) => {
            const found = ownFileFindings(directory, ["Procfile", "app/Procfile", ".env"], "python");
            assert.deepEqual(
                found.map(({ rule, file, line }) => [rule, file, line]),
                [["procfile-background", "Procfile", 1]],
            );
        });
    });

    it("are an error when they cannot be read", () => {
        withTree({ "Procfile/a": "" }, (directory) => {
            const found = ownFileFindings(directory, ["Procfile", ".ebextensions/gone.config"], "python");
            assert.deepEqual(
                found.map(({ rule, level, file, found: what }) => [rule, level, file, what]),
                [
                    ["unreadable-file", "error", "Procfile", "an error when reading it (EISDIR)"],
                    ["unreadable-file", "error", ".ebextensions/gone.config", "an error when reading it (ENOENT)"],
                ],
            );
        });
    });

    it("tell the platform of a folder without settings", () => {
        const trees: TreeFiles[] = [{ "manage.py": "", Dockerfile: "" }, { Dockerfile: "" }, { "src/manage.py": "" }];
        assert.deepEqual(
            trees.map((files) => withTree(files, platformOf)),
            ["python", "docker", "python"],
        );
    });
});
