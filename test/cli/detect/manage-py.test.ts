import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { detectDjangoApp } from "../../../cli/detect";
import { withTree } from "../../support/tree";
import { detected, problemsOf } from "./detected";
import { below, flat, managePy } from "./projects";

const allowed = "the folder of a Django project, with its manage.py in it or below it";
const remedy = "Point --app, or app.directory in the stack file, at the folder that holds manage.py.";

describe("finding manage.py", () => {
    it("refuses a directory that does not exist", () => {
        withTree({}, (directory) => {
            const where = path.join(directory, "shop");
            assert.deepEqual(detectDjangoApp(where), {
                kind: "problems",
                problems: [{ where, got: "no such directory", allowed, remedy }],
            });
        });
    });

    it("refuses a file in place of a directory", () => {
        withTree(flat, (directory) => {
            const where = path.join(directory, "manage.py");
            assert.deepEqual(detectDjangoApp(where), {
                kind: "problems",
                problems: [{ where, got: "a file, not a directory", allowed, remedy }],
            });
        });
    });

    it("refuses a directory without manage.py", () => {
        const got = "not a Django project: no manage.py in it or in the 3 levels below";
        assert.deepEqual(problemsOf({ "app.py": "import flask\n", "a/b/c/d/manage.py": managePy("a.settings") }), [
            { where: "ROOT", got, allowed, remedy },
        ]);
    });

    it("is not fooled by comments, docstrings and messages", () => {
        const trick = [
            '"""Not like django.core.management; sets no DJANGO_SETTINGS_MODULE."""',
            "# from django.core.management import execute_from_command_line",
            '# os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")',
            "print('import django.core.management')",
        ].join("\n");
        const got = "not a Django project: manage.py does not start Django (no django.core.management in the code)";
        assert.deepEqual(problemsOf({ ...flat, "manage.py": trick }), [{ where: "ROOT", got, allowed, remedy }]);
    });

    it("asks which of two projects is meant", () => {
        assert.deepEqual(problemsOf({ ...below("services/api", flat), ...below("shop", flat) }), [
            {
                where: "ROOT",
                got: "2 Django projects: shop/manage.py and services/api/manage.py",
                allowed: "one Django project",
                remedy: "Point --app, or app.directory in the stack file, at one of them: ROOT/shop or ROOT/services/api",
            },
        ]);
    });

    it("takes the one that the settings name", () => {
        const files = { ...below("services/api", flat), ...below("shop", flat) };
        assert.equal(detected(files, { directory: "services/api" }).app.directory, "ROOT/services/api");
        assert.deepEqual(problemsOf(files, { directory: "services" }), [
            { where: "ROOT/services", got: "no manage.py", allowed, remedy },
        ]);
    });

    it("takes the outermost of nested projects", () => {
        assert.equal(detected({ ...flat, ...below("plugins/shop", flat) }).app.directory, "ROOT");
        assert.equal(detected({ ...below("web", flat), ...below("web/plugins", flat) }).app.directory, "ROOT/web");
    });

    for (const aside of ["tests", "docs", "examples/shop", ".hidden", "node_modules/x", "lib/site-packages"]) {
        it(`prefers a project outside ${aside}`, () => {
            assert.equal(detected({ ...below(aside, flat), ...below("web", flat) }).app.directory, "ROOT/web");
        });
    }

    it("takes an example when there is nothing else", () => {
        assert.equal(detected(below("examples/shop", flat)).app.directory, "ROOT/examples/shop");
    });

    it("leaves out a virtual environment, whatever its name", () => {
        const files = { ...below("web", flat), ...below("py/lib/shop", flat), "py/pyvenv.cfg": "home = /usr\n" };
        assert.equal(detected(files).app.directory, "ROOT/web");
    });

    it("does not follow a link out of the directory", () => {
        withTree(flat, (outside) => {
            withTree({ "README.md": "" }, (directory) => {
                fs.symlinkSync(outside, path.join(directory, "shop"));
                fs.symlinkSync(path.join(outside, "manage.py"), path.join(directory, "manage.py"));
                assert.equal(detectDjangoApp(directory).kind, "problems");
            });
        });
    });

    it("ends in a directory of very many folders, and says where it stopped", () => {
        const folders = Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`data/f${i}/x.txt`, ""]));
        assert.deepEqual(
            problemsOf(folders).map(({ got }) => got),
            ["not a Django project: no manage.py in it or in the first 2000 folders below"],
        );
    });
});
