import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { imageRequirements } from "../../../components/source-bundle/image-requirements";
import { minimalRaw, testSettings } from "../../support/settings";
import { temporaryFolder } from "../../support/temporary-folder";

describe("requirements of a generated image", () => {
    const folder = temporaryFolder();

    function read(files: Readonly<Record<string, string>>, alsoOwn: readonly string[] = []) {
        for (const [name, text] of Object.entries(files)) {
            fs.mkdirSync(path.dirname(path.join(folder.path, name)), { recursive: true });
            fs.writeFileSync(path.join(folder.path, name), text);
        }
        const app = { ...minimalRaw.app, directory: ".", platform: { kind: "docker" } };
        const settings = testSettings({ app }, { root: folder.path });
        return imageRequirements(settings, new Set(["manage.py", ...Object.keys(files), ...alsoOwn]));
    }

    it("are read with all that they include", () => {
        const { requirementFiles, packages, problems } = read({
            "requirements.txt": "-r requirements/prod.txt\n-c constraints.txt\n",
            "requirements/prod.txt": "-r base.txt\ngunicorn==23.0.0\n",
            "requirements/base.txt": "Django==5.2.8\n-f https://example.com/wheels\n",
            "requirements/dev.txt": "pytest\n",
            "constraints.txt": "asgiref==3.9.0\n",
        });
        assert.deepEqual([...requirementFiles].sort(), [
            "constraints.txt",
            "requirements.txt",
            "requirements/base.txt",
            "requirements/prod.txt",
        ]);
        assert.deepEqual(
            packages.map(({ name }) => name),
            ["django", "gunicorn"],
        );
        assert.deepEqual(problems, []);
    });

    const broken = {
        "requirements.txt": "-r requirements/base.txt\n-r missing.txt\n./libs/payments\n",
        "requirements/base.txt": "Django\n-e .\n-f ./wheels\nx @ file:///srv/x.whl\n",
        "wheels/a-1.0-py3-none-any.whl": "",
    };

    it("name no path of the application, which is not there yet, and nothing that is missing", () => {
        const { problems } = read(broken);
        assert.deepEqual(
            problems.map(({ where, got }) => `${where} ${got}`),
            [
                "requirements.txt:2 -r missing.txt, which is not in the bundle",
                "requirements/base.txt:2 ., a path of the application",
                "requirements/base.txt:3 ./wheels, a path of the application",
                "requirements/base.txt:4 file:///srv/x.whl, a path of the application",
                "requirements.txt:3 ./libs/payments, a path of the application",
            ],
        );
        assert.equal(problems.at(-1)?.remedy, "Name a package or a URL, or write a Dockerfile of your own.");
    });

    it("are the business of a Dockerfile of the application's own, where there is one", () => {
        assert.deepEqual(read(broken, ["Dockerfile"]).problems, []);
    });

    it("are not known of a lock file, or where the code arrives later", () => {
        assert.deepEqual(read({}).requirementFiles, []);
        const lock = read({ "pyproject.toml": '[project]\nname = "x"\nversion = "1"\ndependencies = ["Django"]\n' });
        assert.deepEqual([lock.requirementFiles, lock.problems], [[], []]);
        assert.deepEqual(
            lock.packages.map(({ name }) => name),
            ["django"],
        );
    });
});
