import assert from "node:assert/strict";
import { packageName, readRequirements } from "../../../cli/detect/requirement-lines";
import { diskTree } from "../../../cli/detect/tree";
import { parseRequirements } from "../../../components/python-dependencies/requirements-file";
import { withTree } from "../../support/tree";

describe("packageName", () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
        ["Django==5.2", "django"],
        ["django", "django"],
        ["Django[argon2] >= 5 ; python_version > '3.8'", "django"],
        ["zope.interface~=6.0", "zope-interface"],
        ["Django @ https://example.com/Django-5.2.tar.gz", "django"],
        ["-e git+https://example.com/django.git#egg=Django", "django"],
        ["--hash=sha256:abc", undefined],
        ["./local/package", undefined],
        ["https://example.com/Django-5.2.tar.gz", undefined],
    ];
    for (const [requirement, name] of cases) {
        it(`of ${requirement}`, () => assert.equal(packageName(parseRequirements(requirement)[0]), name));
    }
});

describe("readRequirements", () => {
    const read = (files: Record<string, string>) =>
        withTree(files, (directory) => readRequirements(diskTree(directory), "requirements.txt"));

    it("joins continued lines and drops comments", () => {
        const text = "Django==5.2 \\\n    --hash=sha256:abc  # pinned\n# gunicorn\npsycopg\r\n";
        assert.deepEqual([...read({ "requirements.txt": text }).packages], ["django", "psycopg"]);
    });

    it("survives files that include each other", () => {
        const { packages, missing } = read({ "requirements.txt": "-r a.txt\n", "a.txt": "six\n-r requirements.txt\n" });
        assert.deepEqual([[...packages], missing], [["six"], []]);
    });

    it("tells missing includes, constraints too, but not those of the web", () => {
        const text = "-rbase.txt\n--constraint=c.txt\n-r https://example.com/r.txt\n-r ../outside.txt\n";
        assert.deepEqual(read({ "requirements.txt": text }).missing, [
            { file: "base.txt", where: "requirements.txt:1" },
            { file: "c.txt", where: "requirements.txt:2" },
            { file: "../outside.txt", where: "requirements.txt:4" },
        ]);
    });
});
