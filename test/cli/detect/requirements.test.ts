import assert from "node:assert/strict";
import { TreeFiles } from "../../support/tree";
import { detected } from "./detected";
import { below, flat, without } from "./projects";

const bare = without(flat, "requirements.txt", ".python-version");
const lines = (files: TreeFiles) => detected(files).lines.filter((line) => / requirements: /.test(line));
const missing = (because: string) => [`attention requirements: no requirements.txt (${because})`];
const again = ", and again after each change of it";

describe("finding the requirements", () => {
    it("asks for attention when Django is not named", () => {
        assert.deepEqual(lines({ ...bare, "requirements.txt": "# Django\ndjangorestframework==3.15\n" }), [
            "found requirements: requirements.txt (beside manage.py, where the platform reads it)",
            "attention requirements: requirements.txt (it does not name Django: add it, unless another package brings it)",
        ]);
    });

    it("finds Django in an included file, and says which included file is missing", () => {
        const files = {
            ...bare,
            "requirements.txt": "-r requirements/base.txt\n",
            "requirements/base.txt": "django[argon2]>=5\n",
        };
        assert.deepEqual(lines(files), [
            "found requirements: requirements.txt (beside manage.py, where the platform reads it)",
        ]);
        assert.deepEqual(lines({ ...files, "requirements/base.txt": "Django\n-r ../../common.txt\n" }), [
            "found requirements: requirements.txt (beside manage.py, where the platform reads it)",
            "attention requirements: ../common.txt (requirements/base.txt:2 includes it, and it is not in the bundle: pip would fail on the instance)",
        ]);
    });

    it("says what to write when the file for production lies in a folder", () => {
        const files = {
            ...bare,
            "requirements/base.txt": "Django\n",
            "requirements/local.txt": "-r base.txt\n",
            "requirements/production.txt": "-r base.txt\n",
        };
        assert.deepEqual(
            lines(files),
            missing(
                'the platform reads it beside manage.py only: create it with the line "-r requirements/production.txt"',
            ),
        );
        assert.deepEqual(
            lines({ ...files, "requirements-prod.txt": "" }),
            missing(
                "the platform reads it beside manage.py only, and there are requirements/production.txt and requirements-prod.txt: create it from the one for production",
            ),
        );
    });

    it("takes a lock file of Poetry's, from which the bundle gets one", () => {
        const pyproject = '[tool.poetry.dependencies]\npython = "^3.11"\nDjango = "^5.2"\n';
        assert.deepEqual(lines({ ...bare, "pyproject.toml": pyproject, "poetry.lock": "" }), [
            "found requirements: requirements.txt (the bundle gets one, made from poetry.lock)",
        ]);
    });

    it("gives the command for uv, in the folder of its lock", () => {
        const project = '[project]\nname = "shop"\nrequires-python = ">=3.12"\ndependencies = ["Django>=5"]\n';
        const files = { ...below("backend", bare), "pyproject.toml": project, "uv.lock": "" };
        assert.deepEqual(
            lines(files),
            missing(
                "the platform does not read ../uv.lock: run uv export --format requirements-txt --no-dev --no-emit-project " +
                    `-o backend/requirements.txt in the folder of uv.lock${again}`,
            ),
        );
    });

    it("takes a plain pyproject.toml, from which the bundle gets one", () => {
        const project = '[project]\nname = "shop"\ndependencies = ["Django>=5"]\n';
        assert.deepEqual(lines({ ...bare, "pyproject.toml": project, "requirements-docs.txt": "" }), [
            "found requirements: requirements.txt (the bundle gets one, made from pyproject.toml)",
        ]);
    });

    it("takes a Pipfile beside manage.py, which the platform reads", () => {
        const pipfile = '[packages]\nDjango = "*"\n[requires]\npython_version = "3.13"\n';
        const { app } = detected({ ...bare, Pipfile: pipfile });
        assert.deepEqual([app.requirements, app.python], ["Pipfile", "3.13"]);
        assert.deepEqual(lines({ ...bare, Pipfile: pipfile }), [
            "found requirements: Pipfile (beside manage.py, and no requirements.txt, which the platform would prefer)",
        ]);
    });

    it("says so when nothing tells what to install", () => {
        assert.deepEqual(
            lines(bare),
            missing("nothing says what to install: create one, for example with pip freeze > requirements.txt"),
        );
    });

    it("names the line of a pyproject.toml that is no TOML, and goes on", () => {
        const { app, lines: all } = detected({ ...flat, "pyproject.toml": '[project]\nname = "shop\n' });
        assert.equal(app.python, "3.12");
        assert.match(
            all.at(-1) ?? "",
            /^attention pyproject\.toml: not read \(it is no valid TOML, line 2, column \d+: /,
        );
    });
});
