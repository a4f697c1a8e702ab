import assert from "node:assert/strict";
import { detected, problemsOf } from "./detected";
import { below, flat, layered, managePy, without, wsgiPy } from "./projects";

describe("detectDjangoApp", () => {
    it("tells of a flat project what it found, where, and what it assumed", () => {
        assert.deepEqual(detected(flat), {
            app: {
                directory: "ROOT",
                wsgi: "shop.wsgi:application",
                settingsModule: "shop.settings",
                python: "3.12",
                requirements: "requirements.txt",
                healthPath: undefined,
            },
            lines: [
                "found manage.py: manage.py (it starts Django with DJANGO_SETTINGS_MODULE, line 6)",
                "found wsgi: shop.wsgi:application (WSGI_APPLICATION, shop/settings.py:3)",
                "found settings module: shop.settings (shop/wsgi.py:3)",
                "found python: 3.12 (.python-version says 3.12.4)",
                "found requirements: requirements.txt (beside manage.py, where the platform reads it)",
                "assumed health path: / (the root URLconf names no health route; set app.healthPath if there is one)",
            ],
        });
    });

    it("takes the folder of manage.py as the root in a src layout", () => {
        const { app, lines } = detected({
            ...below("src", without(flat, "requirements.txt", ".python-version")),
            "requirements.txt": "Django==5.2.1\n",
            "runtime.txt": "python-3.11.9\n",
        });
        assert.equal(app.directory, "ROOT/src");
        assert.equal(app.wsgi, "shop.wsgi:application");
        assert.equal(lines[0], "found manage.py: src/manage.py (it starts Django with DJANGO_SETTINGS_MODULE, line 6)");
        assert.deepEqual(lines.slice(3, 5), [
            "found python: 3.11 (../runtime.txt says python-3.11.9)",
            "attention requirements: no requirements.txt (../requirements.txt lies outside the bundle, whose root is the folder of manage.py: copy it there)",
        ]);
    });

    it("says that Gunicorn does not look into src when only manage.py is above it", () => {
        const package_ = without(flat, "manage.py", "requirements.txt", ".python-version");
        const { app, lines } = detected({ ...below("src", package_), "manage.py": managePy("shop.settings") });
        assert.equal(app.wsgi, "shop.wsgi:application");
        assert.equal(
            lines[2],
            "attention wsgi: src/shop/wsgi.py (Python on the instance starts in the folder of manage.py and does not look into src: " +
                'set app.variables: {PYTHONPATH: "src"})',
        );
    });

    it("prefers the settings that wsgi.py names in a layered project", () => {
        const { app, lines } = detected(layered);
        assert.equal(app.settingsModule, "config.settings.production");
        assert.equal(app.wsgi, "config.wsgi:application");
        assert.equal(lines[1], "found wsgi: config.wsgi:application (WSGI_APPLICATION, config/settings/base.py:2)");
        assert.equal(lines[2], "found settings module: config.settings.production (config/wsgi.py:3)");
    });

    it("reports every open question at once", () => {
        const problems = problemsOf({
            "manage.py": managePy("shop.settings.local"),
            "shop/settings/local.py": "",
            "shop/settings/prod.py": "",
            "shop/settings/production.py": "",
            ".python-version": "3.9\n",
        });
        assert.deepEqual(
            problems.map(({ where }) => where),
            ["app.wsgi", "app.settingsModule", "app.platform"],
        );
    });

    it("lets the settings answer every question", () => {
        const { app, lines } = detected(
            { "manage.py": managePy("nowhere.settings"), ".python-version": "2.7\n" },
            {
                wsgi: "shop.main:app",
                settingsModule: "shop.live",
                python: "3.14",
                requirements: "requirements.txt",
                healthPath: "/up",
            },
        );
        assert.deepEqual(app, {
            directory: "ROOT",
            wsgi: "shop.main:app",
            settingsModule: "shop.live",
            python: "3.14",
            requirements: "requirements.txt",
            healthPath: "/up",
        });
        assert.deepEqual(lines.slice(1, 4), [
            "found wsgi: shop.main:app (the setting app.wsgi)",
            "found settings module: shop.live (the setting app.settingsModule)",
            "found python: 3.14 (the setting app.platform.version)",
        ]);
    });

    it("reads, and does not run, what it finds", () => {
        const { app } = detected({ ...flat, "shop/wsgi.py": `raise SystemExit(1)\n${wsgiPy("shop.settings")}` });
        assert.equal(app.wsgi, "shop.wsgi:application");
    });
});
